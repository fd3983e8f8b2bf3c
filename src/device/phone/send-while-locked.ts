import { systemTimers, type Timers } from '#device/platform/timers.ts'
import type { PhoneVault } from '#device/vault/phone-vault.ts'

/** Who comes to unlock has done so by then, and sends better: packed whole, and with an answer. */
const patienceMs = 10_000

const loadLockedSync = async () => (await import('./locked-sync.ts')).startLockedSync()

/** From some seconds after every lock to the next unlocking, what waits is sent as it lies. */
export function sendWhileLocked(
  vault: Pick<PhoneVault, 'state' | 'listen'>,
  start: () => Promise<() => void> = loadLockedSync,
  timers: Timers = systemTimers,
): void {
  let callOff: (() => void) | undefined
  let stop: (() => void) | undefined
  const isShut = () => vault.state() !== 'open' && vault.state() !== 'none'
  const begin = async () => {
    // What cannot be loaded now, the worker does without.
    const started = await start().catch(() => undefined)
    if (isShut() && !stop) stop = started
    else started?.()
  }
  const follow = () => {
    callOff?.()
    if (isShut()) {
      if (!stop) callOff = timers.after(patienceMs, () => void begin())
    } else {
      stop?.()
      stop = undefined
    }
  }
  vault.listen(follow)
  follow()
}
