import { type CalendarDay, calendarDay, partsOf } from '#domain/time/calendar-day.ts'
import type { Sex } from './person.ts'

/**
 * NIK: six digits of the region of first registration, birth date as DDMMYY with 40 added to the day for women, and
 * a serial. There is no check digit, and errors at issue exist: only the sixteen digits are hard, all else is asked.
 */
export type NikError = 'notSixteenDigits' | 'allSameDigit'
export const nikWarnings = [
  'unknownProvince',
  'invalidDay',
  'invalidMonth',
  'impossibleDate',
  'birthDateDiffers',
  'sexDiffers',
  'serialZero',
  'serialPlaceholder',
  'endsInZeros',
] as const
export type NikWarning = (typeof nikWarnings)[number]
export type NikCheck = { readonly error?: NikError; readonly warnings: readonly NikWarning[] }

/** Province codes of Kemendagri as they stand, and 54, which was East Timor's until 1999. */
const provinceCodes: ReadonlySet<string> = new Set(
  (
    '11 12 13 14 15 16 17 18 19 21 31 32 33 34 35 36 51 52 53 61 62 63 64 65 ' +
    '71 72 73 74 75 76 81 82 91 92 93 94 95 96 54'
  ).split(' '),
)
const femaleOffset = 40
const oldestYears = 110

/** A NIK as typed, without spaces, dots, dashes and the apostrophe that spreadsheets put before text. */
export const normalizeNik = (text: string): string => text.replace(/[\s.\-'’_]/g, '')

/** All but the last four digits hidden. */
export function maskNik(nik: string): string {
  const shown = nik.slice(-4)
  return nik.length <= 4 ? '•'.repeat(nik.length) : '•'.repeat(nik.length - 4) + shown
}

type Read = { readonly day: number; readonly month: number; readonly year: number; readonly sex: Sex }

function read(nik: string): Read {
  const written = Number(nik.slice(6, 8))
  const female = written > femaleOffset
  return {
    day: female ? written - femaleOffset : written,
    month: Number(nik.slice(8, 10)),
    year: Number(nik.slice(10, 12)),
    sex: female ? 'female' : 'male',
  }
}

/** The days that the six digits can mean, one for each century that has such a day. */
function datesOf({ day, month, year }: Read): CalendarDay[] {
  return [1900, 2000].flatMap((century) => calendarDay({ year: century + year, month, day }) ?? [])
}

/**
 * Checks a NIK that has been through `normalizeNik`. An error refuses it; warnings want one confirmation and never
 * stop a visit. `birthDate` is left out by callers where it is not known to the day.
 */
export function checkNik(
  nik: string,
  known: { readonly birthDate?: CalendarDay | undefined; readonly sex?: Sex | undefined } = {},
): NikCheck {
  if (!/^[0-9]{16}$/.test(nik)) return { error: 'notSixteenDigits', warnings: [] }
  if (/^(.)\1{15}$/.test(nik)) return { error: 'allSameDigit', warnings: [] }
  return {
    warnings: [
      ...(provinceCodes.has(nik.slice(0, 2)) ? [] : (['unknownProvince'] as const)),
      ...dateWarnings(read(nik), known.birthDate),
      ...(known.sex !== undefined && known.sex !== read(nik).sex ? (['sexDiffers'] as const) : []),
      ...serialWarnings(nik),
    ],
  }
}

function dateWarnings(parts: Read, birthDate: CalendarDay | undefined): NikWarning[] {
  if (parts.month < 1 || parts.month > 12) {
    return parts.day < 1 || parts.day > 31 ? ['invalidDay', 'invalidMonth'] : ['invalidMonth']
  }
  if (parts.day < 1 || parts.day > 31) return ['invalidDay']
  const dates = datesOf(parts)
  if (dates.length === 0) return ['impossibleDate']
  return birthDate === undefined || dates.includes(birthDate) ? [] : ['birthDateDiffers']
}

function serialWarnings(nik: string): NikWarning[] {
  const serial = nik.slice(12)
  if (serial === '0000') return ['serialZero']
  if (serial === '9999') return ['serialPlaceholder']
  return serial.endsWith('000') ? ['endsInZeros'] : []
}

/** The birth date that a NIK speaks of, to be offered and never written over an entered one. `day` settles the century. */
export function birthDateFromNik(nik: string, day: CalendarDay): CalendarDay | undefined {
  if (checkNik(nik).error) return undefined
  const possible = datesOf(read(nik)).filter((date) => date <= day && yearsApart(date, day) <= oldestYears)
  return possible.at(-1)
}

const yearsApart = (from: CalendarDay, to: CalendarDay) => partsOf(to).year - partsOf(from).year

/** The sex that a NIK speaks of, to be offered. */
export function sexFromNik(nik: string): Sex | undefined {
  if (checkNik(nik).error) return undefined
  const { day, sex } = read(nik)
  return day >= 1 && day <= 31 ? sex : undefined
}
