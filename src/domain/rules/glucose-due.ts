import { ageIn } from '#domain/instruments/age-in.ts'
import type { Condition, FieldContext } from '#domain/instruments/instrument.ts'
import { hasValue, latestBefore, numberIn, yesNoIn } from '#domain/instruments/read-answer.ts'
import { addDays, addMonths } from '#domain/time/calendar-day.ts'
import { isObese } from './adult-bmi.ts'
import { hasDiabetesSymptoms } from './glucose-reading.ts'
import { isObeseForAge } from './growth-scores.ts'
import { isMaternal } from './maternal-state.ts'
import { reaches, readingOfTwo, readingsIn } from './readings.ts'

const lastGlucoseOn = (context: FieldContext) =>
  latestBefore(context, (answers) => (hasValue(answers['bloodGlucose']) ? true : undefined))?.day

/** Not measured within the last year. */
function isYearOld(context: FieldContext): boolean {
  const last = lastGlucoseOn(context)
  return last === undefined || last <= addDays(context.day, -365)
}

function hasPressureOf(systolic: number, diastolic: number, context: FieldContext): boolean {
  const readings = readingsIn(context.answers)
  return readings !== undefined && reaches(readingOfTwo(readings, context), systolic, diastolic)
}

/** From 15 years with obesity or high blood pressure, at any age with a symptom. */
export const glucoseIsDueInTeens: Condition = (context) => {
  if (hasDiabetesSymptoms(context.answers) === true) return true
  if ((ageIn(context)?.years ?? 0) < 15 || isMaternal(context)) return false
  return isYearOld(context) && (isObeseForAge(context) || hasPressureOf(130, 80, context))
}

const waistLimits = { male: 90, female: 80 } as const

function hasRisk(context: FieldContext): boolean {
  const waistCm = numberIn(context.answers, 'waistCm')
  const limit = context.person.sex && waistLimits[context.person.sex]
  const wide = waistCm !== undefined && limit !== undefined && waistCm > limit
  return wide || isObese(context) || hasPressureOf(140, 90, context)
}

/** Monthly with known diabetes, yearly from 40, at 18–39 yearly with a risk, at once with symptoms. */
export const glucoseIsDueInAdults: Condition = (context) => {
  if (yesNoIn(context.answers, 'diabetesDiagnosed') === true) {
    const last = lastGlucoseOn(context)
    return last === undefined || last <= addMonths(context.day, -1)
  }
  if (hasDiabetesSymptoms(context.answers) === true) return true
  if (!isYearOld(context)) return false
  return (ageIn(context)?.years ?? 0) >= 40 || hasRisk(context)
}
