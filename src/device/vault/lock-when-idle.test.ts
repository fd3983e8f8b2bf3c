import { afterEach, describe, expect, it } from 'vitest'
import { createSignal } from '#device/platform/listen.ts'
import type { Timers } from '#device/platform/timers.ts'
import { createClock } from '#tests/fakes/clock.ts'
import { idleLimitMs, lockWhenIdle } from './lock-when-idle.ts'
import type { VaultState } from './vault.ts'

let stop = () => {}
afterEach(() => stop())

/** An open app whose time passes by hand: `pass` wakes timers as a phone does that is awake, `sleep` wakes none. */
function openApp() {
  const clock = createClock()
  const steady = createClock(0)
  const changed = createSignal<VaultState>()
  const seen = { state: 'open' as VaultState, locks: 0 }
  const show = (state: VaultState) => {
    seen.state = state
    changed.tell(state)
  }
  const due = new Map<() => void, number>()
  const timers: Timers = {
    after(ms, work) {
      due.set(work, steady.now() + ms)
      return () => due.delete(work)
    },
  }
  const vault = {
    state: () => seen.state,
    listen: changed.listen,
    lock() {
      seen.locks += 1
      show('locked')
    },
  }
  stop = lockWhenIdle(vault, { clock, steady, timers })
  const wake = () => {
    for (const [work, at] of due)
      if (at <= steady.now()) {
        due.delete(work)
        work()
      }
  }
  return {
    seen,
    clock,
    due,
    unlock: () => show('open'),
    pass(ms: number) {
      clock.pass(ms)
      steady.pass(ms)
      wake()
    },
    sleep: (ms: number) => clock.pass(ms),
  }
}

const touch = (sign = 'pointerdown') => window.dispatchEvent(new Event(sign))
const comeBack = () => document.dispatchEvent(new Event('visibilitychange'))

describe('an app that nobody touches', () => {
  it('locks at three minutes, not before', () => {
    const app = openApp()
    app.pass(idleLimitMs - 1)
    expect(app.seen.state).toBe('open')
    app.pass(1)
    expect(app.seen).toEqual({ state: 'locked', locks: 1 })
  })

  it.each(['pointerdown', 'keydown', 'scroll', 'input'])('stays open by %s', (sign) => {
    const app = openApp()
    app.pass(idleLimitMs - 1)
    touch(sign)
    app.pass(idleLimitMs - 1)
    expect(app.seen.state).toBe('open')
    app.pass(1)
    expect(app.seen.state).toBe('locked')
  })

  it('hears what scrolls within a screen', () => {
    const app = openApp()
    const list = document.createElement('div')
    document.body.append(list)
    app.pass(idleLimitMs - 1)
    list.dispatchEvent(new Event('scroll'))
    list.remove()
    app.pass(1)
    expect(app.seen.state).toBe('open')
  })

  it('counts anew from unlocking, and not at all while it is locked', () => {
    const app = openApp()
    app.pass(idleLimitMs)
    expect(app.due.size).toBe(0)
    app.pass(idleLimitMs)
    app.unlock()
    app.pass(idleLimitMs - 1)
    expect(app.seen).toEqual({ state: 'open', locks: 1 })
    app.pass(1)
    expect(app.seen.locks).toBe(2)
  })

  it('leaves nothing behind when it is stopped', () => {
    const app = openApp()
    stop()
    expect(app.due.size).toBe(0)
    app.sleep(idleLimitMs)
    touch()
    comeBack()
    expect(app.seen.locks).toBe(0)
  })
})

describe('a phone that slept', () => {
  it('is locked as the app comes back, though no timer ran', () => {
    const app = openApp()
    app.sleep(idleLimitMs)
    expect(app.seen.state).toBe('open')
    comeBack()
    expect(app.seen.state).toBe('locked')
  })

  it('is locked by the first touch where nothing else told of it', () => {
    const app = openApp()
    app.sleep(idleLimitMs)
    touch()
    expect(app.seen.state).toBe('locked')
  })

  it('stays open after a short sleep, for what is left of the time', () => {
    const app = openApp()
    app.sleep(idleLimitMs - 1_000)
    comeBack()
    expect(app.seen.state).toBe('open')
    app.pass(1_000)
    expect(app.seen.state).toBe('locked')
  })
})

describe('a clock that is set', () => {
  it('back by a little changes nothing, as phones do by themselves', () => {
    const app = openApp()
    app.clock.pass(-2_000)
    touch()
    app.clock.pass(-2_000)
    comeBack()
    expect(app.seen.state).toBe('open')
  })

  it('back does not lengthen the time', () => {
    const app = openApp()
    app.clock.pass(-100_000)
    app.pass(idleLimitMs)
    expect(app.seen.state).toBe('locked')
  })

  it('back by more than the limit locks', () => {
    const app = openApp()
    app.clock.pass(-idleLimitMs)
    comeBack()
    expect(app.seen.state).toBe('locked')
  })

  it('waits whole milliseconds: a part of one would be asked about again at once, and for ever on a clock without parts', () => {
    const app = openApp()
    app.pass(1_000.25)
    window.dispatchEvent(new Event('pageshow'))
    expect([...app.due.values()].map((at) => at - 1_000.25)).toEqual([idleLimitMs - 1_000])
  })
})
