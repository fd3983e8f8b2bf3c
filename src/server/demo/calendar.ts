import { addDays, addMonths, type CalendarDay, monthOf } from '#domain/time/calendar-day.ts'

/** The history covers this many posyandu days, one a month. */
export const monthsOfHistory = 12
/** Kutai Kartanegara lies in WITA, eight hours ahead of UTC: the post opens at 08.00, which is midnight UTC. */
const opensAt = 'T00:00:00Z'
const millisecondsAMinute = 60_000

/** The instant so many minutes after opening time on a day. */
export const minutesAfterOpening = (day: CalendarDay, minutes: number): number =>
  Date.parse(`${day}${opensAt}`) + minutes * millisecondsAMinute

/** The last twelve hari buka before a day, each on the same day of its month, oldest first. */
export function posyanduDaysBefore(today: CalendarDay, dayOfMonth: number): readonly CalendarDay[] {
  const thisMonth = `${monthOf(today)}-${String(dayOfMonth).padStart(2, '0')}`
  const last = thisMonth < today ? thisMonth : addMonths(thisMonth, -1)
  return Array.from({ length: monthsOfHistory }, (_, index) => addMonths(last, index + 1 - monthsOfHistory))
}

/** The day on which everybody was taken into the register: before the first hari buka. */
export const registeredOn = (firstDay: CalendarDay): CalendarDay => addDays(firstDay, -7)
