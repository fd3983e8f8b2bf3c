import { afterEach, describe, expect, it, vi } from 'vitest'
import { shownFields } from '#protocol/merge.ts'
import { deviceIdOf, enrolDirectly, type Phone, createPhone, testPosyanduId } from '#tests/fakes/device.ts'
import { settledBy } from '#protocol/records/amendments.ts'
import { newId } from '#device/platform/ids.ts'
import type { LocalStore, StoreOptions } from './create-store.ts'
import type { Change } from './store.ts'

const opened: LocalStore[] = []
const open = (phone: Phone, options?: StoreOptions) => {
  const local = phone.open(options)
  opened.push(local)
  return local
}
afterEach(() => {
  for (const local of opened.splice(0)) local.close()
})

async function enrolledPhone() {
  const phone = createPhone()
  const local = open(phone)
  await enrolDirectly(local, deviceIdOf(1))
  return { phone, local }
}

const person = (id: string, name: string): Change => ({
  kind: 'person',
  id,
  set: { name, posyanduId: testPosyanduId, sex: 'female', birthDate: '2024-05-01' },
})
const visit = (id: string, personId: string, visitedOn: string, more: Change['set'] = {}): Change => ({
  kind: 'visit',
  id,
  set: { personId, visitedOn, place: 'posyandu', instrument: 'balita', weightKg: 9.2, ...more },
})

const day = (heldOn: string): Change => ({
  kind: 'posyanduDay',
  id: newId(),
  set: { heldOn, posyanduId: testPosyanduId },
})

/** Every row of every store, in the order of the stores. */
const allRows = async ({ planner }: LocalStore) =>
  (
    await Promise.all(
      planner.database.dexie.tables.map(async (table) =>
        (await table.toArray()).map((row) => `${table.name} ${JSON.stringify(row)}`),
      ),
    )
  ).flat()

const numbersOf = async (local: LocalStore) =>
  (await local.planner.database.outbox.toArray()).map((row) => row.number)

