import { type CalendarDay, daysBetween, daysInMonth, partsOf } from './calendar-day.ts'

/** Age in whole days on a day: 0 on the day of birth. Nothing for a day before birth. */
export function ageDays(birth: CalendarDay, day: CalendarDay): number | undefined {
  const days = daysBetween(birth, day)
  return days < 0 ? undefined : days
}

/**
 * Completed months on a day. Where the month has no such day, its last day completes it: born on 31 January, one
 * month old on 28 or 29 February; born on 29 February, a year old on 28 February. Nothing for a day before birth.
 */
export function completedMonths(birth: CalendarDay, day: CalendarDay): number | undefined {
  if (day < birth) return undefined
  const from = partsOf(birth)
  const to = partsOf(day)
  const months = (to.year - from.year) * 12 + to.month - from.month
  const dueDay = Math.min(from.day, daysInMonth(to.year, to.month))
  return to.day >= dueDay ? months : months - 1
}

/** Completed years on a day, by the same rule. */
export function completedYears(birth: CalendarDay, day: CalendarDay): number | undefined {
  const months = completedMonths(birth, day)
  return months === undefined ? undefined : Math.floor(months / 12)
}
