import { formatMoment, localeOf } from '#device/i18n/format.ts'

/** A moment as people say it now: `10.42` today, `5 Mar 10.42` on another day. */
export const momentText = (at: number, language: string): string => formatMoment(at, Date.now(), language)

/** `Rabu, 25 November 2026 pukul 18.03`: a moment as a letter says it. */
export const fullMoment = (at: number, language: string): string =>
  new Intl.DateTimeFormat(localeOf(language), {
    dateStyle: 'full',
    timeStyle: 'short',
    hourCycle: 'h23',
  }).format(at)

/** `10.42.07`, as Indonesia writes a time of day. */
export function formatClock(at: number, language: string): string {
  return new Intl.DateTimeFormat(localeOf(language), {
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
    hourCycle: 'h23',
  }).format(at)
}
