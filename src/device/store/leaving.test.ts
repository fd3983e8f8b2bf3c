import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Change } from './store.ts'
import type { LocalStore } from './create-store.ts'
import type { Changes } from '#protocol/messages/sync.ts'
import { newId } from '#device/platform/ids.ts'
import { createIntake } from '#device/sync/intake.ts'
import {
  createPhone,
  deviceIdOf,
  enrolDirectly,
  otherPosyanduId,
  type Phone,
  testPosyanduId,
} from '#tests/fakes/device.ts'
import { readMeta, writeMeta } from './database.ts'
import { applyPage } from './intake.ts'
import { leaveOthers } from './leaving.ts'

const own = deviceIdOf(1)
const both = [
  { id: testPosyanduId, name: 'Satu' },
  { id: otherPosyanduId, name: 'Dua' },
]
const [one, other] = both as [(typeof both)[0], (typeof both)[0]]

let phone: Phone
let local: LocalStore
beforeEach(async () => {
  phone = createPhone()
  local = phone.open()
  await enrolDirectly(local, own)
})
afterEach(() => local.close())

/** As another phone wrote it, in the stream of a posyandu. */
const told = (kind: string, id: string, posyanduId: string, set: Record<string, string>) => ({
  kind,
  id,
  posyanduId,
  fields: Object.fromEntries(
    Object.entries(set).map(([name, value]) => [
      name,
      { heads: [{ stamp: `1.1000.${deviceIdOf(2)}`, value }], replaced: [] },
    ]),
  ),
})
const person = (id: string, posyanduId = testPosyanduId) =>
  told('person', id, posyanduId, { name: 'Siti', posyanduId })
const visit = (id: string, personId: string, posyanduId = testPosyanduId) =>
  told('visit', id, posyanduId, { personId, visitedOn: '2026-06-03', instrument: 'balita' })

let pages = 0
const pull = async (changes: Partial<Changes>, { more = false } = {}) => {
  pages += 1
  const page = {
    changes: { records: [], left: [], remaining: 0, ...changes },
    cursor: `cursor ${pages}`,
    more,
  }
  await createIntake(local).apply(page, deviceIdOf(1))
}
const finish = () => createIntake(local).finish(own, 1_000)
const receive = async () => {
  const { outbox } = local.planner.database
  for (const row of await outbox.toArray())
    await outbox.put({ ...row, state: 'received', receivedAt: 1_000, code: 'RM-22222' })
}
const idsHere = async () => new Set(await local.planner.database.records.toCollection().primaryKeys())
const names = async () => (await local.store.directory()).map(({ name }) => name)
const weigh = (personId: string, id = newId()): Change => ({
  kind: 'visit',
  id,
  set: { personId, visitedOn: '2026-06-03', instrument: 'balita', weightKg: 8 },
})

