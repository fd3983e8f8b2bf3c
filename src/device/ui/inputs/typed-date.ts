import type { CalendarDay } from '#domain/time/calendar-day.ts'

/** The three boxes as typed. */
export type DateParts = { readonly day: string; readonly month: string; readonly year: string }

export const dateProblems = ['unfinished', 'fullYear', 'noSuchDay', 'notANumber'] as const
export type DateProblem = (typeof dateProblems)[number]

export type TypedDate =
  | { readonly kind: 'empty' }
  | { readonly kind: 'date'; readonly day: CalendarDay }
  | { readonly kind: 'problem'; readonly code: DateProblem }

export const noDate: DateParts = { day: '', month: '', year: '' }

const problem = (code: DateProblem): TypedDate => ({ kind: 'problem', code })

/** Reads the boxes; only a day that the calendar has is a date, and a year is never guessed from two digits. */
export function readTypedDate(parts: DateParts): TypedDate {
  const boxes = [parts.day.trim(), parts.month.trim(), parts.year.trim()]
  if (boxes.every((box) => box === '')) return { kind: 'empty' }
  if (boxes.some((box) => !/^\d*$/.test(box))) return problem('notANumber')
  if (boxes.includes('')) return problem('unfinished')
  const [day = 0, month = 0, year = 0] = boxes.map(Number)
  if (parts.year.trim().length !== 4) return problem('fullYear')
  return isRealDay(day, month, year) ? { kind: 'date', day: isoDay(day, month, year) } : problem('noSuchDay')
}

const pad = (value: number, length: number) => String(value).padStart(length, '0')
const isoDay = (day: number, month: number, year: number): CalendarDay =>
  `${pad(year, 4)}-${pad(month, 2)}-${pad(day, 2)}`

function isRealDay(day: number, month: number, year: number): boolean {
  if (year < 1900 || month < 1 || month > 12 || day < 1) return false
  return day <= new Date(Date.UTC(year, month, 0)).getUTCDate()
}

export function partsOf(day: CalendarDay | undefined): DateParts {
  const [year = '', month = '', date = ''] = day?.split('-') ?? []
  return { day: date, month, year }
}

/** Whether a box can take no further digit that would make sense, so that the next box is meant. */
export function isFull(box: keyof DateParts, typed: string): boolean {
  if (!/^\d+$/.test(typed)) return false
  if (box === 'year') return typed.length >= 4
  const firstDigitThatStandsAlone = box === 'day' ? 4 : 2
  return typed.length >= 2 || Number(typed) >= firstDigitThatStandsAlone
}

/** A whole date pasted into one box: `03-05-2024`, `3/5/2024`, `3.5.2024`. */
export function partsOfPasted(text: string): DateParts | undefined {
  const found = /^\s*(\d{1,2})[-/. ](\d{1,2})[-/. ](\d{4})\s*$/.exec(text)
  return found ? { day: found[1] ?? '', month: found[2] ?? '', year: found[3] ?? '' } : undefined
}
