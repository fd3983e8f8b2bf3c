import { afterEach, expect, it, vi } from 'vitest'
import type { LocalStore } from '#device/store/create-store.ts'
import { createPhone, deviceIdOf, enrolDirectly } from '#tests/fakes/device.ts'
import type { Outcome } from './engine.ts'
import { type RunningSync, startSync } from './start-sync.ts'

const opened: { readonly local: LocalStore; readonly sync: RunningSync }[] = []
afterEach(() => {
  for (const { local, sync } of opened.splice(0)) {
    sync.stop()
    local.close()
  }
})

function running(afterRun: (outcome: Outcome) => Promise<void>) {
  const local = createPhone().open()
  const transport = async () => {
    throw new TypeError('no network')
  }
  const sync = startSync({ local, appVersion: 'test', transport, afterRun })
  opened.push({ local, sync })
  /** Syncs once, and gives how that ended. */
  const once = () =>
    new Promise<string>((resolve) => {
      const end = sync.listen(() => {
        const { state } = sync.status()
        if (state === 'running') return
        end()
        resolve(state)
      })
      sync.request('button')
    })
  return { local, once }
}

it('tells how each run ended, and bears that what is told fails', async () => {
  const told = vi.fn<(outcome: Outcome) => Promise<void>>(() => Promise.reject(new Error('not this time')))
  const { once } = running(told)
  expect(await once()).toBe('idle')
  expect(await once()).toBe('idle')
  expect(told.mock.calls).toEqual([[{ ok: true }], [{ ok: true }]])
})

it('tells of one that failed too', async () => {
  const told = vi.fn<(outcome: Outcome) => Promise<void>>(async () => undefined)
  const { local, once } = running(told)
  await enrolDirectly(local, deviceIdOf(1))
  expect(await once()).toBe('failed')
  expect(told.mock.lastCall).toMatchObject([{ ok: false, failure: { kind: 'network' } }])
})
