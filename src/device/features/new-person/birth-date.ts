import { addMonths, type CalendarDay, calendarDay } from '#domain/time/calendar-day.ts'
import type { PersonEntry } from './person-entry.ts'

export type BirthProblem = 'birthMissing' | 'birthFuture' | 'birthTooOld' | 'monthRange' | 'yearRange'
export type BirthRead =
  | { readonly kind: 'date'; readonly birthDate: CalendarDay }
  | { readonly kind: 'problem'; readonly problem: BirthProblem }

const oldestYears = 110
const problem = (code: BirthProblem): BirthRead => ({ kind: 'problem', problem: code })

/**
 * The birth date as typed. Where less than the day is known the middle of what is known stands for it: the 15th of a
 * month, the first of July of a year, and for an age the birthday today (Teratai's own; the precision tells it apart).
 */
export function readBirth(entry: PersonEntry, today: CalendarDay): BirthRead {
  const read = dateOf(entry, today)
  if (read.kind === 'problem') return read
  if (read.birthDate < addMonths(today, -12 * (oldestYears + 1))) return problem('birthTooOld')
  return read.birthDate > today ? problem('birthFuture') : read
}

function dateOf(entry: PersonEntry, today: CalendarDay): BirthRead {
  if (entry.precision === 'day') {
    return entry.birthDate ? { kind: 'date', birthDate: entry.birthDate } : problem('birthMissing')
  }
  if (entry.precision === 'estimated') return fromAge(entry.birthAge.trim(), today)
  const year = entry.birthYear.trim()
  if (year === '') return problem('birthMissing')
  if (!/^\d{4}$/.test(year)) return problem('yearRange')
  return entry.precision === 'year'
    ? middle(Number(year), { month: 7, day: 1 }, today)
    : fromMonth(Number(year), entry.birthMonth.trim(), today)
}

function fromAge(age: string, today: CalendarDay): BirthRead {
  if (age === '') return problem('birthMissing')
  if (!/^\d{1,3}$/.test(age)) return problem('birthTooOld')
  return { kind: 'date', birthDate: addMonths(today, -12 * Number(age)) }
}

function fromMonth(year: number, month: string, today: CalendarDay): BirthRead {
  if (month === '') return problem('birthMissing')
  if (!/^(0?[1-9]|1[0-2])$/.test(month)) return problem('monthRange')
  return middle(year, { month: Number(month), day: 15 }, today)
}

/** The middle of the month or year; in the present one not beyond today. */
function middle(year: number, at: { month: number; day: number }, today: CalendarDay): BirthRead {
  const birthDate = calendarDay({ year, ...at })
  if (birthDate === undefined) return problem('yearRange')
  const known = at.day === 15 ? birthDate.slice(0, 7) : birthDate.slice(0, 4)
  return { kind: 'date', birthDate: birthDate > today && today.startsWith(known) ? today : birthDate }
}
