import { ageIn } from '#domain/instruments/age-in.ts'
import { inSection } from '#domain/instruments/block.ts'
import type { Condition, Field, FieldContext, Range } from '#domain/instruments/instrument.ts'
import { hasValue, latestBefore, numberIn } from '#domain/instruments/read-answer.ts'
import { muacCodes, weightCodes } from '#domain/instruments/body-fields.ts'
import { yesNoField } from '#domain/instruments/shared-fields.ts'
import { oedemaGrades, oedemaIn } from '#domain/rules/acute-malnutrition.ts'
import { hasImplausibleScore, isSeverelyWasted } from '#domain/rules/growth-scores.ts'
import { numberSetting } from '#domain/settings.ts'
import { completedMonths } from '#domain/time/age.ts'
import { isYoungInfant } from '#domain/rules/young-infant.ts'
import { birthFields } from './birth-fields.ts'
import { dangerSignFields, illnessFields, isIll, vitalSignFields } from './danger-fields.ts'
import { feedingFields } from './feeding-fields.ts'
import { immunisationFields } from './immunisation-fields.ts'
import { headDoubt, lengthDoubt, positionFor, weightDoubt } from './balita-doubts.ts'

const buku = 'Buku KIA 2023'
const card = 'Kartu Bantu Pemeriksaan Bayi, Balita, Apras (KMK HK.01.07/MENKES/2015/2023)'

const monthsIn = (context: FieldContext) => ageIn(context)?.months

/** Up to 60 completed months the limits of WHO Anthro, beyond them those of a child of six. */
const byAge =
  (to60: Range, beyond: Range): ((context: FieldContext) => Range) =>
  (context) =>
    (monthsIn(context) ?? 0) <= 60 ? to60 : beyond

/** Months since the last visit that had it are `every` or more, or there was none. */
function isDue(context: FieldContext, field: string, every: number): boolean {
  const last = latestBefore(context, (answers) => (hasValue(answers[field]) ? true : undefined))
  return !last || (completedMonths(last.day, context.day) ?? 0) >= every
}

const lengthIsDue: Condition = (context) => {
  const every = numberSetting(context.settings, 'lengthEveryMonths')
  return every <= 1 || isDue(context, 'lengthHeight', every)
}

/** Every visit to 24 months, then half-yearly to 60. */
const headIsDue: Condition = (context) => {
  const months = monthsIn(context)
  if (months === undefined) return false
  return months <= 24 || (months <= 60 && isDue(context, 'headCircumferenceCm', 6))
}

const armIsMeasured: Condition = (context) => {
  const months = monthsIn(context)
  return months !== undefined && months >= 6 && months <= 59
}

const bornSmall: Condition = (context) => {
  const birthWeightKg = numberIn(context.answers, 'birthWeightKg')
  const days = ageIn(context)?.days
  return birthWeightKg !== undefined && birthWeightKg < 2 && days !== undefined && days < 28
}

const looksMalnourished: Condition = (context) => {
  const muacCm = numberIn(context.answers, 'muacCm')
  return (
    (muacCm !== undefined && muacCm < 11.5 && armIsMeasured(context)) ||
    oedemaIn(context.answers) !== undefined ||
    isSeverelyWasted(context)
  )
}

