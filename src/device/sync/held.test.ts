import { openRecord, sealRecords } from '#device/store/record-body.ts'
import { afterEach, describe, expect, it } from 'vitest'
import { newId } from '#device/platform/ids.ts'
import { StoreError } from '#device/store/store-error.ts'
import { shownFields } from '#protocol/merge.ts'
import type { SyncAnswer } from '#protocol/messages/sync.ts'
import { deviceIdOf, otherPosyanduId, testPosyanduId } from '#tests/fakes/device.ts'
import { closeAll, person, setUp } from '#tests/fakes/sync-setup.ts'
import type { Progress } from './engine.ts'
import type { Transport } from './send.ts'

const day = 24 * 60 * 60 * 1000
afterEach(closeAll)

/** The puskesmas's answer, with more said in it. */
const saying =
  (fetch: Transport, more: (answer: SyncAnswer) => Partial<SyncAnswer>): Transport =>
  async (path, request) => {
    const response = await fetch(path, request)
    const answer = (await response.json()) as SyncAnswer
    return Response.json({ ...answer, ...more(answer) })
  }

/** A phone with three people, the second of which is held. */
async function withHeld() {
  const setup = await setUp({ holdWhen: ({ number }) => (number === 2 ? 'outOfScope' : undefined) })
  const ids = await setup.save(3)
  await setup.sync()
  return { ...setup, ids }
}
const receipt = { from: 2, to: 2, outcome: 'duplicate' as const, code: 'PU-9', receivedAt: 7_000 }

describe('what is held', () => {
  it('HD12 is received once the puskesmas says so, though it was not sent again', async () => {
    const { local, server, sync } = await withHeld()
    const accepted = saying(server.fetch, ({ receipts }) => ({ receipts: [...receipts, receipt] }))
    await sync(accepted)
    expect(await local.store.balance()).toEqual({ saved: 3, received: 3, waiting: 0, held: 0 })
    const row = (await local.store.queue(10)).find(({ number }) => number === 2)
    expect(row).toMatchObject({ state: 'received', code: 'PU-9', receivedAt: 7_000 })
  })

  it('HD14 that was closed is said to be closed, and not to be at the puskesmas', async () => {
    const { local, server, sync, ids } = await withHeld()
    const closed = { ...receipt, resolution: 'closed', reason: 'alreadyRecorded' }
    await sync(saying(server.fetch, ({ receipts }) => ({ receipts: [...receipts, closed] })))
    const row = (await local.store.queue(10)).find(({ number }) => number === 2)
    expect(row).toMatchObject({ state: 'received', resolution: 'closed', reason: 'alreadyRecorded' })
    const view = await local.store.person(ids[1] ?? '')
    expect(view?.delivery).toEqual({ state: 'closed', reason: 'alreadyRecorded' })
  })

  it('HD12 is shown again where the puskesmas came back from before it was settled', async () => {
    const { local, server, sync } = await setUp()
    expect((await sync()).ok).toBe(true)
    await local.store.save([person(newId())])
    await sync()
    const held = [{ number: 1, code: 'outOfScope', receivedAt: 5_000 }]
    await sync(saying(server.fetch, () => ({ held })))
    expect(await local.store.balance()).toEqual({ saved: 1, received: 0, waiting: 0, held: 1 })
  })

  it('SE1 what waits is settled by the answer to its own sending, whatever else an answer names', async () => {
    const { local, server, sync } = await setUp()
    await sync()
    await local.store.save([person(newId())])
    const other = [{ number: 2, code: 'outOfScope', receivedAt: 5_000 }]
    const meanwhile: Transport = async (path, request) => {
      await local.store.save([person(newId())])
      return saying(server.fetch, ({ receipts }) => ({ held: other, receipts: [...receipts, receipt] }))(
        path,
        request,
      )
    }
    let first = true
    await sync((path, request) => {
      if (!first) return Promise.reject(new Error('cut'))
      first = false
      return meanwhile(path, request)
    })
    expect(await local.store.balance()).toEqual({ saved: 2, received: 1, waiting: 1, held: 0 })
  })

  it('HD8 is asked about at once when a person wishes so', async () => {
    let holds = true
    const { local, sync, save } = await setUp({ holdWhen: () => (holds ? 'outOfScope' : undefined) })
    await save(1)
    await sync()
    holds = false
    await sync()
    expect(await local.store.balance()).toMatchObject({ held: 1 })
    await local.store.sendAgain({ deviceId: deviceIdOf(1), number: 1 })
    await sync()
    expect(await local.store.balance()).toMatchObject({ held: 0, received: 1 })
  })
})

