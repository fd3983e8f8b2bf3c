import { IDBObjectStore } from 'fake-indexeddb'
import { afterEach, describe, expect, it, vi } from 'vitest'
import type { SyncAnswer } from '#protocol/messages/sync.ts'
import { deviceIdOf, otherPosyanduId, testPosyanduId } from '#tests/fakes/device.ts'
import { closeAll, headerIn, person, setUp } from '#tests/fakes/sync-setup.ts'
import { newId } from '#device/platform/ids.ts'
import { readMeta } from '#device/store/database.ts'
import { day } from '#device/store/outbox.ts'
import type { Progress } from './engine.ts'
import type { Transport } from './send.ts'

afterEach(closeAll)

describe('pull', () => {
  it('PL7 merges what comes with the own rows that still wait', async () => {
    const first = await setUp()
    const [id = ''] = await first.save(1)
    await first.sync()
    const second = await setUp({}, first.server, 2)
    await second.sync()
    expect(await second.local.store.directory()).toHaveLength(1)
    await first.local.store.save([{ kind: 'person', id, set: { rt: '03' } }])
    await second.local.store.save([{ kind: 'person', id, set: { motherName: 'Sri' } }])
    await first.sync()
    const [before] = await second.local.planner.database.outbox.toArray()
    await second.sync(async (path, request) => {
      const body = (await (await first.server.fetch(path, request)).json()) as { receipts: unknown[] }
      return Response.json({ ...body, receipts: [], have: 0 })
    })
    expect(before?.state).toBe('waiting')
    expect(await second.local.store.directory()).toMatchObject([{ rt: '03', motherName: 'Sri' }])
    expect(await second.local.store.balance()).toMatchObject({ waiting: 1 })
  })

  it('RE3 PL4 PL5 resumes the first load after a cut, with true progress (lessons 33, 37)', async () => {
    const first = await setUp()
    await first.local.store.save(Array.from({ length: 600 }, () => person(newId())).slice(0, 600))
    await first.sync()
    const second = await setUp({}, first.server, 2)
    let calls = 0
    const progress: Progress[] = []
    const cutting: Transport = (path, request) => {
      calls += 1
      return calls > 1 ? Promise.reject(new Error('cut')) : first.server.fetch(path, request)
    }
    await second.sync(cutting, { onProgress: (step) => progress.push(step) })
    expect(await second.local.store.directory()).toHaveLength(250)
    expect(await second.local.store.contact()).toMatchObject({ firstLoadDone: false })
    expect(progress).toEqual([{ phase: 'pull', done: 250, total: 600 }])
    await second.sync()
    expect(await second.local.store.directory()).toHaveLength(600)
    expect(await second.local.store.contact()).toMatchObject({ firstLoadDone: true })
  })

  it('PL4 asks as few times as the pages need: a small one first, so that people are there, then large ones (lessons 34, 35)', async () => {
    const first = await setUp()
    await first.local.store.save(Array.from({ length: 1_300 }, () => person(newId())))
    await first.sync()
    const second = await setUp({}, first.server, 2)
    const listed: number[] = []
    expect(
      await second.sync(async (path, request) => {
        listed.push((await second.local.store.directory()).length)
        return first.server.fetch(path, request)
      }),
    ).toEqual({ ok: true })
    expect(listed).toEqual([0, 250, 1_250])
    expect(await second.local.store.directory()).toHaveLength(1_300)
  })

  it('PL7 `left` takes received data away, and only that (lesson 8)', async () => {
    const first = await setUp({ scope: [testPosyanduId] })
    const [gone = '', kept = ''] = await first.save(2)
    const visitId = newId()
    await first.local.store.save([
      {
        kind: 'visit',
        id: visitId,
        set: { personId: gone, visitedOn: '2026-06-03', instrument: 'balita', weightKg: 8 },
      },
    ])
    await first.sync()
    const mover = await setUp({}, first.server, 2)
    await mover.sync()
    await mover.local.store.save([
      { kind: 'person', id: gone, set: { posyanduId: otherPosyanduId } },
      { kind: 'person', id: kept, set: { posyanduId: otherPosyanduId } },
    ])
    await mover.sync()
    await first.local.store.save([{ kind: 'person', id: kept, set: { rt: '09' } }])
    const lossy: Transport = async (path, request) => {
      const body = (await (await first.server.fetch(path, request)).json()) as object
      return Response.json({ ...body, receipts: [], have: 3 })
    }
    await first.sync(lossy)
    expect((await first.local.store.directory()).map((entry) => entry.id)).toEqual([kept])
    expect(await first.local.store.record(visitId)).toBeUndefined()
    expect(await first.local.store.tally('2026-06')).toEqual({})
    await first.sync()
    await first.sync()
    expect(await first.local.store.directory()).toEqual([])
    expect(await first.local.store.balance()).toMatchObject({ saved: 4, received: 4 })
  })

  it('MV1 keeps a person of whom something is held until it is settled, so that it is seen whose it is', async () => {
    const theirs = {
      scope: [testPosyanduId],
      holdWhen: ({ number }: { number: number }) => heldNumber(number),
    }
    let held = true
    const heldNumber = (number: number) => (held && number === 2 ? 'outOfScope' : undefined)
    const first = await setUp(theirs)
    const [gone = ''] = await first.save(1)
    await first.sync()
    const visitId = newId()
    const set = { personId: gone, visitedOn: '2026-06-03', instrument: 'balita', weightKg: 8 }
    await first.local.store.save([{ kind: 'visit', id: visitId, set }])
    // The other phone's second number is none of these.
    held = false
    const mover = await setUp({}, first.server, 2)
    await mover.sync()
    await mover.local.store.save([{ kind: 'person', id: gone, set: { posyanduId: otherPosyanduId } }])
    await mover.sync()
    held = true
    await first.sync()
    expect(await first.local.store.balance()).toMatchObject({ held: 1 })
    expect((await first.local.store.directory()).map(({ id }) => id)).toEqual([gone])
    expect((await first.local.store.person(gone))?.others.map(({ id }) => id)).toEqual([visitId])
    held = false
    await first.local.store.sendAgain({ deviceId: deviceIdOf(1), number: 2 })
    await first.sync()
    expect(await first.local.store.directory()).toEqual([])
    expect(await first.local.store.record(visitId)).toBeUndefined()
    expect(await first.local.store.balance()).toMatchObject({ saved: 2, received: 2 })
  })

  it('PL6 takes new settings and judges everybody anew', async () => {
    const { local, sync, server, save } = await setUp()
    await save(60)
    await sync()
    server.settings({ example: 2 })
    await sync()
    expect(await local.store.settings()).toEqual({ example: 2 })
    expect(await local.planner.database.stale.count()).toBe(0)
  })
})

