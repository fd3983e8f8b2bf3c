/** The phone's own clock, ms since 1970. It may be wrong: no order or merge depends on it, and a day is asked for (`otherNow`). */
export type Clock = { readonly now: () => number }

/** Off by more than this a clock is told to people. */
const noticedMs = 5 * 60_000

/** Whether a phone's clock is worth a word. `offset`: the phone's clock less the server's, ms. */
export const isClockOff = (offset: number | undefined): boolean => Math.abs(offset ?? 0) > noticedMs

/** When the puskesmas was last heard of, by its clock, and by how much the phone's was ahead of it then; ms. */
export type LastHeard = {
  readonly lastContactAt?: number | undefined
  readonly clockOffset?: number | undefined
}

/** How long ago that was by the phone's clock, ms. */
export const silentFor = ({ lastContactAt = 0, clockOffset = 0 }: LastHeard, now: number): number =>
  now - clockOffset - lastContactAt

/** By how much the phone's clock is ahead, ms, as far as is known: one that lies before the last contact was set back. */
export function offsetNow(heard: LastHeard, now: number): number | undefined {
  const setBack = Math.min(silentFor(heard, now), 0)
  return isClockOff(setBack) ? setBack : heard.clockOffset
}

export const systemClock: Clock = { now: () => Date.now() }
