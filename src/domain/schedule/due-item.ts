import type { Facts } from '#domain/instruments/instrument.ts'
import type { CalendarDay } from '#domain/time/calendar-day.ts'

/**
 * How a service stands on a day. `done`: given, or still valid. `due`: its own time is now ("tepat"). `open`: it may be
 * given, without haste ("boleh"). `late`: its time has passed and it is still to be given ("kejar", "terlambat").
 * `missed`: its window closed without it. `notYet`: too early. `tooLate`: it may no longer be given ("lewat batas").
 */
export const dueStates = ['done', 'open', 'due', 'late', 'missed', 'notYet', 'tooLate'] as const
export type DueState = (typeof dueStates)[number]

/** One service that a person is owed, and how it stands. */
export type DueItem = {
  /** The service: `hb0`, `k1`, `kf2`, `vitaminA`, `bloodPressure`. */
  readonly product: string
  readonly state: DueState
  /** First and last day of its window, both included, where it has them. */
  readonly from?: CalendarDay
  readonly until?: CalendarDay
  /** Why it stands so: `idealWindow`, `intervalNotOver`, `neverDone`. */
  readonly because: string
  readonly facts?: Facts
  /** Rule or table of the card that it comes from: `R-IM-STATUS`. */
  readonly card: string
  readonly source: string
  /** Settings that decided it, by name, where any did. */
  readonly settings?: Facts
}

/** What every item of one schedule shares. */
export type DueHead = Pick<DueItem, 'card' | 'source' | 'settings'>