describe('mending', () => {
  it('HD15 brings all that was held, with what was put right', async () => {
    const { local, server, sync } = await setUp({
      holdWhen: ({ set }) => (set.posyanduId === otherPosyanduId ? 'outOfScope' : undefined),
    })
    const id = newId()
    await local.store.save([person(id, { posyanduId: otherPosyanduId, rt: '04', motherName: 'Ani' })])
    await sync()
    expect(server.states().has(id)).toBe(false)
    await local.store.save([{ kind: 'person', id, set: { posyanduId: testPosyanduId }, mends: 1 }])
    await sync()
    const there = server.states().get(id)
    expect(there && shownFields(there)).toEqual({
      name: `Anak ${id}`,
      posyanduId: testPosyanduId,
      rt: '04',
      motherName: 'Ani',
    })
  })

  it('HD15 replaces what the held one replaced, and leaves alone what was written since', async () => {
    let hold = false
    const { local, server, sync } = await setUp({
      holdWhen: ({ number }) => (hold && number === 2 ? 'outOfScope' : undefined),
    })
    const id = newId()
    await local.store.save([person(id, { rt: '01', phone: '1' })])
    await sync()
    hold = true
    await local.store.save([{ kind: 'person', id, set: { rt: '02', phone: '2', address: 'A' } }])
    await local.store.save([{ kind: 'person', id, set: { phone: '3' } }])
    await sync()
    await local.store.save([{ kind: 'person', id, set: { address: 'B' }, mends: 2 }])
    await sync()
    const fields = server.states().get(id)?.fields
    expect(fields?.rt?.heads.map(({ value }) => value)).toEqual(['02'])
    expect(fields?.address?.heads.map(({ value }) => value)).toEqual(['B'])
    // Number 3 never saw number 1 of this field at the puskesmas; the phone shows the later one either way.
    expect(fields?.phone?.heads[0]?.value).toBe('3')
  })

  it('HD15 is no mend where the held one was accepted meanwhile', async () => {
    const { local, server, sync, ids } = await withHeld()
    await sync(saying(server.fetch, ({ receipts }) => ({ receipts: [...receipts, receipt] })))
    await local.store.save([{ kind: 'person', id: ids[1] ?? '', set: { rt: '09' }, mends: 2 }])
    const [row] = await local.planner.database.outbox.where({ deviceId: deviceIdOf(1), number: 4 }).toArray()
    const mutation = row && (await local.planner.seals.queue.open(row.body))
    expect(mutation).toMatchObject({ set: { rt: '09' } })
    expect(mutation?.mends).toBeUndefined()
  })

  it('HD15 asks to shorten what no puskesmas could read, before anything is written', async () => {
    const { local, ids } = await withHeld()
    const { database, seals } = local.planner
    const key: [string, number] = [deviceIdOf(1), 2]
    const row = await database.outbox.get(key)
    if (!row) throw new Error('no row')
    const mutation = await seals.queue.open(row.body)
    const address = 'x'.repeat(5_000)
    const body = await seals.queue
      .sealFor(deviceIdOf(1))
      .seal({ ...mutation, set: { ...mutation.set, address } })
    await database.outbox.update(key, { body })
    // An edition without this bound saved it: it stands in the record too.
    const record = await database.records.get(ids[1] ?? '')
    const opened = record && (await openRecord(seals, record))
    const stamp = opened?.state.fields.name?.heads[0]?.stamp ?? ''
    const fields = { ...opened?.state.fields, address: { heads: [{ stamp, value: address }], replaced: [] } }
    const state = { kind: 'person', id: ids[1] ?? '', fields }
    const [packed] = await sealRecords(seals, [{ ...opened, state }])
    if (packed) await database.records.update(ids[1] ?? '', { body: packed })
    local.planner.shelf.forget()
    const mend = (set: Record<string, string>) =>
      local.store.save([{ kind: 'person', id: ids[1] ?? '', set, mends: 2 }])
    const refused = await mend({ rt: '05' }).catch((error: unknown) => error)
    expect(refused).toBeInstanceOf(StoreError)
    expect(refused).toMatchObject({ code: 'fieldTooLong', field: 'address' })
    expect(await local.store.balance()).toMatchObject({ saved: 3 })
    await mend({ address: 'Jl. Melati 3' })
    expect(await local.store.balance()).toMatchObject({ saved: 4 })
  })
})

