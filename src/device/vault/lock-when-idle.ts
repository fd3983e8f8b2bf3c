import { type Clock, systemClock } from '#device/platform/clock.ts'
import type { Unsubscribe } from '#device/platform/listen.ts'
import { systemTimers, type Timers } from '#device/platform/timers.ts'
import { onVisible } from '#device/platform/visibility.ts'
import type { PhoneVault } from './phone-vault.ts'

/** Nobody touched the app for so long: it locks, ms. `sistem.md` 5.2 says two to five minutes. */
export const idleLimitMs = 3 * 60_000

/** What shows that somebody is there. */
const signs = ['pointerdown', 'keydown', 'scroll', 'input'] as const

type IdleOptions = {
  /** May be set, and goes on in the phone's sleep. */
  readonly clock?: Clock
  /** Is never set, and may stand still in the phone's sleep. */
  readonly steady?: Clock
  readonly timers?: Timers
}

const pageClock: Clock = { now: () => performance.now() }

/**
 * Locks the vault once nobody has touched the app for `idleLimitMs`. A phone that slept, or an app that was behind
 * others, is locked before anything of it can be touched. Of two clocks the one that shows more counts, and a clock
 * that was set back by more than the limit shows that nothing is known: then it locks too.
 */
export function lockWhenIdle(
  vault: Pick<PhoneVault, 'state' | 'listen' | 'lock'>,
  { clock = systemClock, steady = pageClock, timers = systemTimers }: IdleOptions = {},
): Unsubscribe {
  const read = () => ({ at: clock.now(), steadyAt: steady.now() })
  let touched = read()
  let callOff: Unsubscribe | undefined
  const idleMs = () =>
    Math.max(Math.abs(clock.now() - touched.at), Math.max(0, steady.now() - touched.steadyAt))
  const check = () => {
    callOff?.()
    if (vault.state() !== 'open') return
    const left = idleLimitMs - idleMs()
    if (left <= 0) vault.lock()
    // Whole ones: what is left of one would be asked about at once, again and again.
    else callOff = timers.after(Math.ceil(left), check)
  }
  const touch = () => {
    // The first touch after a long sleep may come before anything else was told of it.
    if (vault.state() === 'open' && idleMs() >= idleLimitMs) vault.lock()
    touched = read()
  }
  const begin = () => {
    touched = read()
    check()
  }
  begin()
  const ends = [vault.listen(begin), onVisible(check)]
  // Before any screen hears of it, also of what scrolls within one.
  for (const sign of signs) window.addEventListener(sign, touch, { capture: true, passive: true })
  // A page that comes back from the browser's memory.
  window.addEventListener('pageshow', check)
  return () => {
    callOff?.()
    for (const end of ends) end()
    for (const sign of signs) window.removeEventListener(sign, touch, { capture: true })
    window.removeEventListener('pageshow', check)
  }
}
