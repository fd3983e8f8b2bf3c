import { describe, expect, it } from 'vitest'
import { createClock } from '#tests/fakes/clock.ts'
import { createLocalLocks } from '#device/platform/locks.ts'
import type { Timers } from '#device/platform/timers.ts'
import { createSyncControl, type Reason } from './control.ts'
import type { Outcome, Progress } from './engine.ts'
import { syncLock } from './sync-lock.ts'

const ok: Outcome = { ok: true }
const failed = (code: string, retryAfterMs?: number): Outcome => ({
  ok: false,
  failure: { kind: 'network', code, ...(retryAfterMs !== undefined && { retryAfterMs }) },
})

const settle = () => new Promise((resolve) => setImmediate(resolve))

function setUp() {
  const clock = createClock()
  const locks = createLocalLocks()
  const planned: { at: number; work: () => void }[] = []
  const timers: Timers = {
    after(ms, work) {
      const one = { at: clock.now() + ms, work }
      planned.push(one)
      return () => {
        const at = planned.indexOf(one)
        if (at >= 0) planned.splice(at, 1)
      }
    },
  }
  const runs: { end: (outcome: Outcome) => void; progress: (progress: Progress) => void }[] = []
  const asked = { background: 0 }
  const control = createSyncControl({
    clock,
    locks,
    timers,
    random: () => 0,
    run: (progress) => new Promise((end) => runs.push({ end, progress })),
    browser: {
      onOnline: () => () => undefined,
      onVisible: () => () => undefined,
      askForBackgroundSync: async () => {
        asked.background += 1
        return true
      },
    },
  })
  return {
    clock,
    locks,
    control,
    runs,
    asked,
    planned,
    /** The last run ends so. */
    end: async (outcome: Outcome) => {
      runs.at(-1)?.end(outcome)
      await settle()
    },
    request: async (reason: Reason) => {
      control.request(reason)
      await settle()
    },
    pass: async (ms: number) => {
      clock.pass(ms)
      const due = planned.filter((one) => one.at <= clock.now())
      for (const one of due) {
        planned.splice(planned.indexOf(one), 1)
        one.work()
      }
      await settle()
    },
  }
}

describe('when to sync', () => {
  it('on request, and again every few minutes (lessons 25, 30)', async () => {
    const { control, runs, request, end, pass } = setUp()
    await request('start')
    expect(control.status()).toEqual({ state: 'running' })
    await end(ok)
    expect(control.status()).toEqual({ state: 'idle' })
    await pass(4 * 60_000 - 1)
    expect(runs).toHaveLength(1)
    await pass(1)
    expect(runs).toHaveLength(2)
  })

  it('after saving, once for several saves, and asks the worker to go on without the page', async () => {
    const { runs, request, pass, asked } = setUp()
    await request('saved')
    await pass(1_000)
    await request('saved')
    await pass(1_000)
    expect(runs).toHaveLength(0)
    await pass(500)
    expect(runs).toHaveLength(1)
    expect(asked.background).toBe(2)
  })

  it('once more when something was saved while it ran', async () => {
    const { runs, request, end, pass } = setUp()
    await request('start')
    await request('saved')
    expect(runs).toHaveLength(1)
    await end(ok)
    await pass(0)
    expect(runs).toHaveLength(2)
  })

  it('SD6 never two at once: waits while another tab or the worker runs (trial 11)', async () => {
    const { control, locks, runs, request, pass } = setUp()
    const other: { end?: () => void } = {}
    void locks.hold(syncLock, () => new Promise<void>((resolve) => (other.end = resolve)))
    await request('button')
    expect(runs).toHaveLength(0)
    expect(control.status()).toEqual({ state: 'idle' })
    other.end?.()
    await settle()
    await pass(10_000)
    expect(runs).toHaveLength(1)
  })

  it('shows progress while it runs', async () => {
    const { control, runs, request } = setUp()
    const seen: unknown[] = []
    control.listen(() => seen.push(control.status()))
    await request('start')
    runs[0]?.progress({ phase: 'push', done: 1, total: 3 })
    expect(seen.at(-1)).toEqual({ state: 'running', progress: { phase: 'push', done: 1, total: 3 } })
  })
})

describe('after a failure', () => {
  it('says why and when it tries next, and waits longer each time', async () => {
    const { control, clock, runs, request, end, pass, asked } = setUp()
    await request('start')
    await end(failed('network'))
    expect(control.status()).toEqual({ state: 'failed', code: 'network', nextTryAt: clock.now() + 2_500 })
    expect(asked.background).toBe(1)
    await pass(2_500)
    expect(runs).toHaveLength(2)
    await end(failed('network'))
    expect(control.status()).toMatchObject({ nextTryAt: clock.now() + 5_000 })
  })

  it('tries on by itself, for hours, though the browser never says that a network came back (lessons 25, 30)', async () => {
    const { control, runs, request, end, pass } = setUp()
    await request('start')
    for (let tries = 1; tries <= 40; tries++) {
      expect(runs).toHaveLength(tries)
      await end(failed('network'))
      // Half of the wait is by chance; 5 min is the longest.
      await pass(5 * 60_000)
    }
    await end(ok)
    expect(control.status()).toEqual({ state: 'idle' })
  })

  it('saving does not hurry it, the button and `online` do', async () => {
    const { runs, request, end, pass } = setUp()
    await request('start')
    await end(failed('network'))
    await request('saved')
    await pass(2_499)
    expect(runs).toHaveLength(1)
    await request('online')
    expect(runs).toHaveLength(2)
    await end(failed('network'))
    await request('button')
    expect(runs).toHaveLength(3)
  })

  it('SD7 honours Retry-After, which only the button passes over (trial 5)', async () => {
    const { runs, request, end, pass } = setUp()
    await request('start')
    await end(failed('busy', 60_000))
    await request('online')
    await request('visible')
    await pass(59_999)
    expect(runs).toHaveLength(1)
    await request('button')
    expect(runs).toHaveLength(2)
  })

  it('tells a fault of the phone itself by its code', async () => {
    const { control, request } = setUp()
    const broken = createSyncControl({
      clock: createClock(),
      locks: createLocalLocks(),
      timers: { after: () => () => undefined },
      run: () => Promise.reject(Object.assign(new Error('full'), { code: 'storageFull' })),
      browser: {
        onOnline: () => () => undefined,
        onVisible: () => () => undefined,
        askForBackgroundSync: async () => false,
      },
    })
    broken.request('start')
    await request('timer')
    expect(broken.status()).toMatchObject({ state: 'failed', code: 'storageFull' })
    control.stop()
  })

  it('stops when told to', async () => {
    const { control, planned, request, end } = setUp()
    await request('start')
    control.stop()
    await end(ok)
    expect(planned).toEqual([])
  })
})
