import type { Finding } from '#domain/instruments/instrument.ts'

/** Which findings are meant: those of these rules of the pages, and of them, where named, only with these codes. */
export type FindingMatcher = {
  readonly cards?: readonly string[]
  readonly codes?: readonly string[]
}

/** Whether a finding says that something is not as it should be. */
export const isOutside = ({ level }: Finding): boolean => level !== 'normal' && level !== 'notAssessed'

/** Whether a finding is one of those meant. */
export const isMeant = ({ cards, codes }: FindingMatcher, { card, code }: Finding): boolean =>
  (cards === undefined || cards.includes(card)) && (codes === undefined || codes.includes(code))
