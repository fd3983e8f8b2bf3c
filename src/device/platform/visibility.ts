import type { Unsubscribe } from './listen.ts'

/** Calls when the page comes to the front again. */
export function onVisible(listener: () => void): Unsubscribe {
  const check = () => {
    if (document.visibilityState === 'visible') listener()
  }
  document.addEventListener('visibilitychange', check)
  return () => document.removeEventListener('visibilitychange', check)
}
