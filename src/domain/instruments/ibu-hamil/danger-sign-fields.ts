import type { Condition, Field } from '#domain/instruments/instrument.ts'
import { numberIn } from '#domain/instruments/read-answer.ts'
import { yesNoField } from '#domain/instruments/shared-fields.ts'
import { temperatureField } from '#domain/instruments/temperature-field.ts'
import { maternalDangerSigns } from '#domain/rules/maternal-danger-signs.ts'
import { convulsionOrSwelling, type MotherSign, signIn } from '#domain/rules/mother-signs.ts'
import {
  hasReachedWeeks,
  labourDangerSigns,
  movementsFromWeeks,
  pregnancySigns,
} from '#domain/rules/pregnancy-danger-signs.ts'
import { dangerSignWords } from './danger-sign-words.ts'
import { isHypertensive } from './measurement-fields.ts'

const bookKia = 'Buku KIA 2023'

const pressureIds: ReadonlySet<string> = new Set(maternalDangerSigns.map(({ id }) => id))

/** The list of a printing that sends all signs at once; on this form each is a question of its own. */
const never: Condition = () => false

type SignForm = {
  readonly battery: 'pregnancyDangerSigns' | 'postpartumDangerSigns'
  readonly required: (sign: string) => boolean | Condition
  readonly shownWhen?: Condition
}

const movementsCount = hasReachedWeeks(movementsFromWeeks)

/** One yes-or-no question a sign, in one checklist. */
export const signFields = (
  signs: readonly Pick<MotherSign, 'id' | 'cardId' | 'alsoCardIds' | 'source'>[],
  { battery, required, shownWhen = () => true }: SignForm,
): readonly Field[] =>
  signs.map(({ id, cardId, alsoCardIds, source }) => ({
    ...yesNoField({
      id,
      cardId,
      source,
      required: required(id),
      shownWhen: (context) =>
        shownWhen(context) && (id !== 'fetalMovementReduced' || movementsCount(context)),
      step: 1,
      ...(alsoCardIds && { alsoCardIds }),
    }),
    section: 'dangerSigns',
    battery,
  }))

/** All signs of the list in one answer, as some printings send them. */
export const signList = (
  id: 'pregnancyDangerSigns' | 'postpartumDangerSigns',
  cardId: string,
  signs: readonly Pick<MotherSign, 'id' | 'cardId'>[],
): Field => ({
  id,
  cardId,
  type: 'multi',
  choices: signs.map((sign) => sign.id),
  printed: Object.fromEntries(signs.map((sign) => [sign.id, sign.cardId])),
  alsoPrinted: Object.fromEntries(signs.map((sign) => [sign.id, dangerSignWords[sign.id] ?? []])),
  step: 1,
  required: false,
  shownWhen: never,
  section: 'dangerSigns',
  source: bookKia,
})

export const feverSign = (cardId: 'bh_demam' | 'nf_demam') => ({ id: 'fever', cardId, source: bookKia })

/** Chills make a high fever worse; a temperature is taken with the complaint. */
export const feverFields = (cardId: 'bh_menggigil' | 'nf_menggigil'): readonly Field[] => [
  {
    ...yesNoField({
      id: 'chills',
      cardId,
      alsoCardIds: ['menggigil'],
      step: 1,
      shownWhen: (context) =>
        signIn(context, 'fever') === true || (numberIn(context.answers, 'temperatureC') ?? 0) >= 38.5,
      source: bookKia,
    }),
    section: 'dangerSigns',
  },
]

/** The question of printings that ask for fits and swelling in one; on this form each is a question of its own. */
export const convulsionOrSwellingField: Field = {
  ...yesNoField({ ...convulsionOrSwelling, step: 1, shownWhen: never, source: bookKia }),
  section: 'dangerSigns',
}

const hasFever: Condition = (context) => signIn(context, 'fever') === true

const signs = [...pregnancySigns, feverSign('bh_demam')]
const tbcSign = { id: 'tbcSign', cardId: 'bh_tbc' }

const isInLabour: Condition = (context) =>
  signIn(context, 'regularContractions') === true || signIn(context, 'bloodyShow') === true

export const dangerSignFields: readonly Field[] = [
  ...signFields(signs, {
    battery: 'pregnancyDangerSigns',
    // The level of a high pressure depends on these.
    required: (id) => (pressureIds.has(id) ? isHypertensive : false),
  }),
  // The questions on TBC ask it on this card; a printing that lists it among the signs is heard.
  { ...yesNoField({ ...tbcSign, step: 1, shownWhen: never, source: bookKia }), section: 'dangerSigns' },
  signList('pregnancyDangerSigns', 'bahaya_hamil', [...signs, tbcSign]),
  ...feverFields('bh_menggigil'),
  temperatureField({ section: 'dangerSigns', step: 1, shownWhen: hasFever, required: false }),
  {
    id: 'fetalMovement',
    cardId: 'gerak_janin',
    type: 'choice',
    choices: ['normal', 'reduced', 'none'],
    printed: { normal: 'biasa', reduced: 'kurang', none: 'tidak ada' },
    alsoPrinted: { reduced: ['kurang (<10× per 12 jam)'] },
    step: 1,
    required: false,
    shownWhen: (context) => movementsCount(context) && context.answers['fetalMovementReduced'] !== false,
    section: 'dangerSigns',
    source: bookKia,
  },
  {
    id: 'labourDangerSigns',
    cardId: 'bahaya_persalinan',
    type: 'multi',
    choices: labourDangerSigns,
    printed: {
      bleeding: 'perdarahan',
      foulWaters: 'ketuban hijau/berbau',
      restless: 'sangat gelisah/kesakitan',
      cannotPush: 'tidak kuat mengejan',
      cordOrArmFirst: 'tali pusat/tangan keluar dulu',
      convulsion: 'kejang',
    },
    step: 1,
    required: false,
    shownWhen: isInLabour,
    section: 'dangerSigns',
    source: bookKia,
  },
]
