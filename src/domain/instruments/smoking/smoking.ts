import { type Block, inSection } from '#domain/instruments/block.ts'
import { isDueAgain } from '#domain/instruments/due-again.ts'
import type { Condition, Field } from '#domain/instruments/instrument.ts'
import { yesNoIn } from '#domain/instruments/read-answer.ts'
import {
  carbonMonoxide,
  homeSmoking,
  isActiveSmoker,
  secondHandSmoke,
  smoking,
} from '#domain/rules/smoking.ts'
import { cigarettesPerDay, smokingKind, smokingYears } from './shared-smoking-fields.ts'
import { youthSmokingFields } from './youth-smoking-fields.ts'

const freeCheck = 'Cek Kesehatan Gratis (KMK HK.01.07/MENKES/33/2025)'

const carbonMonoxideFields: readonly Field[] = [
  {
    id: 'carbonMonoxideMeasured',
    cardId: 'co_diperiksa',
    type: 'yesNo',
    step: 4,
    required: false,
    nakesOnly: true,
    source: 'KMK HK.01.07/MENKES/2015/2023, Formulir 2',
  },
  {
    id: 'carbonMonoxidePpm',
    cardId: 'co_ppm',
    type: 'number',
    unit: '[ppm]',
    decimals: 0,
    reject: { min: 0, max: 100 },
    confirm: { max: 40 },
    step: 4,
    required: ({ answers }) => yesNoIn(answers, 'carbonMonoxideMeasured') === true,
    shownWhen: ({ answers }) => yesNoIn(answers, 'carbonMonoxideMeasured') === true,
    nakesOnly: true,
    source: "KMK HK.01.07/MENKES/2015/2023, Formulir 2; ranges Teratai's own",
  },
]

const rules = [smoking, secondHandSmoke, carbonMonoxide]

/** The questionnaire of schoolchildren from class 4, with exposure and carbon monoxide. */
export const youthSmokingBlock: Block = {
  fields: inSection('smoking', [...youthSmokingFields, ...carbonMonoxideFields]),
  rules,
}

/** Once a year. */
const isDue: Condition = (context) => isDueAgain(context, 'smokedLastYear', 12)
/** The tick in the card's header says it too. */
const isOwed: Condition = (context) => isDue(context) && yesNoIn(context.answers, 'smokes') === undefined
const hasSmoked: Condition = (context) =>
  isActiveSmoker(context) === true || yesNoIn(context.answers, 'smokedBefore') === true

const adultQuestion = (
  id: string,
  cardId: string,
  more: Partial<Pick<Field, 'alsoCardIds' | 'required' | 'shownWhen'>> = {},
): Field => ({
  id,
  cardId,
  type: 'yesNo',
  step: 4,
  required: false,
  shownWhen: isDue,
  source: freeCheck,
  ...more,
})

/** The questions of the free check-up for adults; kind and amount are asked of whoever smokes or smoked. */
export const adultSmokingBlock: Block = {
  fields: inSection('smoking', [
    adultQuestion('smokedLastYear', 'merokok_setahun_terakhir', { required: isOwed }),
    adultQuestion('smokedBefore', 'merokok_sebelumnya', {
      shownWhen: (context) => isDue(context) && yesNoIn(context.answers, 'smokedLastYear') !== true,
    }),
    smokingKind(hasSmoked),
    cigarettesPerDay(hasSmoked),
    smokingYears(hasSmoked),
    adultQuestion('passiveSmoke', 'terpapar_asap_rokok_pasif', { alsoCardIds: ['terpapar_asap_1bln'] }),
    ...carbonMonoxideFields,
  ]),
  rules,
}

/** The one question of the home-visit checklists: `kr_rokok`, `kd_rokok`, `kl_rokok`, `kt_rokok`. */
export const homeSmokingBlock = (
  cardId: string,
  shown: Pick<Field, 'required'> & { readonly shownWhen: Condition },
): Block => ({
  fields: [
    {
      id: 'smokingAtHome',
      cardId,
      type: 'choice',
      choices: ['active', 'passive', 'no'],
      printed: { active: 'aktif', passive: 'pasif', no: 'tidak' },
      step: 4,
      section: 'smoking',
      source: 'Checklist Kunjungan Rumah (KMK HK.01.07/MENKES/2015/2023)',
      ...shown,
    },
  ],
  rules: [homeSmoking],
})
