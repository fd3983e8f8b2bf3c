import { describe, expect, it } from 'vitest'
import { watchUpdates } from './updates.ts'

type Listener = (event: { isUpdate?: boolean }) => void

function setUp(frozen: () => boolean) {
  const listeners = new Map<string, Listener>()
  const done = { skipped: 0, reloaded: 0 }
  const updates = watchUpdates({
    isFrozen: async () => frozen(),
    reload: () => {
      done.reloaded += 1
    },
    workbox: {
      register: async () => undefined,
      update: async () => undefined,
      addEventListener: (type: string, listener: unknown) => {
        listeners.set(type, listener as Listener)
      },
      messageSkipWaiting: () => {
        done.skipped += 1
      },
    },
  })
  const fire = (type: string, isUpdate = true) => listeners.get(type)?.({ isUpdate })
  return { updates, done, fire }
}

describe('updates', () => {
  it('wait for consent, then take over and reload', async () => {
    const { updates, done, fire } = setUp(() => false)
    expect(await updates.apply()).toBe(false)
    fire('waiting')
    expect(updates.state()).toBe('waiting')
    expect(done.skipped).toBe(0)
    expect(await updates.apply()).toBe(true)
    expect(done.skipped).toBe(1)
    fire('controlling')
    expect(done.reloaded).toBe(1)
  })

  it('are held while a day is open or a form half filled', async () => {
    let frozen = true
    const { updates, done, fire } = setUp(() => frozen)
    fire('waiting')
    expect(await updates.allowed()).toBe(false)
    expect(await updates.apply()).toBe(false)
    expect(done.skipped).toBe(0)
    frozen = false
    expect(await updates.apply()).toBe(true)
  })

  it('of another tab do not reload a form here', () => {
    const { updates, done, fire } = setUp(() => true)
    fire('waiting')
    fire('controlling')
    expect(updates.state()).toBe('applied')
    expect(done.reloaded).toBe(0)
  })

  it('the very first worker is no update', () => {
    const { updates, fire } = setUp(() => false)
    fire('controlling', false)
    expect(updates.state()).toBe('none')
  })
})