/** What the phone shows when it asks for changes, and what the puskesmas then says. */
async function withCursors(said: (before: string | undefined) => string) {
  const { local, server, sync } = await setUp()
  const shown: (string | undefined)[] = []
  const transport: Transport = async (path, request) => {
    const before = (await headerIn(request))?.pull?.cursor
    shown.push(before)
    const body = (await (await server.fetch(path, request)).json()) as SyncAnswer
    return Response.json({ ...body, more: false, cursor: said(before) })
  }
  return { local, shown, sync: () => sync(transport) }
}

type Put = (this: IDBObjectStore, value: unknown, key?: IDBValidKey) => IDBRequest<IDBValidKey>

/** A disk that has no room for some values. */
function refusing(isRefused: (store: string, text: string) => boolean) {
  const real = Object.getOwnPropertyDescriptor(IDBObjectStore.prototype, 'put')?.value as Put // a method of a prototype is its descriptor's value
  return vi.spyOn(IDBObjectStore.prototype, 'put').mockImplementation(function (
    this: IDBObjectStore,
    value: unknown,
    key,
  ) {
    if (isRefused(this.name, JSON.stringify(value) ?? ''))
      throw new DOMException('full', 'QuotaExceededError')
    return real.call(this, value, key)
  })
}

describe('cursor', () => {
  it.each(['{"v":9}', 'ü/..=&?', '0', ' leading and trailing '])(
    'CU1 hands back %j as it came: any text is a cursor',
    async (text) => {
      const { shown, sync } = await withCursors(() => text)
      await sync()
      await sync()
      expect(shown).toEqual([undefined, text])
    },
  )

  it('CU1 keeps the old cursor where the page it came with could not be written, and takes both together', async () => {
    let page = 0
    const { local, shown, sync } = await withCursors(() => `after page ${++page}`)
    await sync()
    const { database } = local.planner
    const writing = refusing((name, text) => name === 'meta' && text.includes('after page 2'))
    await sync().catch(() => undefined)
    writing.mockRestore()
    await sync()
    expect(shown).toEqual([undefined, 'after page 1', 'after page 1'])
    expect((await readMeta(database, 'contact'))?.cursor).toBe('after page 3')
  })
})

