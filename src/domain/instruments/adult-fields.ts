import { isLowForAdult } from '#domain/rules/adult-blood-pressure.ts'
import { glucoseIsDueInAdults } from '#domain/rules/glucose-due.ts'
import { maternalStateIn } from '#domain/rules/maternal-state.ts'
import { anyReaches } from '#domain/rules/readings.ts'
import { addDays } from '#domain/time/calendar-day.ts'
import { bmiDoubt, changeDoubt, firstOf, ofNumber, recentWeightDoubt } from './doubts.ts'
import { adultDiabetesSymptoms, bloodGlucoseField, glucoseCompanions } from './glucose-fields.ts'
import type { Condition, Field, Range } from './instrument.ts'
import { heightIn, isNotMeasured, latestBefore } from './read-answer.ts'
import {
  bloodPressureField,
  heightCodes,
  muacField,
  readingsShow,
  waistField,
  weightCodes,
  yesNoField,
} from './shared-fields.ts'
import { maternalQuestions, motherhoodFields, pressureQuestions } from './woman-and-pressure-fields.ts'

const card = 'Kartu Bantu Pemeriksaan Dewasa dan Lansia (KMK HK.01.07/MENKES/2015/2023)'
const ownRange = `${card}; ranges Teratai's own`

const notPregnant: Condition = (context) => maternalStateIn(context) !== 'pregnant'

/** At the first visit, then yearly. */
const heightIsDue: Condition = (context) => {
  const last = latestBefore(context, heightIn)
  return !last || last.day <= addDays(context.day, -365)
}

/** The arm stands in for weight and height where these cannot be taken. */
const armReplaces: Condition = ({ answers }) =>
  ['weightKg', 'heightCm', 'heightMethod'].some((id) => isNotMeasured(answers[id]))

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
  readonly female: readonly Field[]
  readonly asked: readonly Field[]
  readonly extra: readonly Field[]
}

const adultFields = ({ arm, armRequired, female, asked, extra }: Variant): readonly Field[] => [
  ...female,
  yesNoField({ id: 'hypertensionDiagnosed', cardId: 'ht_terdiagnosis', step: 1, source: card }),
  yesNoField({ id: 'diabetesDiagnosed', cardId: 'dm_terdiagnosis', step: 1, source: card }),
  {
    id: 'weightKg',
    cardId: 'berat_badan',
    alsoCardIds: ['bb'],
    type: 'number',
    unit: 'kg',
    decimals: 1,
    reject: { min: 20, max: 300 },
    confirm: { min: 30, max: 150 },
    step: 2,
    required: true,
    codes: weightCodes,
    source: ownRange,
    doubt: recentWeightDoubt(5, 7),
  },
  {
    id: 'heightCm',
    cardId: 'tinggi_badan',
    alsoCardIds: ['tb'],
    type: 'number',
    unit: 'cm',
    decimals: 1,
    reject: { min: 100, max: 230 },
    confirm: { min: 135, max: 195 },
    step: 2,
    required: heightIsDue,
    codes: heightCodes,
    source: ownRange,
    doubt: firstOf(ofNumber(heightMoved), bmiDoubt(13, 50)),
  },
  ...extra,
  waistField({
    confirm: { min: 50, max: 150 },
    required: notPregnant,
    shownWhen: notPregnant,
    source: ownRange,
  }),
  muacField({ ...arm, required: armRequired, source: ownRange }),
  bloodPressureField(
    { id: 'bloodPressure', cardId: 'td', required: true },
    { systolic: 'td_sistol', diastolic: 'td_diastol' },
    belief,
  ),
  bloodPressureField(
    { id: 'bloodPressureRepeat', cardId: 'td_2', required: repeatIsDue, shownWhen: repeatIsDue },
    { systolic: 'td_sistol_2', diastolic: 'td_diastol_2' },
    belief,
  ),
  ...asked,
  ...pressureQuestions,
  bloodGlucoseField({ required: glucoseIsDueInAdults }, { min: 60, max: 350 }),
  ...glucoseCompanions(adultDiabetesSymptoms),
]

export const dewasaFields: readonly Field[] = adultFields({
  arm: { reject: { min: 10, max: 70 }, confirm: { min: 18, max: 50 } },
  armRequired: false,
  female: motherhoodFields,
  asked: maternalQuestions,
  extra: [],
})

/** How the height of an older person was found; knee height and arm span are converted before they are entered. */
const heightMethod: Field = {
  id: 'heightMethod',
  cardId: 'tinggi_badan_metode',
  type: 'choice',
  choices: ['standing', 'kneeHeight', 'armSpan'],
  printed: { standing: 'berdiri', kneeHeight: 'tinggi_lutut', armSpan: 'rentang_lengan' },
  step: 2,
  required: false,
  source: ownRange,
}

export const lansiaFields: readonly Field[] = adultFields({
  arm: { reject: { min: 10, max: 60 }, confirm: { min: 16, max: 45 } },
  armRequired: armReplaces,
  female: [],
  asked: [],
  extra: [heightMethod],
})
