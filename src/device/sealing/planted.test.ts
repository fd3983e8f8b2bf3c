import { afterEach, describe, expect, it } from 'vitest'
import { newId } from '#device/platform/ids.ts'
import type { LocalStore } from '#device/store/create-store.ts'
import { readMeta, writeMeta } from '#device/store/database.ts'
import { readFirst } from '#device/store/first-reads.ts'
import { collect, collectAll } from '#device/store/outbox.ts'
import { isSealed, plainSeals, type Sealed } from '#device/store/seal.ts'
import { createIntake } from '#device/sync/intake.ts'
import { makeDataKey, sealablePuskesmasKeys, sealing } from '#tests/builders/sealed-phone.ts'
import { createPhone, deviceIdOf, enrolDirectly, testPosyanduId } from '#tests/fakes/device.ts'
import { dataSeal } from './data-seal.ts'
import { eraseReadable } from './erase-readable.ts'
import { sealInPlace } from './seal-in-place.ts'

const opened: LocalStore[] = []
afterEach(() => {
  for (const local of opened.splice(0)) local.close()
})

const month = '2026-05'
const personId = newId()
const deviceId = deviceIdOf(1)

/** A phone under a data key: two people, a visit, a draft, all of it sealed. */
async function sealedPhone() {
  const phone = createPhone()
  const key = await makeDataKey()
  const open = () => {
    const sealed = sealing(key)
    const local = phone.open({ seals: sealed.seals })
    opened.push(local)
    return { local, sealed }
  }
  const { local, sealed } = open()
  await enrolDirectly(local, deviceId)
  await writeMeta(local.planner.database, 'puskesmasKeys', await sealablePuskesmasKeys())
  await local.store.save([
    { kind: 'person', id: personId, set: { name: 'Siti', posyanduId: testPosyanduId } },
    {
      kind: 'visit',
      id: newId(),
      set: { personId, visitedOn: `${month}-04`, instrument: 'balita', weightKg: 9 },
    },
  ])
  await local.store.save([{ kind: 'person', id: newId(), set: { name: 'Rini', posyanduId: testPosyanduId } }])
  await local.store.saveDraft('person:new', { name: 'Ani' })
  const finish = () => sealInPlace(local, sealed.made().queueKeys)
  return { phone, key, local, finish, open }
}

/** Lays bodies open as who has the disk and not the key could: here with what stood in them. */
async function plant(
  { planner: { database, seals } }: LocalStore,
  store: string,
  most = Number.POSITIVE_INFINITY,
) {
  const table = database.dexie.table<{ readonly body?: Sealed<unknown> }>(store)
  const seal = store === 'outbox' ? seals.queue : seals.data
  const keys = (await table.toCollection().primaryKeys()).slice(0, most)
  for (const key of keys) {
    const row = await table.get(key)
    if (row?.body) await table.put({ ...row, body: await plainSeals.data.seal(await seal.open(row.body)) })
  }
  return keys
}

const reads = {
  records: (local) => local.store.person(personId),
  directory: (local) => local.store.directory(),
  tallies: (local) => local.store.tally(month, testPosyanduId),
  drafts: (local) => local.store.draft('person:new'),
  devices: (local) => createIntake(local).pullToken(deviceId),
} as const satisfies Record<string, (local: LocalStore) => Promise<unknown>>

describe.each(Object.entries(reads))('a body planted open in %s', (store, read) => {
  it('SL9 is refused once all was sealed, and the phone opened again', async () => {
    const { local, finish, open } = await sealedPhone()
    await finish()
    await plant(local, store)
    const { local: again } = open()
    await expect(read(again)).rejects.toMatchObject({ code: 'notSealed' })
  })

  it('SL3 is one from before as long as something may lie open, and is sealed then', async () => {
    const { local, finish } = await sealedPhone()
    const meant = await read(local)
    const keys = await plant(local, store)
    expect(keys.length).toBeGreaterThan(0)
    expect(await read(local)).toEqual(meant)
    await finish()
    const rows = await local.planner.database.dexie
      .table<{ readonly body?: Sealed<unknown> }>(store)
      .toArray()
    expect(rows.every(({ body }) => body && isSealed(body))).toBe(true)
    expect(await read(local)).toEqual(meant)
  })
})

it.each(['directory', 'devices'])(
  'SL9 the first reads of a sealed phone take no open body of %s',
  async (store) => {
    const { phone, key, local, finish } = await sealedPhone()
    const seal = (isAllSealed: boolean) => dataSeal(key, async () => isAllSealed)
    await plant(local, store)
    expect((await readFirst({ ...phone, seal }))?.directory).toHaveLength(2)
    await finish()
    await plant(local, store)
    await expect(readFirst({ ...phone, seal })).rejects.toMatchObject({ code: 'notSealed' })
  },
)

describe('a row planted open in the queue', () => {
  const everybody = async (local: LocalStore) => {
    const { database, seals } = local.planner
    const now = Date.now()
    return [
      (await collect(database, seals.queue, deviceId, 100, now)).mutations,
      (await collect(database, undefined, deviceId, 100, now)).sealed?.rows ?? [],
      (await collectAll(database, seals.queue, deviceId)).lots.flatMap(({ mutations }) => mutations),
    ].map((rows) => rows.map(({ number }) => number))
  }

  it('SL9 goes nowhere from a sealed phone, by no way; the others do, and none is gone', async () => {
    const { local, finish } = await sealedPhone()
    await finish()
    expect(await everybody(local)).toEqual([
      [1, 2, 3],
      [1, 2, 3],
      [1, 2, 3],
    ])
    await plant(local, 'outbox', 1)
    expect(await everybody(local)).toEqual([
      [2, 3],
      [2, 3],
      [2, 3],
    ])
    expect(await local.store.balance()).toEqual({ saved: 3, received: 0, waiting: 3, held: 0 })
    await local.store.save([
      { kind: 'person', id: newId(), set: { name: 'Wati', posyanduId: testPosyanduId } },
    ])
    expect(await everybody(local)).toEqual([
      [2, 3, 4],
      [2, 3, 4],
      [2, 3, 4],
    ])
  })

  it('SL9 goes nowhere either where nothing else waits', async () => {
    const { local, finish } = await sealedPhone()
    await finish()
    await plant(local, 'outbox')
    expect(await everybody(local)).toEqual([[], [], []])
  })

  it('SL3 goes out as long as rows of the phone’s own may lie open', async () => {
    const { local } = await sealedPhone()
    await plant(local, 'outbox')
    const [whole, , file] = await everybody(local)
    expect([whole, file]).toEqual([
      [1, 2, 3],
      [1, 2, 3],
    ])
    const { mutations } = await collect(local.planner.database, undefined, deviceId, 100, Date.now())
    expect(mutations).toHaveLength(3)
  })

  it('SL9 neither keeps a wipe from erasing nor gets a seal by it', async () => {
    const { phone, local, finish } = await sealedPhone()
    await finish()
    await plant(local, 'outbox', 1)
    await eraseReadable(phone)
    const { database } = local.planner
    expect(await database.records.count()).toBe(0)
    expect((await database.outbox.toArray()).map(({ body }) => isSealed(body))).toEqual([false, true, true])
    expect(await readMeta(database, 'sealed')).toBe(true)
  })
})
