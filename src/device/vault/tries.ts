/** How often a PIN was tried since the last right one. */
export type Tries = {
  /** One more with every right PIN: of two counts in two places, the one of the later period holds. */
  readonly period: number
  readonly wrong: number
  /** When the last was counted, or its wait was begun anew; by the phone's clock, ms. */
  readonly at: number
}

export const noTries: Tries = { period: 0, wrong: 0, at: 0 }

/** After so many wrong ones in a row the keys are destroyed: `sistem.md` 5.2. */
export const triesAllowed = 10
/** So many follow each other without a wait. */
const triesWithoutWait = 4
/** The wait after the fifth wrong one, the sixth, and so on, ms: a finger that slips waits little, a guess long (Teratai's own). */
const waitsMs = [30_000, 60_000, 2 * 60_000, 5 * 60_000, 15 * 60_000]

/** With one more try, which counts as wrong until it was right. */
export const withTry = (tries: Tries, now: number): Tries => ({ ...tries, wrong: tries.wrong + 1, at: now })

/** After a right PIN. */
export const afterRight = (tries: Tries, now: number): Tries => ({
  period: tries.period + 1,
  wrong: 0,
  at: now,
})

/**
 * How long until the next try is taken, ms. A clock that was set back to before the wait began shows nothing of how
 * much of it has passed: then all of it is left, and it begins anew (`isSetBack`).
 */
export function waitLeft({ wrong, at }: Tries, now: number): number {
  const passed = Math.max(0, now - at)
  return Math.max(0, waitAfter(wrong) - passed)
}

export const isSetBack = ({ at }: Tries, now: number): boolean => now < at

const waitAfter = (wrong: number) =>
  wrong <= triesWithoutWait ? 0 : (waitsMs[Math.min(wrong - triesWithoutWait, waitsMs.length) - 1] ?? 0)

/** Of two counts the one that was written later. Of one count twice, the time to which the clock was last set back. */
export function laterOf(one: Tries, other: Tries): Tries {
  if (one.period !== other.period) return one.period > other.period ? one : other
  if (one.wrong !== other.wrong) return one.wrong > other.wrong ? one : other
  return one.at <= other.at ? one : other
}

const digits = { period: 8, wrong: 2, at: 15 } as const
const pattern = /^(\d{8})\.(\d{2})\.(\d{15})$/

/** A count as text, always of the same length: writing it over the last one needs no more room. */
export const triesText = ({ period, wrong, at }: Tries): string =>
  [filled(period, digits.period), filled(wrong, digits.wrong), filled(at, digits.at)].join('.')

const filled = (value: number, length: number) => String(Math.max(0, Math.round(value))).padStart(length, '0')

/** The count of a text; nothing where it is none. */
export function readTries(text: string | null): Tries | undefined {
  const [, period, wrong, at] = pattern.exec(text ?? '') ?? []
  if (period === undefined || wrong === undefined || at === undefined) return undefined
  return { period: Number(period), wrong: Number(wrong), at: Number(at) }
}
