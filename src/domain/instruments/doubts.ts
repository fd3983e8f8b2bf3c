import { daysBetween } from '#domain/time/calendar-day.ts'
import type { AnswerValue, Answers, Doubt, FieldContext } from './instrument.ts'
import { groupOf, heightIn, latestBefore, numberIn } from './read-answer.ts'

type Doubter = (value: AnswerValue, context: FieldContext) => Doubt | undefined

/** How far a value may move from the last one before it is asked again; absent means that way is never doubted. */
export type Change = { readonly rise?: number; readonly fall?: number }

/** Days of an average month: the sources give changes per month. */
const monthDays = 30.4375

/** Floats of one or two decimals compared without their tail. */
const exceeds = (value: number, limit: number) => value - limit > 1e-9

const rounded = (value: number) => Math.round(value * 100) / 100

/**
 * Doubts a change since the last visit. `allowed` is told the days between and gives the change still believed.
 * Codes `<what>Rose` and `<what>Fell`, facts from, to, change, since, days.
 */
export function changeDoubt(
  what: string,
  read: (answers: Answers) => number | undefined,
  allowed: (days: number, last: number, context: FieldContext) => Change | undefined,
): (value: number, context: FieldContext) => Doubt | undefined {
  return (value, context) => {
    const last = latestBefore(context, read)
    if (!last) return undefined
    const days = daysBetween(last.day, context.day)
    const change = allowed(days, last.value, context)
    const moved = value - last.value
    const rose = change?.rise !== undefined && exceeds(moved, change.rise)
    const fell = change?.fall !== undefined && exceeds(-moved, change.fall)
    if (!rose && !fell) return undefined
    const facts = { from: last.value, to: value, change: rounded(moved), since: last.day, days }
    return { code: `${what}${rose ? 'Rose' : 'Fell'}`, facts }
  }
}

/** A change believed per month, never less than one month's worth. */
export const perMonth = (rise: number, days: number) => rise * Math.max(1, days / monthDays)

/** A change believed per four weeks, never less than four weeks' worth. */
export const perFourWeeks = (change: number, days: number) => change * Math.max(1, days / 28)

/** Makes a doubt of a number into a doubt of a field. */
export function ofNumber(doubter: (value: number, context: FieldContext) => Doubt | undefined): Doubter {
  return (value, context) => (typeof value === 'number' ? doubter(value, context) : undefined)
}

/** The first doubt that any of them has. */
export function firstOf(...doubters: readonly Doubter[]): Doubter {
  return (value, context) => {
    for (const doubter of doubters) {
      const doubt = doubter(value, context)
      if (doubt) return doubt
    }
    return undefined
  }
}

/** A pulse pressure outside `min`–`max`: the cuff, or a digit, was wrong. */
export function pulsePressureDoubt(min: number, max?: number): Doubter {
  return (value) => {
    const { systolicMmHg, diastolicMmHg } = groupOf(value) ?? {}
    if (typeof systolicMmHg !== 'number' || typeof diastolicMmHg !== 'number') return undefined
    const pulsePressure = systolicMmHg - diastolicMmHg
    const believed = pulsePressure >= min && (max === undefined || pulsePressure <= max)
    return believed ? undefined : { code: 'pulsePressureUnusual', facts: { pulsePressure } }
  }
}

/** A body mass index that hardly anybody has: one of weight and height is wrong. */
export function bmiDoubt(min: number, max: number): Doubter {
  return (value, context) => {
    const heightCm = typeof value === 'number' ? value : undefined
    const weightKg = numberIn(context.answers, 'weightKg')
    if (heightCm === undefined || weightKg === undefined) return undefined
    const bmi = Math.round((weightKg * 100000) / (heightCm * heightCm)) / 10
    return bmi < min || bmi > max ? { code: 'bmiUnusual', facts: { bmi } } : undefined
  }
}

/** A waist that is wider than nine tenths of the height. */
export const waistDoubt: Doubter = ofNumber((value, context) => {
  const heightCm = heightIn(context.answers) ?? latestBefore(context, heightIn)?.value
  if (heightCm === undefined || !exceeds(value, heightCm * 0.9)) return undefined
  return { code: 'waistLargeForHeight', facts: { value, heightCm } }
})

/** A glucose below 30 is more likely in mmol/L. */
export const glucoseUnitDoubt: Doubter = (value) => {
  const mgPerDl = groupOf(value)?.['mgPerDl']
  return typeof mgPerDl === 'number' && mgPerDl < 30
    ? { code: 'perhapsMmolPerL', facts: { value: mgPerDl, mgPerDl: Math.round(mgPerDl * 18) } }
    : undefined
}

/** Weight of schoolchildren and adults: beyond `kg` or `percent` of the last one, when that is at most 60 days old. */
export function recentWeightDoubt(kg: number, percent: number): Doubter {
  return ofNumber(
    changeDoubt(
      'weight',
      (answers) => numberIn(answers, 'weightKg'),
      (days, last) => {
        if (days > 60) return undefined
        const believed = Math.min(kg, (last * percent) / 100)
        return { rise: believed, fall: believed }
      },
    ),
  )
}
