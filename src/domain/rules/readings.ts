import type { Answers, FieldContext } from '#domain/instruments/instrument.ts'
import { partIn } from '#domain/instruments/read-answer.ts'
import { wordSetting } from '#domain/settings.ts'

export type Reading = { readonly systolic: number; readonly diastolic: number }
export type Readings = { readonly first: Reading; readonly repeat?: Reading }

function readingIn(answers: Answers, id: string): Reading | undefined {
  const systolic = partIn(answers, id, 'systolicMmHg')
  const diastolic = partIn(answers, id, 'diastolicMmHg')
  return systolic === undefined || diastolic === undefined ? undefined : { systolic, diastolic }
}

/** The day's one or two blood pressure readings. A repeat without a first reading counts as the first. */
export function readingsIn(answers: Answers): Readings | undefined {
  const first = readingIn(answers, 'bloodPressure')
  const repeat = readingIn(answers, 'bloodPressureRepeat')
  if (!first) return repeat && { first: repeat }
  return repeat ? { first, repeat } : { first }
}

/** Whether either value reaches its limit. */
export const reaches = (reading: Reading, systolic: number, diastolic: number): boolean =>
  reading.systolic >= systolic || reading.diastolic >= diastolic

/** Whether any reading of the day reaches either limit. */
export const anyReaches = (readings: Readings, systolic: number, diastolic: number): boolean =>
  reaches(readings.first, systolic, diastolic) ||
  (readings.repeat !== undefined && reaches(readings.repeat, systolic, diastolic))

/** Mean of two whole numbers, halves up. */
const meanOf = (one: number, other: number) => Math.floor((one + other + 1) / 2)

/** The one reading to classify, by the setting `bloodPressureOfTwo`; the only one where there is one. */
export function readingOfTwo(readings: Readings, context: Pick<FieldContext, 'settings'>): Reading {
  const { first, repeat } = readings
  if (!repeat) return first
  const way = wordSetting(context.settings, 'bloodPressureOfTwo')
  if (way === 'second') return repeat
  const join = way === 'lowest' ? Math.min : meanOf
  return {
    systolic: join(first.systolic, repeat.systolic),
    diastolic: join(first.diastolic, repeat.diastolic),
  }
}
