/** A day of the calendar without time or zone, `YYYY-MM-DD`. */
export type CalendarDay = string

/** Year, month 1–12 and day of the month. */
export type DayParts = { readonly year: number; readonly month: number; readonly day: number }

const pattern = /^(\d{4})-(\d{2})-(\d{2})$/

const isLeap = (year: number) => (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0
const two = (value: number) => String(value).padStart(2, '0')

/** How many days a month has. `month` is 1–12. */
export function daysInMonth(year: number, month: number): number {
  if (month === 2) return isLeap(year) ? 29 : 28
  return month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31
}

/** The day with these parts, or nothing where the calendar has no such day. */
export function calendarDay({ year, month, day }: DayParts): CalendarDay | undefined {
  if (![year, month, day].every(Number.isInteger)) return undefined
  if (year < 1 || year > 9999 || month < 1 || month > 12) return undefined
  if (day < 1 || day > daysInMonth(year, month)) return undefined
  return `${String(year).padStart(4, '0')}-${two(month)}-${two(day)}`
}

/** Whether a text is a day that the calendar has: `2024-02-30` is none. */
export function isCalendarDay(text: unknown): text is CalendarDay {
  if (typeof text !== 'string') return false
  const match = pattern.exec(text)
  if (!match) return false
  return calendarDay({ year: Number(match[1]), month: Number(match[2]), day: Number(match[3]) }) === text
}

/** The parts of a day. Throws on a text that is no day: data is checked at the edges, so that is a bug. */
export function partsOf(day: CalendarDay): DayParts {
  if (!isCalendarDay(day)) throw new RangeError('not a calendar day')
  return { year: Number(day.slice(0, 4)), month: Number(day.slice(5, 7)), day: Number(day.slice(8, 10)) }
}

/** Days before 1 January of a year, counted from 1 January of year 1. */
const daysBeforeYear = (year: number) => {
  const past = year - 1
  return past * 365 + Math.floor(past / 4) - Math.floor(past / 100) + Math.floor(past / 400)
}

/** Days before the first of a month within its year. */
function daysBeforeMonth(year: number, month: number): number {
  let days = 0
  for (let earlier = 1; earlier < month; earlier++) days += daysInMonth(year, earlier)
  return days
}

/** Days since 1 January of year 1, which is 0. */
function serial(text: CalendarDay): number {
  const { year, month, day } = partsOf(text)
  return daysBeforeYear(year) + daysBeforeMonth(year, month) + day - 1
}

function fromSerial(days: number): CalendarDay {
  let year = Math.floor(days / 365.2425) + 1
  if (daysBeforeYear(year) > days) year--
  if (daysBeforeYear(year + 1) <= days) year++
  let left = days - daysBeforeYear(year)
  let month = 1
  while (left >= daysInMonth(year, month)) left -= daysInMonth(year, month++)
  const found = calendarDay({ year, month, day: left + 1 })
  if (found === undefined) throw new RangeError('beyond the calendar')
  return found
}

/** Whole days from one day to another; negative when `to` lies before `from`. */
export const daysBetween = (from: CalendarDay, to: CalendarDay): number => serial(to) - serial(from)

/** The day that lies `days` later, or earlier when negative. */
export const addDays = (day: CalendarDay, days: number): CalendarDay => fromSerial(serial(day) + days)

/** The same day of another month, clamped at the month's end: 31 January + 1 month = 28 or 29 February. */
export function addMonths(day: CalendarDay, months: number): CalendarDay {
  const parts = partsOf(day)
  const index = parts.year * 12 + parts.month - 1 + months
  const year = Math.floor(index / 12)
  const month = index - year * 12 + 1
  const clamped = Math.min(parts.day, daysInMonth(year, month))
  return `${String(year).padStart(4, '0')}-${two(month)}-${two(clamped)}`
}

/** The calendar month of a day, `YYYY-MM`. */
export type CalendarMonth = string
export const monthOf = (day: CalendarDay): CalendarMonth => day.slice(0, 7)
export const firstDayOf = (month: CalendarMonth): CalendarDay => `${month}-01`
export const lastDayOf = (month: CalendarMonth): CalendarDay => {
  const { year, month: number } = partsOf(firstDayOf(month))
  return `${month}-${two(daysInMonth(year, number))}`
}
/** The calendar month that lies `count` months before; negative counts look ahead. */
export const monthsBefore = (month: CalendarMonth, count: number): CalendarMonth =>
  monthOf(addMonths(firstDayOf(month), -count))
