import { Dexie } from 'dexie'
import { afterEach, describe, expect, it } from 'vitest'
import { limits } from '#protocol/mutation.ts'
import { deviceIdOf, enrolDirectly } from '#tests/fakes/device.ts'
import type { FakePuskesmas } from '#tests/fakes/puskesmas.ts'
import { closeAll, headerIn, numbersIn, person, setUp } from '#tests/fakes/sync-setup.ts'
import { newId } from '#device/platform/ids.ts'
import { readMeta } from '#device/store/database.ts'
import { day, writeSending } from '#device/store/outbox.ts'
import { runSync } from './engine.ts'
import type { Transport } from './send.ts'

afterEach(closeAll)

const broken: Transport = async () => new Response('', { status: 500 })

describe('push', () => {
  it('SD1 sends what waits and marks it by receipts', async () => {
    const { local, sync, save, server } = await setUp()
    const [id] = await save(3)
    expect(await sync()).toEqual({ ok: true })
    expect(await local.store.balance()).toEqual({ saved: 3, received: 3, waiting: 0, held: 0 })
    expect(server.states().size).toBe(3)
    expect(await local.store.person(id ?? '')).toMatchObject({
      delivery: { state: 'received', code: 'PU-1' },
    })
    expect(await local.store.contact()).toMatchObject({ firstLoadDone: true, device: 'active' })
  })

  it('SE1 OB4 does not mark what was saved while the push ran (lesson 11)', async () => {
    const { local, sync, save, server } = await setUp()
    await save(2)
    let saved = false
    const outcome = await sync(async (path, request) => {
      const answer = await server.fetch(path, request)
      if (!saved) {
        saved = true
        await save(1)
        expect(await local.store.balance()).toMatchObject({ saved: 3, waiting: 3 })
        return answer
      }
      throw new Error('gone')
    })
    expect(outcome).toMatchObject({ ok: false, failure: { code: 'network' } })
    expect(await local.store.balance()).toEqual({ saved: 3, received: 2, waiting: 1, held: 0 })
  })

  it('SD6 sends in the same run what was saved while the last answer was on its way', async () => {
    const { local, sync, save, server } = await setUp()
    await save(2)
    let batches = 0
    const outcome = await sync(async (path, request) => {
      const answer = await server.fetch(path, request)
      batches += 1
      if (batches === 1) await save(1)
      return answer
    })
    expect(outcome).toEqual({ ok: true })
    expect(batches).toBe(2)
    expect(await local.store.balance()).toEqual({ saved: 3, received: 3, waiting: 0, held: 0 })
  })

  it('SD2 holds no transaction open while a request is on its way: everything can be written meanwhile', async () => {
    const { local, sync, save, server } = await setUp()
    await save(2)
    const { dexie } = local.planner.database
    const requests: string[] = []
    const outcome = await sync(async (path, request) => {
      const within = Dexie.currentTransaction
      // Waits for every transaction that is open on any of the stores.
      await dexie.transaction('rw!', dexie.tables, (own) => own.table('meta').put({ key: 'probe', value: 1 }))
      if (requests.length === 0) await save(1)
      requests.push(within ? 'within' : 'outside')
      return server.fetch(path, request)
    })
    expect(outcome).toEqual({ ok: true })
    expect(requests).toEqual(['outside', 'outside'])
    expect(await local.store.balance()).toEqual({ saved: 3, received: 3, waiting: 0, held: 0 })
  })

  it('SD5 gets duplicates for a batch whose answer was lost (lesson 2; trial 3)', async () => {
    const { local, sync, save, server } = await setUp()
    await save(2)
    await sync(async (path, request) => {
      await server.fetch(path, request)
      throw new Error('cut')
    })
    expect(await local.store.balance()).toMatchObject({ waiting: 2, received: 0 })
    expect(await sync()).toEqual({ ok: true })
    expect(await local.store.balance()).toMatchObject({ waiting: 0, received: 2 })
    expect([...server.timesApplied().values()]).toEqual([1, 1])
  })

  it.each([
    ['a page with 200', () => new Response('<html>Masuk ke Wi-Fi</html>')],
    ['other JSON with 200', () => Response.json({ ok: true, receipts: [] })],
    ['a half answer', () => new Response('{"serverTime":1,"have":2,"receipts":[')],
    ['a page with 403', () => new Response('<html></html>', { status: 403 })],
  ])('SD4 takes no receipt from %s (lesson 20; trial 5)', async (_, answer) => {
    const { local, sync, save } = await setUp()
    await save(1)
    const outcome = await sync(async () => answer())
    expect(outcome).toMatchObject({ ok: false, failure: { code: 'notTeratai' } })
    expect(await local.store.balance()).toMatchObject({ waiting: 1, received: 0 })
    expect((await local.store.contact()).lastContactAt).toBeUndefined()
  })

  it('SD3 halves after a 413 until the batch fits, and grows again (lesson 21; trial 5)', async () => {
    const { local, sync, save, server } = await setUp()
    await save(9)
    const sizes: number[] = []
    await sync(async (path, request) => {
      const numbers = await numbersIn(request)
      sizes.push(numbers.length)
      return numbers.length > 2 ? new Response('', { status: 413 }) : server.fetch(path, request)
    })
    expect(sizes.slice(0, 4)).toEqual([9, 4, 2, 4])
    expect(await local.store.balance()).toMatchObject({ received: 9, waiting: 0 })
  })

  it('SD3 lets a lone culprit step aside, sends the others, and tries it the next day', async () => {
    const { local, sync, save, server, phone } = await setUp()
    await save(5)
    const refusing: Transport = async (path, request) =>
      (await numbersIn(request)).includes(3) ? new Response('', { status: 413 }) : server.fetch(path, request)
    expect(await sync(refusing)).toEqual({ ok: true })
    expect(await local.store.balance()).toMatchObject({ received: 4, waiting: 1 })
    let asked = 0
    const counting: Transport = async (path, request) => {
      if ((await numbersIn(request)).includes(3)) asked += 1
      return server.fetch(path, request)
    }
    phone.clock.pass(day - 1)
    await sync(counting)
    expect(asked).toBe(0)
    phone.clock.pass(1)
    await sync(counting)
    expect(asked).toBe(1)
    expect(await local.store.balance()).toMatchObject({ received: 5, waiting: 0 })
  })

  it('SD3 halves after three 5xx, not after two', async () => {
    const { sync, save } = await setUp()
    await save(8)
    const sizes: number[] = []
    const counting: Transport = async (_, request) => {
      sizes.push((await numbersIn(request)).length)
      return new Response('', { status: 500 })
    }
    await sync(counting)
    await sync(counting)
    expect(sizes).toEqual([8, 8])
    await sync(counting)
    expect(sizes).toEqual([8, 8, 8, 4])
  })

  it('SD3 puts nothing aside while the server takes nothing at all', async () => {
    const { local, sync, save, server } = await setUp()
    await save(3)
    await writeSending(local.planner.database, { size: 1, failures: 0 })
    for (let i = 0; i < 6; i++) expect(await sync(broken)).toMatchObject({ ok: false })
    expect(await sync(server.fetch)).toEqual({ ok: true })
    expect(await local.store.balance()).toMatchObject({ received: 3, waiting: 0 })
  })

  it('SD3 puts a lone row aside when the server works without it', async () => {
    const { local, sync, save, server } = await setUp()
    await save(3)
    const poisoned: Transport = async (path, request) =>
      (await numbersIn(request)).includes(2) ? new Response('', { status: 500 }) : server.fetch(path, request)
    for (let i = 0; i < 12; i++) await sync(poisoned)
    expect(await local.store.balance()).toMatchObject({ received: 2, waiting: 1 })
  })

  it('SD3 tells truly what waits and is held in every batch, also in the one that only tries the server', async () => {
    const { local, sync, save, server } = await setUp({
      holdWhen: ({ number }) => (number === 2 ? 'outOfScope' : undefined),
    })
    await save(3)
    const tries: string[] = []
    const sent: number[] = []
    for (let i = 0; i < 12; i++) {
      await sync(async (path, request) => {
        sent.push((request.body as Uint8Array).length)
        const numbers = await numbersIn(request)
        const { waiting, held } = await local.store.balance()
        const header = await headerIn(request)
        expect([header?.waiting, header?.held]).toEqual([waiting, held])
        if (numbers.length === 0) tries.push(`waiting ${waiting}, held ${held}`)
        return numbers.includes(3) ? new Response('', { status: 500 }) : server.fetch(path, request)
      })
    }
    expect(await local.store.balance()).toEqual({ saved: 3, received: 1, waiting: 1, held: 1 })
    expect(tries).toContain('waiting 1, held 1')
    const traffic = (await local.store.traffic())['2026-06']
    expect(traffic?.sent).toBe(sent.reduce((sum, size) => sum + size + 1_000, 0))
  })

  it('PK1 sends at most 500 rows a batch', async () => {
    const { local, sync, server } = await setUp()
    const changes = Array.from({ length: limits.mutationsPerBatch + 1 }, () => person(newId()))
    await local.store.save(changes)
    const sizes: number[] = []
    await sync(async (path, request) => {
      sizes.push((await numbersIn(request)).length)
      return server.fetch(path, request)
    })
    expect(sizes.filter((size) => size > 0)).toEqual([500, 1])
  })

  it('PK1 sends at most 256 KB a batch', async () => {
    const { local, sync, server } = await setUp()
    const long = 'x'.repeat(4_000)
    await local.store.save(Array.from({ length: 100 }, () => person(newId(), { address: long })))
    const sizes: number[] = []
    await sync(async (path, request) => {
      sizes.push((await numbersIn(request)).length)
      return server.fetch(path, request)
    })
    expect(sizes[0]).toBeGreaterThan(50)
    expect(sizes[0]).toBeLessThan(66)
    expect(await local.store.balance()).toMatchObject({ received: 100 })
  })

  it('HD1 shows a held row with its code and asks daily how it stands', async () => {
    let holds = true
    const { local, sync, save, phone } = await setUp({
      holdWhen: (mutation) => (holds && mutation.number === 2 ? 'outOfScope' : undefined),
    })
    await save(3)
    await sync()
    expect(await local.store.balance()).toEqual({ saved: 3, received: 2, waiting: 0, held: 1 })
    expect(await local.store.queue(10)).toMatchObject([
      { number: 2, state: 'held', code: 'outOfScope' },
      { state: 'received' },
      { state: 'received' },
    ])
    holds = false
    phone.clock.pass(day - 1)
    await sync()
    expect(await local.store.balance()).toMatchObject({ held: 1 })
    phone.clock.pass(1)
    await sync()
    expect(await local.store.balance()).toMatchObject({ held: 0, received: 3 })
  })

  it('RS1 CU3 sends again what a restored server no longer has (lesson 18)', async () => {
    const { local, sync, save, server } = await setUp()
    await save(2)
    await sync()
    const backup = server.snapshot()
    await save(2)
    await sync()
    expect(await local.store.balance()).toMatchObject({ received: 4 })
    server.restore(backup)
    await sync()
    expect(server.numbersOf(deviceIdOf(1))).toHaveLength(4)
    expect(server.states().size).toBe(4)
    expect(await local.store.balance()).toEqual({ saved: 4, received: 4, waiting: 0, held: 0 })
  })

  /** Everything passes but a batch with the first row in it. */
  const withoutFirst =
    (server: FakePuskesmas): Transport =>
    async (path, request) =>
      (await numbersIn(request)).includes(1) ? new Response('', { status: 413 }) : server.fetch(path, request)

  it('RS1 sends again what a restored server lacks above a row that still waits', async () => {
    const { local, sync, save, server } = await setUp()
    await save(3)
    await sync(withoutFirst(server))
    const backup = server.snapshot()
    await save(2)
    await sync(withoutFirst(server))
    expect(await local.store.balance()).toMatchObject({ received: 4, waiting: 1 })
    server.restore(backup)
    await sync(withoutFirst(server))
    expect(server.numbersOf(deviceIdOf(1))).toEqual([2, 3, 4, 5])
    expect(await local.store.balance()).toMatchObject({ received: 4, waiting: 1 })
  })

  it('RS2 asks daily for the rows of an earlier enrolment, and sends what a restored server lacks', async () => {
    const { phone, local, sync, save, server } = await setUp()
    const backup = server.snapshot()
    await save(2)
    await sync()
    server.register(deviceIdOf(7), await enrolDirectly(local, deviceIdOf(7)))
    await sync()
    server.restore(backup)
    phone.clock.pass(day - 1)
    await sync()
    expect(server.numbersOf(deviceIdOf(1))).toEqual([])
    phone.clock.pass(1)
    await sync()
    expect(server.numbersOf(deviceIdOf(1))).toEqual([1, 2])
    expect(await local.store.balance()).toEqual({ saved: 2, received: 2, waiting: 0, held: 0 })
  })

  it('CL3 a row that stepped aside does not wait until a clock that was put back comes there again', async () => {
    const { phone, local, sync, save, server } = await setUp()
    await save(2)
    await sync(withoutFirst(server))
    expect(await local.store.balance()).toMatchObject({ received: 1, waiting: 1 })
    phone.clock.pass(-400 * day)
    await sync()
    expect(await local.store.balance()).toMatchObject({ received: 2, waiting: 0 })
  })

  it('UP4 a low `have` of a server that tells no more puts nothing back while a row below still waits', async () => {
    const { local, sync, save, server } = await setUp()
    await save(4)
    const older: Transport = async (path, request) => {
      const response = await withoutFirst(server)(path, request)
      if (response.status !== 200) return response
      return Response.json({ ...((await response.json()) as object), beyond: undefined })
    }
    await sync(older)
    await sync(older)
    expect(await local.store.balance()).toMatchObject({ received: 3, waiting: 1 })
  })

  it('SE3 stops when an answer names nothing of what was sent', async () => {
    const { sync, save, server } = await setUp()
    await save(1)
    const outcome = await sync(async (path, request) => {
      const answer = (await (await server.fetch(path, request)).json()) as object
      return Response.json({ ...answer, receipts: [], changes: undefined, more: false })
    })
    expect(outcome).toMatchObject({ ok: false, failure: { code: 'noProgress' } })
  })

  it('SG3 without the page only pushes (lesson 24)', async () => {
    const { local, save, server } = await setUp()
    await save(1)
    const worker = {
      database: local.planner.database,
      queueSeal: local.planner.seals.queue,
      clock: local.clock,
      transport: server.fetch,
      appVersion: 'worker',
    }
    expect(await runSync(worker)).toEqual({ ok: true })
    expect(await local.store.balance()).toMatchObject({ received: 1 })
    expect((await readMeta(local.planner.database, 'contact'))?.cursor).toBeUndefined()
  })

  it('CL2 notes the clock offset from the answer', async () => {
    const { local, phone, sync } = await setUp({ now: () => 1_000_000 })
    phone.clock.set(1_600_000)
    await sync()
    expect(await local.store.contact()).toMatchObject({ clockOffset: 600_000, lastContactAt: 1_000_000 })
  })

  it('shows a revoked enrolment and keeps every row', async () => {
    const { local, sync, save, server } = await setUp()
    await save(1)
    server.revoke(deviceIdOf(1))
    await sync()
    expect(await local.store.contact()).toMatchObject({ device: 'revoked' })
    expect(await local.store.balance()).toEqual({ saved: 1, received: 0, waiting: 0, held: 1 })
  })

  it('ID4 still sends rows of an earlier enrolment under their own key', async () => {
    const { local, sync, save, server } = await setUp()
    await save(2)
    server.register(deviceIdOf(7), await enrolDirectly(local, deviceIdOf(7)))
    await save(1)
    expect(await local.store.balance()).toMatchObject({ saved: 3, waiting: 3 })
    await sync()
    expect(await local.store.balance()).toEqual({ saved: 3, received: 3, waiting: 0, held: 0 })
    expect(server.numbersOf(deviceIdOf(1))).toHaveLength(2)
    expect(server.numbersOf(deviceIdOf(7))).toEqual([1])
  })

  it('sends rows of an earlier enrolment although the server does not know the present one', async () => {
    const { local, sync, save, server } = await setUp()
    await save(2)
    await enrolDirectly(local, deviceIdOf(7))
    await save(1)
    const outcome = await sync()
    expect(outcome.ok).toBe(false)
    expect(await local.store.balance()).toEqual({ saved: 3, received: 2, waiting: 1, held: 0 })
    expect(server.numbersOf(deviceIdOf(1))).toHaveLength(2)
  })

  it('tells the newest receipt first, whichever enrolment it is of', async () => {
    const { phone, local, sync, save, server } = await setUp()
    await save(1)
    server.register(deviceIdOf(7), await enrolDirectly(local, deviceIdOf(7)))
    await sync()
    phone.clock.pass(day)
    server.register(deviceIdOf(3), await enrolDirectly(local, deviceIdOf(3)))
    await save(1)
    await sync()
    const [newest, oldest] = await local.store.queue(10)
    expect(newest?.deviceId).toBe(deviceIdOf(3))
    expect(newest?.receivedAt).toBeGreaterThan(oldest?.receivedAt ?? 0)
  })
})