describe('a posyandu that this phone loses', () => {
  const [siti, rini, day, home] = [1, 2, 3, 4].map((n) => deviceIdOf(100 + n)) as [
    string,
    string,
    string,
    string,
  ]
  const [ofSiti, ofRini] = [deviceIdOf(201), deviceIdOf(202)]
  beforeEach(async () => {
    await pull({
      posyandu: both,
      records: [
        told('household', home, testPosyanduId, { posyanduId: testPosyanduId, address: 'Gang Melati' }),
        person(siti),
        person(rini, otherPosyanduId),
        visit(ofSiti, siti),
        visit(ofRini, rini, otherPosyanduId),
        told('posyanduDay', day, testPosyanduId, { posyanduId: testPosyanduId, heldOn: '2026-06-03' }),
      ],
    })
    await finish()
  })

  it('MV6 takes its received records from view with the page that tells of it, and no others', async () => {
    expect(await local.store.tally('2026-06', testPosyanduId)).not.toEqual({})
    await pull({ posyandu: [other] })
    expect(await idsHere()).toEqual(new Set([rini, ofRini]))
    expect(await names()).toEqual(['Siti'])
    expect((await local.store.enrolment())?.posyandu).toEqual([other])
    expect(await local.store.tally('2026-06', testPosyanduId)).toEqual({})
    expect(await local.store.tally('2026-06', otherPosyanduId)).not.toEqual({})
    expect(await local.store.posyanduDays()).toEqual([])
  })

  it('MV6 OB4 keeps what has no receipt, with its person, and lets go of both when it has', async () => {
    const [early, late, newcomer] = [newId(), newId(), newId()]
    await local.store.save([
      weigh(siti, early),
      { kind: 'person', id: newcomer, set: { name: 'Bayi', posyanduId: testPosyanduId } },
    ])
    await pull({ posyandu: [other] })
    expect(await idsHere()).toEqual(new Set([rini, ofRini, siti, early, newcomer]))
    expect(await local.store.balance()).toEqual({ saved: 2, received: 0, waiting: 2, held: 0 })
    // Whoever is still here can still be written of.
    await local.store.save([weigh(siti, late)])
    await finish()
    expect(await idsHere()).toContain(siti)
    await receive()
    await finish()
    expect(await idsHere()).toEqual(new Set([rini, ofRini]))
    expect(await local.store.balance()).toEqual({ saved: 3, received: 3, waiting: 0, held: 0 })
    expect((await local.store.queue(9)).map(({ state }) => state)).toEqual(Array(3).fill('received'))
  })

  it('MV6 own records that were never handed back go as well, and those of the other posyandu stay', async () => {
    const [mine, theirs] = [newId(), newId()]
    const [ofMine, ofTheirs] = [newId(), newId()]
    await local.store.save([
      { kind: 'person', id: mine, set: { name: 'A', posyanduId: testPosyanduId } },
      { kind: 'person', id: theirs, set: { name: 'B', posyanduId: otherPosyanduId } },
      weigh(mine, ofMine),
      weigh(theirs, ofTheirs),
    ])
    await receive()
    await pull({ posyandu: [other] })
    expect(await idsHere()).toEqual(new Set([rini, ofRini, theirs, ofTheirs]))
  })

  it('MV6 goes on where the app ended, also on a phone whose edition did not know of it', async () => {
    const { database } = local.planner
    await applyPage(local, {
      changes: { records: [], left: [], remaining: 0, posyandu: [other] },
      cursor: 'x',
      more: false,
    })
    expect(await idsHere()).toContain(siti)
    local.close()
    local = phone.open()
    expect((await local.store.enrolment())?.posyandu).toEqual([other])
    await finish()
    expect(await idsHere()).toEqual(new Set([rini, ofRini]))
    expect(await readMeta(local.planner.database, 'scope')).toEqual({
      posyandu: [otherPosyanduId],
      cleared: true,
    })
    expect(database).not.toBe(local.planner.database)
    await local.planner.database.meta.delete('scope')
    await leaveOthers(local)
    expect(await readMeta(local.planner.database, 'scope')).toMatchObject({ cleared: true })
  })

  it('MV6 MV2 shows it again when it comes back, and takes nothing of it while it is lost', async () => {
    await local.store.save([weigh(siti)])
    await pull({ posyandu: [other] })
    // A page that was written before, in a surat balasan that was long on its way.
    await pull({ records: [person(deviceIdOf(300)), visit(ofSiti, siti)] })
    expect(await idsHere()).not.toContain(deviceIdOf(300))
    expect(await idsHere()).not.toContain(ofSiti)
    await pull({ posyandu: both, records: [person(siti), visit(ofSiti, siti)] })
    await receive()
    await finish()
    expect(await idsHere()).toContain(siti)
    expect(await idsHere()).toContain(ofSiti)
  })

  it('MV2 a posyandu that comes is a first load of its own, and nobody is told before its end that all is here', async () => {
    const contact = () => local.store.contact()
    await pull({ posyandu: [one] })
    expect(await contact()).toMatchObject({ firstLoadDone: true })
    await pull({ posyandu: both, records: [person(newId(), other.id)], remaining: 3 }, { more: true })
    expect(await contact()).toMatchObject({ firstLoadDone: false, load: { done: 1, all: 4 } })
    await pull({ records: [person(newId(), other.id)], remaining: 2 }, { more: true })
    expect(await contact()).toMatchObject({ firstLoadDone: false, load: { done: 2, all: 4 } })
    await pull({ records: [person(newId(), other.id), person(newId(), other.id)] })
    expect(await contact()).toMatchObject({ firstLoadDone: true })
    await pull({ posyandu: [one], remaining: 1 }, { more: true })
    expect(await contact()).toMatchObject({ firstLoadDone: true })
  })

  it('MV6 MV2 what waited while it was lost stays when it is there again, unless it has left meanwhile', async () => {
    const [mine, ofMine, ofSitis] = [newId(), newId(), newId()]
    await local.store.save([
      { kind: 'person', id: mine, set: { name: 'Bayi', posyanduId: testPosyanduId } },
      weigh(mine, ofMine),
      weigh(siti, ofSitis),
    ])
    await pull({ posyandu: [other] })
    await pull({ posyandu: both, left: [{ id: siti, posyanduId: testPosyanduId }] })
    await receive()
    await finish()
    const here = await idsHere()
    expect([mine, ofMine].every((id) => here.has(id))).toBe(true)
    expect([siti, ofSiti, ofSitis].some((id) => here.has(id))).toBe(false)
  })

  it('MV6 what a form writes for it that was opened before goes when it is received', async () => {
    await pull({ posyandu: [other] })
    const [late, ofLate] = [newId(), newId()]
    await local.store.save([
      { kind: 'person', id: late, set: { name: 'Bayi', posyanduId: testPosyanduId } },
      weigh(late, ofLate),
    ])
    await finish()
    expect(await idsHere()).toContain(late)
    await receive()
    await finish()
    expect(await idsHere()).toEqual(new Set([rini, ofRini]))
  })

  it('MV6 scope and names are written with the page and its cursor, or not at all', async () => {
    const before = await local.store.enrolment()
    // A record that no server sends: writing it fails.
    await expect(
      pull({ posyandu: [other], records: [{ ...person(rini, otherPosyanduId), fields: null as never }] }),
    ).rejects.toThrow()
    expect(await local.store.enrolment()).toEqual(before)
    expect((await readMeta(local.planner.database, 'contact'))?.cursor).not.toBe(`cursor ${pages}`)
    expect(await readMeta(local.planner.database, 'scope')).toMatchObject({
      posyandu: both.map(({ id }) => id),
    })
  })
})

