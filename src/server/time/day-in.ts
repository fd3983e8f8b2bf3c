import type { CalendarDay } from '#domain/time/calendar-day.ts'

/** The day of the calendar at a moment (ms) in a time zone. Sweden's way of writing dates is the ISO one. */
export const dayIn = (timeZone: string, at: number): CalendarDay =>
  new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short' }).format(at)