describe('save', () => {
  it('OB1 is one transaction for all of it, that ends with the disk and not before (lesson 10)', async () => {
    const { local } = await enrolledPhone()
    const database = local.planner.database.dexie.backendDB()
    const began = vi.spyOn(database, 'transaction')
    await local.store.save([person(newId(), 'Melati')])
    const writes = began.mock.calls.filter(([, mode]) => mode === 'readwrite')
    expect(writes).toHaveLength(1)
    const [stores, , options] = writes[0] ?? []
    expect(stores).toEqual(expect.arrayContaining(['records', 'outbox', 'directory', 'meta']))
    expect(options).toEqual({ durability: 'strict' })
  })

  it('OB1 writes record, outbox row, list, tally and the end of the draft together', async () => {
    const { local } = await enrolledPhone()
    const [a, v] = [newId(), newId()]
    await local.store.saveDraft('visit', { weightKg: 9 })
    await local.store.save([person(a, 'Melati'), visit(v, a, '2026-06-03')], { clearDraft: 'visit' })
    expect(shownFields((await local.store.record(a)) ?? fail())).toMatchObject({ name: 'Melati' })
    expect(await local.store.directory()).toMatchObject([
      { id: a, name: 'Melati', lastVisit: { day: '2026-06-03', card: 'balita', level: 'normal' } },
    ])
    expect(await local.store.tally('2026-06')).toEqual({ balita: { normal: 1 } })
    expect(await local.store.tally('2026-06', testPosyanduId)).toEqual({ balita: { normal: 1 } })
    expect(await local.store.balance()).toEqual({ saved: 2, received: 0, waiting: 2, held: 0 })
    expect(await local.store.draft('visit')).toBeUndefined()
    const view = (await local.store.person(a)) ?? fail()
    expect(view.visits).toMatchObject([{ visitId: v, delivery: { state: 'waiting' } }])
  })

  it('OB3 gives numbers without gaps to concurrent saves of two tabs (trial 11)', async () => {
    const { phone, local } = await enrolledPhone()
    const second = open(phone)
    const saves = Array.from({ length: 20 }, (_, i) =>
      (i % 2 === 0 ? local : second).store.save([person(newId(), `Anak ${i}`)]),
    )
    await Promise.all(saves)
    expect(await numbersOf(local)).toEqual(Array.from({ length: 20 }, (_, i) => i + 1))
    expect(await local.store.directory()).toHaveLength(20)
    expect(await second.store.directory()).toEqual(await local.store.directory())
  })

  it('OB3 holds even where two tabs do not share a lock', async () => {
    const { phone, local } = await enrolledPhone()
    const { createLocalLocks } = await import('#device/platform/locks.ts')
    const second = open(phone, { locks: createLocalLocks() })
    await Promise.all(
      Array.from({ length: 10 }, (_, i) =>
        (i % 2 === 0 ? local : second).store.save([person(newId(), `A${i}`)]),
      ),
    )
    expect(await numbersOf(local)).toEqual(Array.from({ length: 10 }, (_, i) => i + 1))
    expect(await local.store.directory()).toHaveLength(10)
  })

  it('OB2 writes only what differs, and a second tap writes nothing (lesson 54)', async () => {
    const { local } = await enrolledPhone()
    const a = newId()
    await local.store.save([person(a, 'Melati')])
    await local.store.save([person(a, 'Melati')])
    await local.store.save([person(a, 'Melati Putri')])
    const rows = await local.planner.database.outbox.toArray()
    expect(rows).toHaveLength(2)
    const body = await local.planner.seals.queue.open(rows[1]?.body ?? fail())
    expect(body.set).toEqual({ name: 'Melati Putri' })
    expect(body.seen?.name).toHaveLength(1)
  })

  it('OB2 writes what shows here but no longer in the other tab', async () => {
    const { phone, local } = await enrolledPhone()
    const second = open(phone)
    const a = newId()
    await local.store.save([person(a, 'Melati')])
    await second.store.save([person(a, 'Mawar')])
    await local.store.save([person(a, 'Melati')])
    expect(await second.store.directory()).toMatchObject([{ id: a, name: 'Melati' }])
    expect(await numbersOf(local)).toEqual([1, 2, 3])
  })

  it('lists at once whoever was saved, renamed and taken off since the list was last read', async () => {
    const { local } = await enrolledPhone()
    const ids = Array.from({ length: 6 }, () => newId())
    await local.store.save(ids.map((id, i) => person(id, `Anak ${i}`)))
    await local.store.directory()
    const [first = '', second = ''] = ids
    const late = newId()
    await local.store.save([person(first, 'Zahra')])
    await local.store.save([person(late, 'Bunga')])
    await local.store.save([person(first, 'Cempaka'), person(second, 'Zahra')])
    await local.store.save([person(late, 'Dahlia')])
    const names = ['Anak 2', 'Anak 3', 'Anak 4', 'Anak 5', 'Cempaka', 'Dahlia', 'Zahra']
    expect((await local.store.directory()).map(({ name }) => name)).toEqual(names)
  })

  it('CL1 ST4 corrects the time by the offset to the server (lesson 51)', async () => {
    const { phone, local } = await enrolledPhone()
    const { writeMeta } = await import('./database.ts')
    await writeMeta(local.planner.database, 'contact', {
      firstLoadDone: true,
      device: 'active',
      clockOffset: 3_600_000,
    })
    await local.store.save([person(newId(), 'Melati')])
    const [row] = await local.planner.database.outbox.toArray()
    const mutation = await local.planner.seals.queue.open(row?.body ?? fail())
    expect(mutation.time).toBe(phone.clock.now() - 3_600_000)
  })

  it('refuses a field that could not travel, and writes nothing', async () => {
    const { local } = await enrolledPhone()
    const save = (set: Change['set']) => local.store.save([{ kind: 'person', id: newId(), set }])
    await save({ name: 'x'.repeat(4094) })
    await expect(save({ name: 'x'.repeat(4095) })).rejects.toMatchObject({
      code: 'fieldTooLong',
      field: 'name',
    })
    await expect(save({ weightKg: Number.NaN })).rejects.toMatchObject({
      code: 'notStorable',
      field: 'weightKg',
    })
    expect(await numbersOf(local)).toEqual([1])
  })

  it('touches as few rows of a person among two hundred as of a person alone (lesson 35)', async () => {
    const touched = async (others: number) => {
      const { phone, local } = await enrolledPhone()
      const a = newId()
      await local.store.save([person(a, 'Melati')])
      if (others > 0)
        await local.store.save(Array.from({ length: others }, (_, i) => person(newId(), `Warga ${i}`)))
      local.close()
      const opened = open(phone)
      await opened.store.directory()
      await opened.store.person(a)
      const before = await allRows(opened)
      await opened.store.save([visit(newId(), a, '2026-06-03')])
      const after = await allRows(opened)
      return after.filter((row) => !before.includes(row)).length
    }
    expect(await touched(200)).toBe(await touched(0))
  })

  it('refuses before enrolment', async () => {
    const local = open(createPhone())
    await expect(local.store.save([person(newId(), 'A')])).rejects.toMatchObject({ code: 'notEnrolled' })
  })

  it('judges later visits anew when an earlier one is corrected (lesson 39)', async () => {
    const { local } = await enrolledPhone()
    const [a, may, june] = [newId(), newId(), newId()]
    await local.store.save([person(a, 'Melati'), visit(may, a, '2026-05-03'), visit(june, a, '2026-06-03')])
    expect(await local.store.tally('2026-06')).toEqual({ balita: { normal: 1 } })
    await local.store.save([{ kind: 'visit', id: may, set: { weightKg: 10 } }])
    expect(await local.store.tally('2026-06')).toEqual({ balita: { counsel: 1 } })
    expect(await local.store.directory()).toMatchObject([{ lastVisit: { level: 'counsel' } }])
  })

  it('takes a voided person off the list and out of the tally', async () => {
    const { local } = await enrolledPhone()
    const [a, v] = [newId(), newId()]
    await local.store.save([person(a, 'Melati'), visit(v, a, '2026-06-03')])
    const record = (await local.store.record(a)) ?? fail()
    const covers = Object.values(record.fields).flatMap((field) => field.heads.map((head) => head.stamp))
    await local.store.save([{ kind: 'person', id: a, set: { voided: { reason: 'duplicate', covers } } }])
    expect(await local.store.directory()).toEqual([])
    expect(await local.store.tally('2026-06')).toEqual({})
  })

  it('shows the household RT in the list, also when the household changes later', async () => {
    const { local } = await enrolledPhone()
    const [a, home] = [newId(), newId()]
    await local.store.save([
      { kind: 'household', id: home, set: { rt: '01' } },
      { ...person(a, 'Melati'), set: { ...person(a, 'Melati').set, householdId: home } },
    ])
    expect(await local.store.household(home)).toMatchObject([{ id: a, rt: '01' }])
    await local.store.save([{ kind: 'household', id: home, set: { rt: '02' } }])
    expect(await local.store.directory()).toMatchObject([{ id: a, rt: '02' }])
    expect(await local.store.person(a)).toMatchObject({ household: { id: home } })
  })

  it('saves although the rules do not load; conclusions follow', async () => {
    const { phone, local } = await enrolledPhone()
    const without = open(phone, { loadAssess: () => Promise.reject(new Error('offline')) })
    const a = newId()
    await without.store.save([person(a, 'Melati'), visit(newId(), a, '2026-06-03')])
    expect(await local.store.directory()).toMatchObject([{ id: a }])
    expect(await local.store.tally('2026-06')).toEqual({})
    const { catchUp } = await import('./intake.ts')
    await catchUp(local)
    expect(await local.store.tally('2026-06')).toEqual({ balita: { normal: 1 } })
  })

  it('saves although the rules cannot take the file', async () => {
    const { phone } = await enrolledPhone()
    const broken = open(phone, {
      loadAssess: async () => () => {
        throw new Error('no')
      },
    })
    await broken.store.save([person(newId(), 'Melati')])
    expect(await broken.store.balance()).toMatchObject({ saved: 1, waiting: 1 })
  })

  it('keeps days newest first', async () => {
    const { local } = await enrolledPhone()
    await local.store.save([day('2026-05-03'), day('2026-06-03')])
    expect((await local.store.posyanduDays()).map(({ day }) => day.heldOn)).toEqual([
      '2026-06-03',
      '2026-05-03',
    ])
  })

  it('MG7 tells of a day whether two phones wrote it differently, and whether that was settled', async () => {
    const { local } = await enrolledPhone()
    const opened = day('2026-06-03')
    await local.store.save([opened])
    const differs = async () => (await local.store.posyanduDays()).map((one) => one.differs)
    expect(await differs()).toEqual([undefined])
    // Opened on what another form showed: it has not seen the first.
    await local.store.save([{ ...opened, set: { place: 'Rumah Bu RT 03' }, shown: {} }])
    await local.store.save([{ ...opened, set: { place: 'Balai desa' }, shown: {} }])
    expect(await differs()).toEqual(['contested'])
    const others = ['Rumah Bu RT 03', 'Balai desa']
    const set = settledBy({ field: 'place', chosen: 'Balai desa', others, by: 'Bidan Ida', at: 1 }, newId)
    await local.store.save([{ ...opened, set }])
    expect(await differs()).toEqual(['settled'])
  })
})

describe('drafts', () => {
  it('survive the end of the app', async () => {
    const { phone, local } = await enrolledPhone()
    await local.store.saveDraft('visit:1', { weightKg: 8.4 })
    local.close()
    const again = open(phone)
    expect(await again.store.draft('visit:1')).toMatchObject({ value: { weightKg: 8.4 } })
    expect(await again.store.drafts()).toHaveLength(1)
    await again.store.removeDraft('visit:1')
    expect(await again.store.drafts()).toEqual([])
  })
})

describe('storage', () => {
  it('tells what the browser answers', async () => {
    const local = open(createPhone(), {
      persistence: { ask: async () => false, room: async () => ({ persisted: false, usage: 1, quota: 2 }) },
    })
    expect(await local.store.askToKeep()).toBe(false)
    expect(await local.store.storage()).toEqual({ persisted: false, usage: 1, quota: 2 })
  })
})

function fail(): never {
  throw new Error('expected a value')
}
