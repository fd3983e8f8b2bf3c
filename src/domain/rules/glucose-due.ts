import { ageIn } from '#domain/instruments/age-in.ts'
import type { Condition, FieldContext } from '#domain/instruments/instrument.ts'
import { choicesIn, hasValue, latestBefore, yesNoIn } from '#domain/instruments/read-answer.ts'
import { addMonths } from '#domain/time/calendar-day.ts'
import { isObese } from './adult-bmi.ts'
import { isDiabetic } from './chronic-state.ts'
import { glucoseIn, glucoseLimits, hasDiabetesSymptoms } from './glucose-reading.ts'
import { isObeseForAge } from './growth-scores.ts'
import { isMaternal } from './maternal-state.ts'
import { reaches, readingOfTwo, readingsIn } from './readings.ts'
import { hasWideWaist } from './waist.ts'

const lastGlucoseOn = (context: FieldContext) =>
  latestBefore(context, (answers) => (hasValue(answers['bloodGlucose']) ? true : undefined))?.day

/** Not measured within the last year. */
function isYearOld(context: FieldContext): boolean {
  const last = lastGlucoseOn(context)
  return last === undefined || addMonths(last, 12) <= context.day
}

function hasPressureOf(systolic: number, diastolic: number, context: FieldContext): boolean {
  const readings = readingsIn(context.answers)
  return readings !== undefined && reaches(readingOfTwo(readings, context), systolic, diastolic)
}

/** Known diabetes is measured monthly. */
function isMonthOld(context: FieldContext): boolean {
  const last = lastGlucoseOn(context)
  return last === undefined || addMonths(last, 1) <= context.day
}

/** With a symptom or treated for TBC at any age, from 15 years with obesity or high blood pressure. */
const hasTeenRisk: Condition = (context) => {
  if (hasDiabetesSymptoms(context.answers) === true || yesNoIn(context.answers, 'tbcOnTreatment') === true)
    return true
  if ((ageIn(context)?.years ?? 0) < 15 || isMaternal(context)) return false
  return isObeseForAge(context) || hasPressureOf(130, 80, context)
}

/** At once with a symptom, monthly with known diabetes, else once a year of whoever has a risk. */
export const glucoseIsDueInTeens: Condition = (context) => {
  if (isDiabetic(context)) return isMonthOld(context)
  if (hasDiabetesSymptoms(context.answers) === true) return true
  return isYearOld(context) && hasTeenRisk(context)
}

/** What was last known of weight, waist and pressure, for a visit that measures none of them. */
function withLastKnown(context: FieldContext): FieldContext {
  const last = ['weightKg', 'heightCm', 'waistCm', 'bloodPressure'].flatMap((id) => {
    if (hasValue(context.answers[id])) return []
    const before = latestBefore(context, (answers) => (hasValue(answers[id]) ? answers[id] : undefined))
    return before ? [[id, before.value] as const] : []
  })
  return last.length === 0
    ? context
    : { ...context, answers: { ...context.answers, ...Object.fromEntries(last) } }
}

/** Whether glucose is owed once a year, by what was last known of weight and pressure. */
export const glucoseIsOwedInTeens: Condition = (context) => hasTeenRisk(withLastKnown(context))

/** Diabetes in the header of the card, of the person's own or of parents, brothers or sisters. */
const hasDiabetesInHistory = ({ answers }: FieldContext) =>
  yesNoIn(answers, 'ownDiabetes') === true ||
  yesNoIn(answers, 'familyDiabetes') === true ||
  (choicesIn(answers, 'familyIllnesses')?.includes('diabetes') ?? false)

const hasRisk = (context: FieldContext): boolean =>
  hasWideWaist(context) ||
  isObese(context) ||
  hasPressureOf(140, 90, context) ||
  hasDiabetesInHistory(context)

/** Every year from 40, at 18–39 with a risk, and of everybody treated for TBC. */
export const glucoseIsOwedYearly: Condition = (context) => {
  if ((ageIn(context)?.years ?? 0) >= 40 || yesNoIn(context.answers, 'tbcOnTreatment') === true) return true
  return hasDiabetesSymptoms(context.answers) === true || hasRisk(withLastKnown(context))
}

/** The last reading lay between normal and diabetes: it is repeated after three months. */
function prediabetesIsDue(context: FieldContext): boolean {
  const last = latestBefore(context, glucoseIn)
  return last !== undefined && addMonths(last.day, 3) <= context.day && hadPrediabetes(context)
}

/** Whether the last reading lay between normal and diabetes. */
export const hadPrediabetes: Condition = (context) => {
  const last = latestBefore(context, glucoseIn)
  if (!last) return false
  const { prediabetesFrom, diabetesFrom } = glucoseLimits[last.value.kind]
  return last.value.mgPerDl >= prediabetesFrom && last.value.mgPerDl < diabetesFrom
}

/** Monthly with known diabetes, three-monthly with prediabetes, yearly from 40, at 18–39 yearly with a risk, at once with symptoms. */
export const glucoseIsDueInAdults: Condition = (context) => {
  if (isDiabetic(context)) return isMonthOld(context)
  if (hasDiabetesSymptoms(context.answers) === true || prediabetesIsDue(context)) return true
  return isYearOld(context) && glucoseIsOwedYearly(context)
}
