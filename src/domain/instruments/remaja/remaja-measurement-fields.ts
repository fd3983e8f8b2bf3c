import { ageIn } from '#domain/instruments/age-in.ts'
import { heightField, muacField, waistField, weightField } from '#domain/instruments/body-fields.ts'
import { bmiDoubt, changeDoubt, firstOf, ofNumber, recentWeightDoubt } from '#domain/instruments/doubts.ts'
import {
  bloodGlucoseField,
  childDiabetesSymptoms,
  glucoseCompanions,
} from '#domain/instruments/glucose-fields.ts'
import type { Condition, Field } from '#domain/instruments/instrument.ts'
import { choicesIn, hasValue, heightIn, latestBefore } from '#domain/instruments/read-answer.ts'
import { bloodPressureFields, isFemale, readingsShow, yesNoField } from '#domain/instruments/shared-fields.ts'
import { maternalQuestions, pressureQuestions } from '#domain/instruments/woman-and-pressure-fields.ts'
import { isDueAgain } from '#domain/instruments/due-again.ts'
import { temperatureField } from '#domain/instruments/temperature-field.ts'
import { glucoseIsDueInTeens } from '#domain/rules/glucose-due.ts'
import { hasImplausibleScore, isObeseForAge, isOverweightForAge } from '#domain/rules/growth-scores.ts'
import { maternalStateIn } from '#domain/rules/maternal-state.ts'
import { isAboveYouthScreen } from '#domain/rules/youth-blood-pressure.ts'
import { addMonths } from '#domain/time/calendar-day.ts'

const card = 'Kartu Bantu Pemeriksaan Usia Sekolah dan Remaja (KMK HK.01.07/MENKES/2015/2023)'
const ownRange = `${card}; ranges Teratai's own`

const isAtLeast =
  (years: number): Condition =>
  (context) =>
    (ageIn(context)?.years ?? 0) >= years

const isTeen = isAtLeast(15)

const hasPressureRisk: Condition = (context) =>
  isObeseForAge(context) || (choicesIn(context.answers, 'pressureRisks')?.length ?? 0) > 0

/** Every visit from 15 years and with a risk, else at least once a year. */
const pressureIsDue: Condition = (context) => {
  if (isTeen(context) || hasPressureRisk(context) || maternalStateIn(context) !== 'neither') return true
  const last = latestBefore(context, (answers) => (hasValue(answers['bloodPressure']) ? true : undefined))
  return !last || addMonths(last.day, 12) <= context.day
}

const waistIsMeasured: Condition = (context) =>
  maternalStateIn(context) !== 'pregnant' && (isTeen(context) || isOverweightForAge(context))

const waistIsRequired: Condition = (context) => maternalStateIn(context) !== 'pregnant' && isTeen(context)

const heightMoved = changeDoubt('height', heightIn, (days) =>
  days <= 60 ? { rise: 3, fall: 1 } : { fall: 1 },
)

const belief = {
  systolic: { min: 70, max: 150 },
  diastolic: { min: 40, max: 100 },
  pulseMin: 20,
  pulseMax: 80,
}

const repeatIsDue = readingsShow(({ first }, context) => isAboveYouthScreen(first, context))

/** Once a year, and of whoever's glucose is measured. */
const symptomsAreAsked: Condition = (context) =>
  isDueAgain(context, 'diabetesSymptoms', 12) || hasValue(context.answers['bloodGlucose'])

const symptomsOfDiabetes: Field = {
  ...childDiabetesSymptoms,
  shownWhen: symptomsAreAsked,
  required: symptomsAreAsked,
}

/** Conditions for which the pressure of a child is measured at every visit (AAP 2017). Kept with the person. */
const pressureRisks: Field = {
  id: 'pressureRisks',
  cardId: 'td_risiko',
  type: 'multi',
  choices: ['obesity', 'medicine', 'kidney', 'coarctation', 'diabetes'],
  printed: {
    obesity: 'obesitas',
    medicine: 'obat penaik TD',
    kidney: 'penyakit ginjal',
    coarctation: 'koarktasio aorta',
    diabetes: 'diabetes',
  },
  step: 2,
  required: false,
  keptIn: 'person',
  source: 'KMK HK.01.07/MENKES/2015/2023; AAP 2017',
}

/** What is measured: body, blood pressure and glucose (langkah 2), with the questions that their levels depend on. */
export const remajaMeasurementFields: readonly Field[] = [
  weightField({
    reject: { min: 8, max: 200 },
    confirm: { min: 12, max: 120 },
    required: true,
    source: ownRange,
    doubt: recentWeightDoubt(5, 10),
  }),
  heightField({
    reject: { min: 70, max: 220 },
    confirm: { min: 95, max: 195 },
    required: true,
    source: ownRange,
    doubt: firstOf(ofNumber(heightMoved), bmiDoubt(11, 40)),
  }),
  waistField({
    confirm: { min: 45, max: 130 },
    required: waistIsRequired,
    shownWhen: waistIsMeasured,
    source: ownRange,
  }),
  muacField({
    reject: { min: 8, max: 60 },
    confirm: { min: 13, max: 45 },
    required: false,
    shownWhen: (context) => isFemale(context) && isAtLeast(10)(context),
    source: ownRange,
  }),
  temperatureField(),
  pressureRisks,
  ...bloodPressureFields({ required: pressureIsDue, repeatWhen: repeatIsDue, spelling: '', belief }),
  ...maternalQuestions,
  ...pressureQuestions,
  bloodGlucoseField({ required: glucoseIsDueInTeens, shownWhen: glucoseIsDueInTeens }, { min: 60, max: 300 }),
  ...glucoseCompanions(symptomsOfDiabetes),
  yesNoField({
    id: 'measuredAgain',
    cardId: 'ukur_ulang',
    shownWhen: hasImplausibleScore,
    required: hasImplausibleScore,
    source: "WHO 2007 flags; Teratai's own",
  }),
]
