import { calendarDay } from '#domain/time/calendar-day.ts'
import { monthNumber } from './months.ts'
import type { Cell } from './sheet.ts'

/**
 * What stands in a date cell before anything is decided. `exact`: the order is certain. `pair`: two numbers and
 * a year, day or month first. `partial`: only a year, or a month of a year.
 */
export type DateShape =
  | {
      readonly shape: 'exact'
      readonly year: number
      readonly month: number
      readonly day: number
      readonly serial?: true
    }
  | { readonly shape: 'pair'; readonly first: number; readonly second: number; readonly year: number }
  | { readonly shape: 'partial'; readonly year: number; readonly month?: number }
  | { readonly shape: 'unreadable' }

const unreadable: DateShape = { shape: 'unreadable' }

/** Reads a cell's form. Two-digit years are the last hundred years up to `thisYear`. */
export function dateShape(cell: Cell, thisYear: number): DateShape {
  if (cell.number !== undefined && cell.dated) return fromSerial(cell.number)
  const text = withoutTime(
    cell.text
      .replace(/^['‘’`]+/, '')
      .replace(/\s+/g, ' ')
      .trim(),
  )
  return (
    yearFirst(text) ??
    numeric(text, thisYear) ??
    named(text, thisYear) ??
    digitsOnly(text) ??
    behindWords(text, thisYear) ??
    unreadable
  )
}

function withoutTime(text: string): string {
  return text.replace(
    /[T ,]+\d{1,2}[:.]\d{2}([:.]\d{2}(\.\d+)?)? ?(Z|[+-]\d{2}:?\d{2}|AM|PM|WIB|WITA|WIT)?$/i,
    '',
  )
}

/** Excel's 1900 system, with its 29 February 1900 that never was. */
function fromSerial(serial: number): DateShape {
  const whole = Math.floor(serial)
  if (whole < 1 || whole > 2_958_465) return unreadable
  const date = new Date(Date.UTC(1899, 11, whole > 59 ? 30 : 31) + whole * 86_400_000)
  return {
    shape: 'exact',
    year: date.getUTCFullYear(),
    month: date.getUTCMonth() + 1,
    day: date.getUTCDate(),
    serial: true,
  }
}

function yearFirst(text: string): DateShape | undefined {
  const match = /^(\d{4}) ?[-/. ] ?(\d{1,2}) ?[-/. ] ?(\d{1,2})$/.exec(text)
  if (!match) return undefined
  return { shape: 'exact', year: Number(match[1]), month: Number(match[2]), day: Number(match[3]) }
}

function numeric(text: string, thisYear: number): DateShape | undefined {
  const match = /^(\d{1,2}) ?[-/.,\\ ] ?(\d{1,2}) ?[-/.,\\ ] ?(\d{4}|\d{2})$/.exec(text)
  if (!match) return undefined
  return {
    shape: 'pair',
    first: Number(match[1]),
    second: Number(match[2]),
    year: fullYear(match[3] ?? '', thisYear),
  }
}

function named(text: string, thisYear: number): DateShape | undefined {
  const dayFirst = /^(\d{1,2}) ?[-/. ]? ?([A-Za-z]+)\.? ?[-/., ]? ?(\d{4}|\d{2})$/.exec(text)
  if (dayFirst) return withMonth(dayFirst[3], dayFirst[2], dayFirst[1], thisYear)
  const monthFirst = /^([A-Za-z]+)\.? ?(\d{1,2}) ?, ?(\d{4})$/.exec(text)
  if (monthFirst) return withMonth(monthFirst[3], monthFirst[1], monthFirst[2], thisYear)
  const yearFirst = /^(\d{4})[-/. ]([A-Za-z]+)\.?[-/. ](\d{1,2})$/.exec(text)
  if (yearFirst) return withMonth(yearFirst[1], yearFirst[2], yearFirst[3], thisYear)
  const monthOnly = /^([A-Za-z]+)\.? ?[-/., ]? ?(\d{4})$/.exec(text)
  const month = monthOnly && monthNumber(monthOnly[1] ?? '')
  return month ? { shape: 'partial', year: Number(monthOnly[2]), month } : undefined
}

function withMonth(year = '', name = '', day = '', thisYear = 0): DateShape | undefined {
  const month = monthNumber(name)
  return month ? { shape: 'exact', year: fullYear(year, thisYear), month, day: Number(day) } : undefined
}

/** A year alone, a serial without its format, or DDMMYYYY and YYYYMMDD where only one of them can be meant. */
function digitsOnly(text: string): DateShape | undefined {
  if (/^(19|20)\d{2}$/.test(text)) return { shape: 'partial', year: Number(text) }
  if (/^\d{5}(\.\d+)?$/.test(text)) return fromSerial(Number(text))
  if (!/^\d{7,8}$/.test(text)) return undefined
  const digits = text.padStart(8, '0')
  const shapes = [
    [digits.slice(4), digits.slice(2, 4), digits.slice(0, 2)],
    [digits.slice(0, 4), digits.slice(4, 6), digits.slice(6)],
  ]
    .map(([year, month, day]) => ({ year: Number(year), month: Number(month), day: Number(day) }))
    .filter((date) => date.year >= 1900 && date.year < 2100 && calendarDay(date) !== undefined)
  return shapes.length === 1 && shapes[0] ? { shape: 'exact', ...shapes[0] } : undefined
}

/** A place or a weekday before the date: `Sampit, 5-3-2019`, `Selasa 5 Maret 2019`. */
function behindWords(text: string, thisYear: number): DateShape | undefined {
  const match = /^[A-Za-z][A-Za-z'. ]*[,: ] ?(?=\d)/.exec(text)
  if (!match || monthNumber(match[0].replace(/[,:. ]/g, ''))) return undefined
  const rest = text.slice(match[0].length)
  return yearFirst(rest) ?? numeric(rest, thisYear) ?? named(rest, thisYear)
}

function fullYear(digits: string, thisYear: number): number {
  if (digits.length !== 2) return Number(digits)
  const century = Math.floor(thisYear / 100) * 100
  const year = century + Number(digits)
  return year > thisYear ? year - 100 : year
}
