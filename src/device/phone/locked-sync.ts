import { systemClock } from '#device/platform/clock.ts'
import { browserLocks } from '#device/platform/locks.ts'
import { createSyncControl } from '#device/sync/control.ts'
import { sendForAll } from './send-for-all.ts'

/** Sends what waits while nobody has unlocked, as the worker does: not every browser wakes one. Gives how to end it. */
export function startLockedSync(): () => void {
  const control = createSyncControl({ clock: systemClock, locks: browserLocks(), run: () => sendForAll() })
  control.request('start')
  return control.stop
}
