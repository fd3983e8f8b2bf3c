import type { Unsubscribe } from './listen.ts'

/** Calls when the browser believes that a network came back: a reason to try, never a proof. */
export function onOnline(listener: () => void): Unsubscribe {
  window.addEventListener('online', listener)
  return () => window.removeEventListener('online', listener)
}
