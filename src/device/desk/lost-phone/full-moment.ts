import { localeOf } from '#device/i18n/format.ts'

/** `Rabu, 25 November 2026 pukul 18.03`: a moment as a letter says it, by this machine's clock and zone. */
export const fullMoment = (at: number, language: string): string =>
  new Intl.DateTimeFormat(localeOf(language), {
    dateStyle: 'full',
    timeStyle: 'short',
    hourCycle: 'h23',
  }).format(at)
