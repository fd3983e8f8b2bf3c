import type { Clock } from '#device/platform/clock.ts'

export type SettableClock = Clock & {
  readonly set: (ms: number) => void
  readonly pass: (ms: number) => void
}

/** A clock that stands until it is moved. Starts on 3 June 2026, 02:00 UTC. */
export function createClock(start = Date.UTC(2026, 5, 3, 2)): SettableClock {
  let now = start
  return {
    now: () => now,
    set: (ms) => {
      now = ms
    },
    pass: (ms) => {
      now += ms
    },
  }
}
