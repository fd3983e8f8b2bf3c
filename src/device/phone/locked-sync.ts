import { systemClock } from '#device/platform/clock.ts'
import { browserLocks } from '#device/platform/locks.ts'
import { createSyncControl } from '#device/sync/control.ts'
import { pushOnce } from '#device/sync/send-as-it-lies.ts'

/** Sends what waits while nobody has unlocked, as the worker does: not every browser wakes one. Gives how to end it. */
export function startLockedSync(): () => void {
  const control = createSyncControl({ clock: systemClock, locks: browserLocks(), run: pushOnce })
  control.request('start')
  return control.stop
}