describe('stuck, false or confusing sync', () => {
  it('a sending that timed out leaves everything waiting, and is told as a failure (lesson 19)', async () => {
    const { local, sync, save } = await setUp()
    await save(3)
    const timedOut: Transport = () => Promise.reject(new DOMException('too late', 'TimeoutError'))
    expect(await sync(timedOut)).toMatchObject({ ok: false, failure: { kind: 'network' } })
    expect(await local.store.balance()).toEqual({ saved: 3, received: 0, waiting: 3, held: 0 })
  })

  it('an answer that names only some leaves the others waiting (lesson 19)', async () => {
    const { local, server, sync, save } = await setUp()
    await save(3)
    const partly = saying(server.fetch, ({ receipts }) => ({ receipts: receipts.slice(0, 1) }))
    let asked = 0
    const once: Transport = (path, request) => {
      asked += 1
      return asked === 1 ? partly(path, request) : Promise.reject(new Error('cut'))
    }
    expect((await sync(once)).ok).toBe(false)
    expect(await local.store.balance()).toEqual({ saved: 3, received: 1, waiting: 2, held: 0 })
  })

  it('progress never goes beyond all there is, and a failure is never told as done (lesson 20)', async () => {
    const { sync, save, server } = await setUp()
    await save(7)
    const told: Progress[] = []
    const onProgress = (progress: Progress) => told.push(progress)
    expect((await sync(undefined, { onProgress })).ok).toBe(true)
    expect(told.length).toBeGreaterThan(0)
    for (const { done, total } of told) {
      expect(done).toBeGreaterThan(0)
      expect(done).toBeLessThanOrEqual(total)
    }
    await save(1)
    const portal: Transport = async () => new Response('<html>Selamat datang</html>', { status: 200 })
    expect(await sync(portal, { onProgress })).toMatchObject({ ok: false, failure: { kind: 'notTeratai' } })
    expect(server.numbersOf(deviceIdOf(1))).toHaveLength(7)
  })

  it('a batch that the way finds too large is halved until it passes, and all arrives (lesson 21)', async () => {
    const { local, server, sync, save } = await setUp()
    await save(30)
    const narrow: Transport = async (path, request) => {
      const { byteLength } = new Uint8Array(await new Response(request.body).arrayBuffer())
      return byteLength > 2_000 ? new Response('', { status: 413 }) : server.fetch(path, request)
    }
    await sync(narrow)
    expect(await local.store.balance()).toEqual({ saved: 30, received: 30, waiting: 0, held: 0 })
  })

  it('one that is held keeps no other back, and is not dropped (lesson 23)', async () => {
    const { local, sync, save } = await withHeld()
    await save(2)
    await sync()
    expect(await local.store.balance()).toEqual({ saved: 5, received: 4, waiting: 0, held: 1 })
  })

  it('a refusal of the whole device drops nothing (lesson 23)', async () => {
    for (const status of [401, 403, 422]) {
      const { local, sync, save } = await setUp()
      await save(2)
      await sync(async () => Response.json({ error: { code: 'forbidden' } }, { status }))
      expect(await local.store.balance()).toEqual({ saved: 2, received: 0, waiting: 2, held: 0 })
    }
  })

  it('a reason that only a newer puskesmas has is kept and shown, and the rest goes on (lesson 28)', async () => {
    const { local, server, sync, save } = await setUp()
    await save(2)
    const held = [{ number: 1, code: 'optionRenamed', field: 'feeding', receivedAt: 5_000 }]
    await sync(
      saying(server.fetch, ({ receipts }) => ({
        held,
        receipts: receipts.map((one) => ({ ...one, from: 2, to: 2 })),
      })),
    )
    expect(await local.store.queue(1)).toMatchObject([
      { state: 'held', code: 'optionRenamed', field: 'feeding' },
    ])
    expect(await local.store.balance()).toMatchObject({ received: 1, held: 1 })
  })

  it('what was closed at the puskesmas leaves nothing behind that would still ask to be sent (lesson 29)', async () => {
    const { local, server, sync, phone } = await withHeld()
    const closed = { ...receipt, resolution: 'closed', reason: 'mistaken' }
    await sync(saying(server.fetch, ({ receipts }) => ({ receipts: [...receipts, closed] })))
    const { waiting, held } = await local.store.balance()
    expect(waiting + held).toBe(0)
    phone.clock.pass(2 * day)
    const sent: number[] = []
    await sync(async (path, request) => {
      sent.push(1)
      return server.fetch(path, request)
    })
    // Only the question for what is new.
    expect(sent).toHaveLength(1)
    expect(await local.store.balance()).toMatchObject({ held: 0, received: 3 })
  })
})
