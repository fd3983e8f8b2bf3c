import type { CalendarDay } from '#domain/time/calendar-day.ts'

const two = (value: number) => String(value).padStart(2, '0')

/** The day on the clock of this machine. */
export function today(): CalendarDay {
  const now = new Date()
  return `${now.getFullYear()}-${two(now.getMonth() + 1)}-${two(now.getDate())}`
}
