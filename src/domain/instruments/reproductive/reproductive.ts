import { type Block, inSection } from '#domain/instruments/block.ts'
import { fromYears } from '#domain/instruments/due-again.ts'
import type { Condition, Field } from '#domain/instruments/instrument.ts'
import { yesNoIn } from '#domain/instruments/read-answer.ts'
import { isFemale } from '#domain/instruments/shared-fields.ts'
import { puberty, reproductiveHealth, teenPregnancy } from '#domain/rules/reproductive.ts'

const freeCheck = 'Cek Kesehatan Gratis Sekolah (KMK HK.01.07/MENKES/33/2025)'
const schoolCheck = 'Penjaringan Kesehatan'

const isTen = fromYears(10)
const isGirl: Condition = (context) => isTen(context) && isFemale(context)
const isBoy: Condition = (context) => isTen(context) && context.person.sex === 'male'

const question = (
  id: string,
  cardId: string,
  shownWhen: Condition,
  source: string,
  alsoCardIds: readonly string[] = [],
): Field => ({
  id,
  cardId,
  alsoCardIds: [`kespro_${cardId}`, ...alsoCardIds],
  type: 'yesNo',
  step: 4,
  required: false,
  nakesOnly: true,
  confidential: true,
  shownWhen,
  source,
})

/** Menstruation, which the card itself asks of girls. */
const menstruation: readonly Field[] = [
  {
    id: 'menstruationStarted',
    cardId: 'haid_sudah',
    alsoCardIds: ['kespro_haid_sudah'],
    type: 'yesNo',
    step: 4,
    required: false,
    shownWhen: isGirl,
    keptIn: 'person',
    source: freeCheck,
  },
  {
    id: 'menarcheYears',
    cardId: 'haid_usia_pertama',
    alsoCardIds: ['kespro_haid_usia_pertama'],
    type: 'number',
    unit: 'a',
    decimals: 0,
    reject: { min: 7, max: 18 },
    confirm: { min: 9, max: 16 },
    step: 4,
    required: false,
    shownWhen: (context) => isGirl(context) && yesNoIn(context.answers, 'menstruationStarted') === true,
    keptIn: 'person',
    source: `${freeCheck}; ranges Teratai's own`,
  },
]

/** Kesehatan reproduksi from 10 years, asked in confidence by nakes. */
export const reproductiveBlock: Block = {
  fields: inSection('reproductive', [
    ...menstruation,
    question('vaginalDischarge', 'keputihan', isGirl, freeCheck),
    question('genitalItching', 'gatal_kemaluan', isGirl, freeCheck),
    question('itchingOrPus', 'gatal_atau_kencing_nanah', isBoy, freeCheck),
    question('painPassing', 'nyeri_bak_bab', isBoy, freeCheck),
    question('analSore', 'luka_dubur', isBoy, freeCheck),
    question('pubertySigns', 'tanda_pubertas', fromYears(14), schoolCheck),
    question('touchedByForce', 'disentuh_paksa', isTen, schoolCheck),
    question('sexuallyActive', 'aktivitas_seksual', isTen, schoolCheck),
  ]),
  rules: [reproductiveHealth, puberty, teenPregnancy],
}