/** Columns 4 to 12, and what only a measurement makes a question. */
const measurementFields: readonly Field[] = [
  {
    id: 'weightKg',
    cardId: 'bb',
    alsoCardIds: ['berat_badan'],
    column: '4',
    type: 'number',
    unit: 'kg',
    decimals: 2,
    reject: byAge({ min: 0.9, max: 58 }, { min: 8, max: 60 }),
    step: 2,
    required: true,
    codes: weightCodes,
    source: card,
    doubt: weightDoubt,
  },
  {
    id: 'lengthHeight',
    cardId: 'pb_tb',
    column: '7',
    type: 'group',
    parts: [
      {
        id: 'lengthHeightCm',
        cardId: 'pb_tb',
        alsoCardIds: ['tb', 'pb', 'tinggi_badan'],
        type: 'number',
        unit: 'cm',
        decimals: 1,
        reject: byAge({ min: 38, max: 150 }, { min: 70, max: 150 }),
        codes: [{ system: 'loinc', code: '8302-2' }],
      },
      {
        id: 'position',
        cardId: 'posisi_ukur',
        type: 'choice',
        choices: ['lying', 'standing'],
        printed: { lying: 'telentang', standing: 'berdiri' },
        default: positionFor,
        // Without an age nothing is judged by length, and no position is the usual one.
        optionalWhen: (context) => positionFor(context) === undefined,
      },
    ],
    step: 2,
    required: lengthIsDue,
    codes: [{ system: 'loinc', code: '8302-2' }],
    source: card,
    doubt: lengthDoubt,
  },
  {
    id: 'headCircumferenceCm',
    cardId: 'lingkar_kepala',
    alsoCardIds: ['lk'],
    column: '10',
    type: 'number',
    unit: 'cm',
    decimals: 1,
    reject: { min: 25, max: 64 },
    step: 2,
    required: headIsDue,
    codes: [{ system: 'loinc', code: '9843-4' }],
    source: card,
    doubt: headDoubt,
  },
  {
    id: 'muacCm',
    cardId: 'lila',
    column: '12',
    type: 'number',
    unit: 'cm',
    decimals: 1,
    reject: { min: 6, max: 35 },
    confirm: { min: 9, max: 22 },
    step: 2,
    required: armIsMeasured,
    shownWhen: armIsMeasured,
    codes: muacCodes,
    source: card,
  },
  {
    id: 'bilateralOedema',
    cardId: 'edema_bilateral',
    alsoCardIds: ['edema'],
    type: 'choice',
    choices: oedemaGrades,
    printed: { none: 'tidak', present: 'ya', grade1: '+1', grade2: '+2', grade3: '+3' },
    alsoPrinted: { none: ['tidak ada'], present: ['ada'] },
    step: 2,
    required: false,
    nakesOnly: true,
    source: 'Permenkes 2/2020; KMK HK.01.07/MENKES/2015/2023',
  },
  yesNoField({
    id: 'lowBirthWeightFollowed',
    cardId: 'bblr_dipantau_nakes',
    shownWhen: bornSmall,
    required: bornSmall,
    source: 'MTBM',
  }),
  yesNoField({
    id: 'measuredAgain',
    cardId: 'ukur_ulang',
    shownWhen: hasImplausibleScore,
    required: hasImplausibleScore,
    source: "WHO 2006 flags; Teratai's own",
  }),
]

/** How the child was weighed. */
const weighingMethod: Field = {
  id: 'weighingMethod',
  cardId: 'cara_timbang',
  type: 'group',
  parts: [
    {
      id: 'scale',
      cardId: 'cara_timbang',
      type: 'choice',
      choices: ['dacin', 'digital'],
      printed: { dacin: 'dacin', digital: 'digital' },
    },
    {
      id: 'clothing',
      cardId: 'cara_timbang_baju',
      type: 'choice',
      choices: ['light', 'heavy'],
      printed: { light: 'tipis', heavy: 'tebal' },
      optionalWhen: () => true,
    },
  ],
  step: 2,
  required: false,
  source: "Buku KIA 2023; Teratai's own",
}

const careFields: readonly Field[] = [
  yesNoField({ id: 'stimulatedForAge', cardId: 'stimulasi', step: 3, source: buku }),
  yesNoField({ id: 'attendsToddlerClass', cardId: 'kelas_ibu_balita', step: 3, source: buku }),
  yesNoField({ id: 'kiaBookBrought', cardId: 'dibawa_buku_kia', step: 1, source: buku }),
]

/** Not sick and not malnourished children are not asked for danger signs; young infants always are. */
const signs = dangerSignFields({
  step: 1,
  infantShown: isYoungInfant,
  childShown: (context) => isIll(context) || looksMalnourished(context),
  place: 'posyandu',
})

const vitalSigns = vitalSignFields(
  (context) => isYoungInfant(context) || isIll(context) || looksMalnourished(context),
).map((field) => (field.id === 'temperatureC' ? field : { ...field, nakesOnly: true }))

/** The card's own fields in its order, without what other cards ask alike. */
export const balitaFields = {
  registration: [...birthFields, ...illnessFields, ...signs],
  measurement: inSection('measurement', [...measurementFields, weighingMethod, ...vitalSigns]),
  record: [...feedingFields, ...immunisationFields],
  care: inSection('care', careFields),
} satisfies Record<string, readonly Field[]>
