/** The phone's own clock, ms since 1970. It may be wrong; nothing depends on it being right. */
export type Clock = { readonly now: () => number }

export const systemClock: Clock = { now: () => Date.now() }