describe('keeping', () => {
  it('RS6 CL4 OB4 keeps received rows for 60 days of the server, then their receipt with the record (lessons 1, 16)', async () => {
    let serverNow = 0
    const { local, sync, save } = await setUp({ now: () => serverNow })
    const [id = ''] = await save(2)
    await sync()
    serverNow = 60 * day
    await sync()
    expect(await local.planner.database.outbox.count()).toBe(2)
    serverNow += 1
    await sync()
    expect(await local.planner.database.outbox.count()).toBe(0)
    expect(await local.store.balance()).toEqual({ saved: 2, received: 2, waiting: 0, held: 0 })
    expect(await local.store.person(id)).toMatchObject({
      delivery: { state: 'received', code: 'PU-1', receivedAt: 0 },
    })
    await save(1)
    await sync()
    expect(await local.store.balance()).toEqual({ saved: 3, received: 3, waiting: 0, held: 0 })
  })

  it('OB4 keeps what was taken long before this phone heard so for 60 days after it heard', async () => {
    let serverNow = 0
    const { local, sync, server, save } = await setUp({ now: () => serverNow })
    await save(1)
    await sync(async (path, request) => {
      await server.fetch(path, request)
      throw new TypeError('lost')
    })
    serverNow = 61 * day
    await sync()
    expect(await local.planner.database.outbox.toArray()).toMatchObject([
      { state: 'received', receivedAt: 0 },
    ])
    serverNow = 121 * day
    await sync()
    expect(await local.planner.database.outbox.count()).toBe(1)
    serverNow += 1
    await sync()
    expect(await local.planner.database.outbox.count()).toBe(0)
    expect(await local.store.balance()).toEqual({ saved: 1, received: 1, waiting: 0, held: 0 })
  })

  it('RS6 RS1 sends again on its last day what a restored server lacks, and what it has twice over is there once (lesson 16)', async () => {
    let serverNow = 0
    const { local, server, sync, save } = await setUp({ now: () => serverNow })
    const before = server.snapshot()
    const ids = await save(3)
    await sync()
    serverNow = 60 * day
    server.restore(before)
    for (let i = 0; i < 3; i++) await sync()
    expect([...server.states().keys()].sort()).toEqual([...ids].sort())
    expect([...server.timesApplied().values()]).toEqual([1, 1, 1])
    expect(await local.store.balance()).toEqual({ saved: 3, received: 3, waiting: 0, held: 0 })
    // All of it once more, as a hasty release might.
    await local.planner.database.outbox.toCollection().modify({ state: 'waiting' })
    await sync()
    expect([...server.timesApplied().values()]).toEqual([1, 1, 1])
    expect(await local.store.balance()).toEqual({ saved: 3, received: 3, waiting: 0, held: 0 })
  })

  it('RS4 MV1 a person who leaves takes along what a restored server does not know to have been here', async () => {
    const first = await setUp({ scope: [testPosyanduId] })
    const [gone = ''] = await first.save(1)
    const visitId = newId()
    const set = { personId: gone, visitedOn: '2026-06-03', instrument: 'balita', weightKg: 8 }
    await first.local.store.save([{ kind: 'visit', id: visitId, set }])
    await first.sync()
    const withoutVisits: Transport = async (path, request) => {
      const body = (await (await first.server.fetch(path, request)).json()) as SyncAnswer
      const left = [{ id: gone, posyanduId: testPosyanduId }]
      return Response.json({ ...body, changes: { records: [], left, remaining: 0 } })
    }
    await first.sync(withoutVisits)
    expect(await first.local.store.record(gone)).toBeUndefined()
    expect(await first.local.store.record(visitId)).toBeUndefined()
  })

  it('OB4 clears nothing above a row that has no receipt (lesson 8)', async () => {
    let serverNow = 0
    const { local, sync, save } = await setUp({
      now: () => serverNow,
      holdWhen: (mutation) => (mutation.number === 1 ? 'outOfScope' : undefined),
    })
    await save(3)
    await sync()
    serverNow = 61 * day
    await sync()
    expect(await local.planner.database.outbox.count()).toBe(3)
  })
})