it('MV1 a visit that was written of somebody who had left goes with them', async () => {
  const [siti, first, second] = [newId(), newId(), newId()]
  await pull({ posyandu: [one], records: [person(siti)] })
  await local.store.save([weigh(siti, first)])
  await pull({ left: [{ id: siti, posyanduId: testPosyanduId }] })
  await local.store.save([weigh(siti, second)])
  await receive()
  await finish()
  expect(await idsHere()).toEqual(new Set())
  expect(await local.store.tally('2026-06')).toEqual({})
})

it('MV1 a visit goes by the place that the puskesmas told of its person, whatever this phone claims', async () => {
  const [siti, weighed] = [newId(), newId()]
  await pull({ posyandu: both, records: [person(siti)] })
  await local.store.save([{ kind: 'person', id: siti, set: { posyanduId: otherPosyanduId } }])
  await local.planner.database.outbox.update([own, 1], { state: 'held', code: 'outOfScope' })
  await local.store.save([weigh(siti, weighed)])
  await local.planner.database.outbox.update([own, 2], { state: 'received', receivedAt: 1, code: 'RM-22222' })
  await pull({ left: [{ id: weighed, posyanduId: testPosyanduId }] })
  expect(await idsHere()).toEqual(new Set([siti]))
})

it('MV1 RS6: who is marked to go is still so after the receipts of their cleared rows were noted', async () => {
  const sari = newId()
  await local.store.save([{ kind: 'person', id: sari, set: { name: 'Sari', posyanduId: testPosyanduId } }])
  await receive()
  await pull({ records: [person(sari)] })
  // A visit that was saved waits, and keeps the person here, and in memory.
  await local.store.save([weigh(sari)])
  await pull({ left: [{ id: sari, posyanduId: testPosyanduId }] })
  // 61 days later the first row is cleared away, and its receipt noted with the person.
  await createIntake(local).finish(own, 61 * 24 * 60 * 60 * 1000)
  expect(await local.planner.database.outbox.toArray()).toMatchObject([{ number: 2, state: 'waiting' }])
  expect(await local.planner.database.records.get(sari)).toMatchObject({ left: 1 })
  await receive()
  await finish()
  expect(await idsHere()).toEqual(new Set())
})

