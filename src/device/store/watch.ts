import { liveQuery } from 'dexie'
import type { Unsubscribe } from '#device/platform/listen.ts'

/** Asks, and asks again whenever something that was read changes, until it is told to end. */
export function watch<T>(
  ask: () => Promise<T>,
  show: (answer: T) => void,
  fail: (error: unknown) => void,
): Unsubscribe {
  const watching = liveQuery(ask).subscribe({ next: show, error: fail })
  return () => watching.unsubscribe()
}

export type Watch = typeof watch
