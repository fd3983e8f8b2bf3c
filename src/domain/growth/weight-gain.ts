import type { Sex } from '#domain/person/person.ts'
import { completedMonths } from '#domain/time/age.ts'
import {
  type CalendarDay,
  type CalendarMonth,
  daysBetween,
  monthOf,
  monthsBefore,
} from '#domain/time/calendar-day.ts'
import { lastMonthOfWeightGain, minimumGainGrams } from './kbm.ts'
import { chosenByMonth, type Weighing } from './weighing.ts'

/** N: naik, T: tidak naik, O: not weighed in the month before, B: baru, weighed for the first time. */
export type WeightGainStatus = 'N' | 'T' | 'O' | 'B'

export type WeightGainNote = 'intervalOver45Days' | 'intervalUnder21Days'
export type NoWeightGainBecause =
  | 'notWeighed'
  | 'birthDateUnknown'
  | 'birthDateNotExact'
  | 'beforeBirth'
  | 'sexUnknown'
  | 'over60Months'
  | 'oedema'

export type GrowingChild = {
  readonly sex?: Sex | undefined
  readonly birthDate?: CalendarDay | undefined
  /** False where only the month or year is known: then there is no N and no T. Left out, it is exact. */
  readonly birthDateExact?: boolean | undefined
  readonly birthWeightKg?: number | undefined
}

export type WeightGain = {
  readonly status?: WeightGainStatus
  /** Why there is no status. */
  readonly because?: NoWeightGainBecause
  readonly ageMonths?: number
  /** The weighing that stands for the month. */
  readonly weighing?: Weighing
  readonly previous?: { readonly day: CalendarDay; readonly weightKg: number; readonly atBirth: boolean }
  readonly gainGrams?: number
  readonly minimumGainGrams?: number
  readonly intervalDays?: number
  readonly notes: readonly WeightGainNote[]
}

/** Beyond these days between two weighings a note is shown; the status stays (decision of the SKDN: by month). */
export const longIntervalDays = 45
export const shortIntervalDays = 21

/** How the weight did on a day, knowing what was weighed up to it: the status of that day's calendar month. */
export function weightGainOn(
  child: GrowingChild,
  weighings: readonly Weighing[],
  day: CalendarDay,
): WeightGain {
  return weightGainIn(child, chosenByMonth(weighings.filter((weighing) => weighing.day <= day)), monthOf(day))
}

/** The status of a calendar month, from the weighing chosen for each month. */
export function weightGainIn(
  child: GrowingChild,
  chosen: ReadonlyMap<CalendarMonth, Weighing>,
  month: CalendarMonth,
): WeightGain {
  const weighing = chosen.get(month)
  if (weighing === undefined) return { because: 'notWeighed', notes: [] }
  if (child.birthDate === undefined) return unaged('birthDateUnknown', chosen, weighing)
  if (child.birthDateExact === false) return unaged('birthDateNotExact', chosen, weighing)
  const ageMonths = completedMonths(child.birthDate, weighing.day)
  if (ageMonths === undefined) return { because: 'beforeBirth', weighing, notes: [] }
  const base = { ageMonths, weighing, notes: [] }
  if (ageMonths > lastMonthOfWeightGain) return { ...base, because: 'over60Months' }
  // The table has no month 0: a newborn is counted as B, and has neither N nor T (SKDN).
  if (ageMonths === 0) return { ...base, status: 'B' }
  const previous = previousOf(child, chosen, month, ageMonths)
  if (previous === undefined) return { ...base, status: weighedBefore(chosen, month) ? 'O' : 'B' }
  if (weighing.oedema === true || previous.oedema) return { ...base, because: 'oedema' }
  if (child.sex === undefined) return { ...base, because: 'sexUnknown' }
  return compared(base, previous, minimumGainGrams(child.sex, ageMonths) ?? 0)
}

/** Without a usable age there is no N and no T, but whether the child was weighed before is known. */
function unaged(
  because: NoWeightGainBecause,
  chosen: ReadonlyMap<CalendarMonth, Weighing>,
  weighing: Weighing,
): WeightGain {
  const month = monthOf(weighing.day)
  const base = { weighing, notes: [] }
  if (chosen.has(monthsBefore(month, 1))) return { ...base, because }
  return { ...base, status: weighedBefore(chosen, month) ? 'O' : 'B' }
}

type Previous = {
  readonly day: CalendarDay
  readonly weightKg: number
  readonly atBirth: boolean
  readonly oedema: boolean
}

/** Of one completed month, the birth weight is what the table's first column counts from; else the month before. */
function previousOf(
  child: GrowingChild,
  chosen: ReadonlyMap<CalendarMonth, Weighing>,
  month: CalendarMonth,
  ageMonths: number,
): Previous | undefined {
  if (ageMonths === 1 && child.birthDate !== undefined && (child.birthWeightKg ?? 0) > 0) {
    return { day: child.birthDate, weightKg: child.birthWeightKg ?? 0, atBirth: true, oedema: false }
  }
  const before = chosen.get(monthsBefore(month, 1))
  if (before === undefined) return undefined
  return { day: before.day, weightKg: before.weightKg, atBirth: false, oedema: before.oedema === true }
}

const weighedBefore = (chosen: ReadonlyMap<CalendarMonth, Weighing>, month: CalendarMonth) =>
  Array.from(chosen.keys()).some((other) => other < month)

function compared(
  base: { readonly ageMonths: number; readonly weighing: Weighing },
  { day, weightKg, atBirth }: Previous,
  minimum: number,
): WeightGain {
  const gainGrams = Math.round((base.weighing.weightKg - weightKg) * 1000)
  const intervalDays = daysBetween(day, base.weighing.day)
  return {
    ...base,
    status: gainGrams >= minimum ? 'N' : 'T',
    previous: { day, weightKg, atBirth },
    gainGrams,
    minimumGainGrams: minimum,
    intervalDays,
    notes: notesOn(intervalDays),
  }
}

function notesOn(intervalDays: number): WeightGainNote[] {
  if (intervalDays > longIntervalDays) return ['intervalOver45Days']
  return intervalDays < shortIntervalDays ? ['intervalUnder21Days'] : []
}

/**
 * How many calendar months in a row ended in T, up to the month of a day: 2 is 2T. N, O, B and a month without
 * weighing break the chain.
 */
export function consecutiveT(child: GrowingChild, weighings: readonly Weighing[], day: CalendarDay): number {
  const chosen = chosenByMonth(weighings.filter((weighing) => weighing.day <= day))
  let count = 0
  let month = monthOf(day)
  while (weightGainIn(child, chosen, month).status === 'T') {
    count++
    month = monthsBefore(month, 1)
  }
  return count
}
