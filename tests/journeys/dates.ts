import { addDays, type CalendarDay } from '#domain/time/calendar-day.ts'

/** Today where the phone is (WITA), as the browser of the journeys has it. */
export const today: CalendarDay = new Intl.DateTimeFormat('en-CA', { timeZone: 'Asia/Makassar' }).format(
  new Date(),
)

/** A birth date of someone who is `months` months and a few days old today. */
export function bornMonthsAgo(months: number): CalendarDay {
  const [year, month] = today.split('-').map(Number) as [number, number]
  const index = year * 12 + (month - 1) - months
  return addDays(`${Math.floor(index / 12)}-${String((index % 12) + 1).padStart(2, '0')}-01`, -5)
}

/** The first day of a pregnancy of so many weeks and two days. */
export const pregnantWeeks = (weeks: number): CalendarDay => addDays(today, -(weeks * 7 + 2))
