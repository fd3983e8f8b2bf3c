/** A day of the calendar without time or zone, `YYYY-MM-DD`. */
export type CalendarDay = string
