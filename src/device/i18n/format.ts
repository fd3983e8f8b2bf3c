import type { TFunction } from 'i18next'
import { type BirthDatePrecision, isExactBirth } from '#protocol/records/fields.ts'
import { completedMonths } from '#domain/time/age.ts'
import { type CalendarDay, daysBetween } from '#domain/time/calendar-day.ts'

/** How numbers and dates are written: Indonesia's way, or Britain's with English words. */
export const localeOf = (language: string): string => (language === 'en' ? 'en-GB' : 'id-ID')

const formats = new Map<string, Intl.DateTimeFormat>()

/** Making a format is slow on small phones: each is made once. */
function formatOf(language: string, name: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = `${language}/${name}`
  const known = formats.get(key)
  if (known) return known
  const made = new Intl.DateTimeFormat(localeOf(language), options)
  formats.set(key, made)
  return made
}

const utc = (day: CalendarDay) => new Date(`${day}T00:00:00Z`)

/** `5 Maret 2026`. */
export const formatDay = (day: CalendarDay, language: string): string =>
  formatOf(language, 'day', { day: 'numeric', month: 'long', year: 'numeric', timeZone: 'UTC' }).format(
    utc(day),
  )

/** `5 Mar 2026`, for where room is scarce. */
export const formatShortDay = (day: CalendarDay, language: string): string =>
  formatOf(language, 'dayWithYear', {
    day: 'numeric',
    month: 'short',
    year: 'numeric',
    timeZone: 'UTC',
  }).format(utc(day))

/** `Rabu, 5 Maret`. */
export const formatWeekday = (day: CalendarDay, language: string): string =>
  formatOf(language, 'weekday', { weekday: 'long', day: 'numeric', month: 'long', timeZone: 'UTC' }).format(
    utc(day),
  )

/** `Maret 2026`, of a day or a month `YYYY-MM`. */
export const formatMonth = (month: string, language: string): string =>
  formatOf(language, 'month', { month: 'long', year: 'numeric', timeZone: 'UTC' }).format(
    utc(`${month.slice(0, 7)}-01`),
  )

/** `10.42` today, `5 Mar 10.42` on another day; both moments in ms. */
export function formatMoment(at: number, now: number, language: string): string {
  const time = formatOf(language, 'time', { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' }).format(at)
  const day = formatOf(language, 'shortDay', { day: 'numeric', month: 'short' })
  return day.format(at) === day.format(now) && Math.abs(now - at) < 86_400_000
    ? time
    : `${day.format(at)} ${time}`
}

const daysInWords = 60
const monthsInWords = 24

/**
 * An age as people say it: days in the first two months, months below two years, years and months below six, then
 * years. `about` where the birth date is not exact.
 */
export function ageInWords(
  t: TFunction,
  born: {
    readonly birthDate?: CalendarDay | undefined
    readonly birthDatePrecision?: BirthDatePrecision | undefined
  },
  day: CalendarDay,
): string {
  const months = born.birthDate === undefined ? undefined : completedMonths(born.birthDate, day)
  if (born.birthDate === undefined || months === undefined) return t('common:age.unknown')
  const age = words(t, months, daysBetween(born.birthDate, day))
  return isExactBirth(born.birthDatePrecision) ? age : t('common:age.about', { age })
}

function words(t: TFunction, months: number, days: number): string {
  if (days < daysInWords) return t('common:age.days', { count: days })
  if (months < monthsInWords) return t('common:age.months', { count: months })
  const years = t('common:age.years', { count: Math.floor(months / 12) })
  if (months >= 72 || months % 12 === 0) return years
  return t('common:age.yearsMonths', { years, months: t('common:age.months', { count: months % 12 }) })
}
