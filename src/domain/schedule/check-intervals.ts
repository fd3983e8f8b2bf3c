import { ageIn } from '#domain/instruments/age-in.ts'
import type { FieldContext } from '#domain/instruments/instrument.ts'
import { choicesIn, hasValue, latestBefore, numberIn } from '#domain/instruments/read-answer.ts'
import { adultFromYears } from '#domain/life-stage/life-stage.ts'
import { isObese } from '#domain/rules/adult-bmi.ts'
import { hadPrediabetes } from '#domain/rules/glucose-due.ts'
import { isObeseForAge } from '#domain/rules/growth-scores.ts'
import { isMaternal } from '#domain/rules/maternal-state.ts'
import { reaches, readingOfTwo, readingsIn } from '#domain/rules/readings.ts'
import { isRaisedInYouth } from '#domain/rules/youth-blood-pressure.ts'
import { wordSetting } from '#domain/settings.ts'

/** What is normal is looked at again after a year (KMK HK.01.07/MENKES/2015/2023). */
const yearly = 12
const threeMonthly = 3
const monthly = 1

const isAdult = (context: FieldContext) => (ageIn(context)?.years ?? 0) >= adultFromYears(context.settings)

/** The visit that last answered all of these, as the rules saw it then. */
function lastWith(context: FieldContext, ...fields: readonly string[]): FieldContext | undefined {
  const last = latestBefore(context, (answers) =>
    fields.every((id) => hasValue(answers[id])) ? answers : undefined,
  )
  return last && { ...context, day: last.day, answers: last.value }
}

/** A child is measured at every visit that is obese or has an illness or a medicine that raises the pressure. */
function hasYouthPressureRisk(context: FieldContext): boolean {
  if (isAdult(context)) return false
  const measured = lastWith(context, 'weightKg', 'heightCm')
  return (
    (choicesIn(context.answers, 'pressureRisks')?.length ?? 0) > 0 ||
    (measured !== undefined && isObeseForAge(measured))
  )
}

/** Monthly after a pressure above normal and for a child at risk, else yearly. */
export function pressureEveryMonths(context: FieldContext): number {
  if (hasYouthPressureRisk(context)) return monthly
  const last = lastWith(context, 'bloodPressure')
  const readings = last && readingsIn(last.answers)
  if (!last || !readings) return yearly
  const reading = readingOfTwo(readings, context)
  const raised = isAdult(last) ? reaches(reading, ...highNormalFrom(last)) : isRaisedInYouth(reading, last)
  return raised ? monthly : yearly
}

/** 130/85; by JNC 7, where that was chosen for those of 60 years and more, 120/80. */
const highNormalFrom = (context: FieldContext): [systolic: number, diastolic: number] =>
  (ageIn(context)?.years ?? 0) >= 60 && wordSetting(context.settings, 'olderBloodPressureScheme') === 'jnc7'
    ? [120, 80]
    : [130, 85]

/** Three-monthly after prediabetes, else yearly. */
export const glucoseEveryMonths = (context: FieldContext): number =>
  hadPrediabetes(context) ? threeMonthly : yearly

/** Obesity is weighed again after three months, everybody else after a year. */
export function weightEveryMonths(context: FieldContext): number {
  const last = lastWith(context, 'weightKg')
  if (!last || isMaternal(context)) return yearly
  const height = numberIn(last.answers, 'heightCm')
  if (isAdult(last)) return isObese(last) ? threeMonthly : yearly
  return height !== undefined && isObeseForAge(last) ? threeMonthly : yearly
}