it('MV6: who was written for a posyandu of others, and then for one of this phone, stays', async () => {
  await pull({ posyandu: [one] })
  const sari = newId()
  const place = (posyanduId: string): Change => ({
    kind: 'person',
    id: sari,
    set: { name: 'Sari', posyanduId },
  })
  await local.store.save([place(otherPosyanduId)])
  expect(await local.planner.database.records.get(sari)).toMatchObject({ left: 1 })
  await local.store.save([place(testPosyanduId)])
  await receive()
  await finish()
  expect(await idsHere()).toEqual(new Set([sari]))
})

describe('somebody whom this phone made, and claims for its other posyandu after they had moved elsewhere', () => {
  const [siti, ofSiti] = [deviceIdOf(101), deviceIdOf(201)]
  const claim = { kind: 'person', id: siti, set: { posyanduId: otherPosyanduId } } as const
  const left = [{ id: siti, posyanduId: testPosyanduId }]
  beforeEach(async () => {
    await pull({ posyandu: both })
    await local.store.save([
      { kind: 'person', id: siti, set: { name: 'Siti', posyanduId: testPosyanduId } },
      weigh(siti, ofSiti),
    ])
    await receive()
    await finish()
  })

  it('MV1 MV5 stays while the claim is held, and goes when a nakes closes it', async () => {
    await local.store.save([claim])
    await pull({ left })
    await finish()
    expect(await names()).toEqual(['Siti'])
    await receive()
    await finish()
    expect(await idsHere()).toEqual(new Set())
    expect(await local.store.balance()).toMatchObject({ saved: 3, received: 3 })
  })

  it('MV1 MV5 stays where the claim is taken, as the puskesmas says with the next page', async () => {
    await local.store.save([claim])
    await pull({ left })
    await receive()
    await pull({ records: [person(siti, otherPosyanduId), visit(ofSiti, siti, otherPosyanduId)] })
    await finish()
    expect(await idsHere()).toEqual(new Set([siti, ofSiti]))
  })

  it('MV1 SE4 stays also while the receipt of that is only noted, not yet written into its row', async () => {
    await local.store.save([claim])
    const { database } = local.planner
    const { number } = (await database.outbox.toCollection().last()) ?? { number: 0 }
    const note = { from: 1, to: number, code: 'RM-22222', receivedAt: 1_000, toldAt: 1_000 }
    await database.run(() => writeMeta(database, 'receipts', { [own]: [note] }))
    await pull({ left })
    await finish()
    expect(await idsHere()).toEqual(new Set([siti, ofSiti]))
  })

  it('MV1 stays where this phone itself moved them and the puskesmas took it', async () => {
    await local.store.save([claim])
    await receive()
    await pull({ left })
    await finish()
    expect(await idsHere()).toEqual(new Set([siti, ofSiti]))
  })

  it('MV1 SE4 stays likewise where the receipt of that move is noted by range only', async () => {
    await local.store.save([claim])
    const { database } = local.planner
    const last = (await database.outbox.toArray()).at(-1)?.number ?? 0
    const range = { from: last, to: last, code: 'RM-22222', receivedAt: 1_000, toldAt: 1_000 }
    await writeMeta(database, 'receipts', { [own]: [range] })
    await pull({ left })
    await finish()
    expect(await idsHere()).toEqual(new Set([siti, ofSiti]))
  })
})
