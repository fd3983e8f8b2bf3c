import { useSyncExternalStore } from 'react'
import type { Unsubscribe } from './listen.ts'

/** Calls when the browser believes that a network came back: a reason to try, never a proof. */
export function onOnline(listener: () => void): Unsubscribe {
  window.addEventListener('online', listener)
  return () => window.removeEventListener('online', listener)
}

function onConnectivity(listener: () => void): Unsubscribe {
  window.addEventListener('online', listener)
  window.addEventListener('offline', listener)
  return () => {
    window.removeEventListener('online', listener)
    window.removeEventListener('offline', listener)
  }
}

/** `true` only while the browser is sure that there is no network; `false` proves nothing. */
export const useCutOff = (): boolean => useSyncExternalStore(onConnectivity, () => !navigator.onLine)
