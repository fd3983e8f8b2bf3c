import { describe, expect, it } from 'vitest'
import type { Workbox } from 'workbox-window'
import { fakeCaches } from '#tests/fakes/caches.ts'
import { createClock } from '#tests/fakes/clock.ts'
import { updateMarks, updateReady } from './update-marks.ts'
import { watchUpdates } from './updates.ts'

/** A worker that is being installed: it ends as the gate decides, once the page has asked. */
function installing(ends: () => Promise<ServiceWorkerState>) {
  const target = new EventTarget()
  let state: ServiceWorkerState = 'installing'
  const end = async () => {
    state = await ends()
    target.dispatchEvent(new Event('statechange'))
  }
  void end()
  return Object.defineProperty(target, 'state', { get: () => state })
}

type World = {
  readonly frozen?: () => boolean
  readonly hasUpdate?: () => boolean
  readonly first?: boolean
  /** How long the update's files take. */
  readonly downloads?: () => Promise<void>
}

function setUp(world: World = {}) {
  const marks = updateMarks(fakeCaches())
  const clock = createClock()
  const done = { asked: 0, reloaded: 0, network: true }
  const container = Object.assign(new EventTarget(), { controller: world.first ? null : {} })
  const workbox = Object.assign(new EventTarget(), {
    register: async () => registration,
    update: () => registration.update(),
  })
  const takeOver = () => {
    container.controller = {}
    workbox.dispatchEvent(new Event('controlling'))
  }
  const registration = {
    active: {},
    waiting: null,
    installing: undefined as unknown,
    async update() {
      if (!done.network) throw new TypeError('Failed to fetch')
      done.asked += 1
      if (!(world.hasUpdate?.() ?? true)) return
      registration.installing = installing(async () => {
        await world.downloads?.()
        if (!(await marks.isConsented(clock.now()))) return 'redundant'
        takeOver()
        return 'activated'
      })
    },
  }
  const updates = watchUpdates({
    isFrozen: async () => world.frozen?.() ?? false,
    // The parts of the library's and the browser's interface that are used.
    workbox: workbox as unknown as Workbox,
    container: container as unknown as ServiceWorkerContainer,
    marks,
    clock,
    reload: () => {
      done.reloaded += 1
    },
  })
  const tellReady = () => container.dispatchEvent(new MessageEvent('message', { data: updateReady }))
  return { updates, marks, clock, done, tellReady, takeOver, container }
}

describe('updates', () => {
  it('wait for consent, then are installed and reload (lesson 53)', async () => {
    const { updates, marks, clock, done, tellReady } = setUp()
    expect(await updates.apply()).toBe('gone')
    tellReady()
    expect(updates.state()).toBe('waiting')
    expect(await marks.isConsented(clock.now())).toBe(false)
    expect(done.asked).toBe(0)
    expect(await updates.apply()).toBe('applying')
    await expect.poll(() => done.reloaded).toBe(1)
    expect(updates.state()).toBe('applied')
  })

  it('that were downloaded before the app was closed still wait when it is opened', async () => {
    const marks = updateMarks(fakeCaches())
    await marks.noteReady()
    const updates = watchUpdates({
      isFrozen: async () => false,
      // As above.
      workbox: Object.assign(new EventTarget(), {
        register: async () => ({}) as ServiceWorkerRegistration,
        update: async () => undefined,
      }) as unknown as Workbox,
      container: Object.assign(new EventTarget(), { controller: null }),
      marks,
    })
    await expect.poll(() => updates.state()).toBe('waiting')
  })

  it('are held while a day is open or a form half filled', async () => {
    let frozen = true
    const { updates, marks, clock, done, tellReady } = setUp({ frozen: () => frozen })
    tellReady()
    expect(await updates.apply()).toBe('frozen')
    expect(await marks.isConsented(clock.now())).toBe(false)
    expect(done.asked).toBe(0)
    frozen = false
    expect(await updates.apply()).toBe('applying')
  })

  it('UP5 are kept out by a day that is opened after consent, while their files are still on the way', async () => {
    let frozen = false
    const { updates, marks, clock, done, tellReady } = setUp({
      frozen: () => frozen,
      downloads: async () => {
        // The day is opened meanwhile; the files take until consent has ended.
        frozen = true
        await expect.poll(() => marks.isConsented(clock.now()), { timeout: 30_000 }).toBe(false)
      },
    })
    tellReady()
    expect(await updates.apply()).toBe('frozen')
    expect(updates.state()).toBe('waiting')
    expect(done.reloaded).toBe(0)
    expect(await marks.isConsented(clock.now())).toBe(false)
  })

  it('say that they need the network where there is none, and no consent is left behind', async () => {
    const { updates, marks, clock, done, tellReady } = setUp()
    tellReady()
    done.network = false
    expect(await updates.apply()).toBe('unreachable')
    expect(await marks.isConsented(clock.now())).toBe(false)
    expect(updates.state()).toBe('waiting')
  })

  it('that the puskesmas took back are none', async () => {
    const { updates, marks, tellReady } = setUp({ hasUpdate: () => false })
    tellReady()
    await marks.noteReady()
    expect(await updates.apply()).toBe('gone')
    expect(updates.state()).toBe('none')
    expect(await marks.isReady()).toBe(false)
  })

  it('of another tab do not reload a form here', async () => {
    const { updates, done, tellReady, takeOver } = setUp({ frozen: () => true })
    tellReady()
    takeOver()
    expect(updates.state()).toBe('applied')
    expect(done.reloaded).toBe(0)
  })

  it('the very first worker is no update', () => {
    const { updates, takeOver } = setUp({ first: true })
    takeOver()
    expect(updates.state()).toBe('none')
  })

  it('are installed and reload also on the page that the very first worker took over', async () => {
    const { updates, done, tellReady, takeOver } = setUp({ first: true })
    takeOver()
    tellReady()
    expect(await updates.apply()).toBe('applying')
    await expect.poll(() => done.reloaded).toBe(1)
  })

  it('that took over before the registration was known are noticed', async () => {
    const { updates, container } = setUp()
    container.controller = {}
    await expect.poll(() => updates.state()).toBe('applied')
  })
})

describe('a consent', () => {
  it.each([
    [-1, false],
    [0, true],
    [119_999, true],
    [120_000, false],
  ])('counts %i ms after it was given: %s', async (after, counts) => {
    const marks = updateMarks(fakeCaches())
    await marks.consent(1_000_000)
    expect(await marks.isConsented(1_000_000 + after)).toBe(counts)
  })
})
