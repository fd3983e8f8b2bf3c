/** The phone's own clock, ms since 1970. It may be wrong; nothing depends on it being right. */
export type Clock = { readonly now: () => number }

/** Off by more than this a clock is told to people, and has no other effect. */
const noticedMs = 5 * 60_000

/** Whether a phone's clock is worth a word. `offset`: the phone's clock less the server's, ms. */
export const isClockOff = (offset: number | undefined): boolean => Math.abs(offset ?? 0) > noticedMs

export const systemClock: Clock = { now: () => Date.now() }
