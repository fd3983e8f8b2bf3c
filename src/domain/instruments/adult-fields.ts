import { isLowForAdult } from '#domain/rules/adult-blood-pressure.ts'
import { glucoseIsDueInAdults } from '#domain/rules/glucose-due.ts'
import { maternalStateIn } from '#domain/rules/maternal-state.ts'
import { anyReaches } from '#domain/rules/readings.ts'
import { addMonths } from '#domain/time/calendar-day.ts'
import { adultBloodFields } from './adult-blood-fields.ts'
import { inSection } from './block.ts'
import { heightField, muacField, waistField, weightField } from './body-fields.ts'
import { bmiDoubt, changeDoubt, firstOf, ofNumber, recentWeightDoubt } from './doubts.ts'
import { adultDiabetesSymptoms, bloodGlucoseField, glucoseCompanions } from './glucose-fields.ts'
import { adultIdentityDerived } from './history-behaviour/identity-derived.ts'
import { identityFields } from './history-behaviour/identity-fields.ts'
import type { Condition, Derived, Field, Range } from './instrument.ts'
import { heightIn, latestBefore } from './read-answer.ts'
import { bloodPressureFields, readingsShow } from './shared-fields.ts'
import { pressureQuestions } from './woman-and-pressure-fields.ts'

const card = 'Kartu Bantu Pemeriksaan Dewasa dan Lansia (KMK HK.01.07/MENKES/2015/2023)'
const ownRange = `${card}; ranges Teratai's own`

const notPregnant: Condition = (context) => maternalStateIn(context) !== 'pregnant'

/** At the first visit, then yearly. */
export const heightIsDue: Condition = (context) => {
  const last = latestBefore(context, heightIn)
  return !last || addMonths(last.day, 12) <= context.day
}

/** An adult's height differs from the stored one by more than 2 cm. */
const heightMoved = changeDoubt('height', heightIn, () => ({ rise: 2, fall: 2 }))

const belief = {
  systolic: { min: 80, max: 200 },
  diastolic: { min: 45, max: 130 },
  pulseMin: 15,
  pulseMax: 120,
}

const repeatIsDue = readingsShow(
  (readings, context) => anyReaches(readings, 140, 90) || isLowForAdult(readings.first, context),
)

type Variant = {
  readonly arm: { readonly reject: Range; readonly confirm: Range }
  readonly armRequired: boolean | Condition
  /** What a card measures beside weight and height. */
  readonly extra: readonly Field[]
  /** Questions that a high pressure raises on this card. */
  readonly asked: readonly Field[]
}

/** Weight, height, waist, arm, pressure and temperature of adults (langkah 2). */
export const adultMeasures = ({ arm, armRequired, asked, extra }: Variant): readonly Field[] =>
  inSection('measurement', [
    weightField({
      reject: { min: 20, max: 300 },
      confirm: { min: 30, max: 150 },
      required: true,
      source: ownRange,
      doubt: recentWeightDoubt(5, 7),
    }),
    heightField({
      reject: { min: 100, max: 230 },
      confirm: { min: 135, max: 195 },
      required: heightIsDue,
      source: ownRange,
      doubt: firstOf(ofNumber(heightMoved), bmiDoubt(13, 50)),
    }),
    ...extra,
    waistField({
      confirm: { min: 50, max: 150 },
      required: notPregnant,
      shownWhen: notPregnant,
      source: ownRange,
    }),
    muacField({ ...arm, required: armRequired, source: ownRange }),
    ...bloodPressureFields({ required: true, repeatWhen: repeatIsDue, spelling: '', belief }),
    ...asked,
    ...pressureQuestions,
    temperature,
  ])

/** The temperature of whoever feels ill; at home it is always taken. */
const temperature: Field = {
  id: 'temperatureC',
  cardId: 'suhu',
  type: 'number',
  unit: 'Cel',
  decimals: 1,
  reject: { min: 30, max: 44 },
  confirm: { min: 35, max: 39.5 },
  step: 2,
  required: false,
  codes: [{ system: 'loinc', code: '8310-5' }],
  source: ownRange,
}

/** Glucose, blood fats and uric acid (langkah 4). */
export const adultBlood: readonly Field[] = inSection('blood', [
  bloodGlucoseField({ required: glucoseIsDueInAdults }, { min: 60, max: 350 }),
  ...glucoseCompanions(adultDiabetesSymptoms),
  ...adultBloodFields,
])

/** Rows of the header that the records of person and household hold, and those that are reckoned. */
export const adultDerived: readonly Derived[] = [
  ...adultIdentityDerived,
  ...['imt', 'imt_kategori'].map((cardId) => ({ cardId, rule: 'adultBmi' })),
  { cardId: 'lp_kategori', rule: 'waist' },
  ...['td_kategori', 'td_rnt'].map((cardId) => ({ cardId, rule: 'adultBloodPressure' })),
  ...['gd_kategori', 'gd_rnt'].map((cardId) => ({ cardId, rule: 'glucose' })),
  ...['puma_jk', 'puma_usia'].map((cardId) => ({ cardId, from: 'person' })),
  { cardId: 'puma_skor', rule: 'puma' },
]

/** What the header asks of adults; school belongs to the young. */
export const adultIdentity: readonly Field[] = identityFields.filter(
  ({ id }) => id !== 'schoolName' && id !== 'schoolClass',
)
