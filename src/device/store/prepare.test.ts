import { afterEach, expect, it, vi } from 'vitest'
import { createPhone, deviceIdOf, enrolDirectly, testPosyanduId } from '#tests/fakes/device.ts'
import { newId } from '#device/platform/ids.ts'
import type { LocalStore } from './create-store.ts'
import { prepare } from './prepare.ts'
import { tidy } from './keeping.ts'
import { mintLock } from './save.ts'

afterEach(() => void vi.restoreAllMocks())

const personId = newId()
const visit = (visitedOn: string) => ({
  kind: 'visit' as const,
  id: newId(),
  set: { personId, visitedOn, instrument: 'dewasa', weightKg: 60 },
})

async function phoneWithPerson() {
  const phone = createPhone()
  const local = phone.open()
  await enrolDirectly(local, deviceIdOf(1))
  await local.store.save([
    { kind: 'person', id: personId, set: { name: 'Melati', posyanduId: testPosyanduId } },
    visit('2026-01-05'),
  ])
  local.close()
  return phone
}

async function open(local: LocalStore) {
  const person = await local.store.record(personId)
  if (!person) throw new Error('the person is not here')
  await prepare(local, { person, alsoAs: [] }, local.loadAssess)
}

/** The raw transactions that only read, as their stores' names. */
function watchReads(local: LocalStore): string[] {
  const reads: string[] = []
  const connection = local.planner.database.dexie.backendDB()
  const begin = connection.transaction.bind(connection)
  vi.spyOn(connection, 'transaction').mockImplementation((names, mode, options) => {
    if (mode !== 'readwrite') reads.push(typeof names === 'string' ? names : Array.from(names).join())
    return begin(names, mode, options)
  })
  return reads
}

it('lets a save about an opened person begin with its writing', async () => {
  const phone = await phoneWithPerson()
  const local = phone.open()
  await open(local)
  const reads = watchReads(local)
  const today = new Date(phone.clock.now()).toISOString().slice(0, 10)
  await local.store.save([visit(today)])
  expect(reads).toEqual([])
  expect(await local.store.balance()).toMatchObject({ saved: 3, waiting: 3 })
  local.close()
})

it('keeps what it has over the tidying after an exchange', async () => {
  const phone = await phoneWithPerson()
  const local = phone.open()
  await open(local)
  await tidy(local, deviceIdOf(1), phone.clock.now())
  const reads = watchReads(local)
  await local.store.save([visit(new Date(phone.clock.now()).toISOString().slice(0, 10))])
  expect(reads).toEqual([])
  local.close()
})

it('loses nothing that another tab writes between the opening and the save', async () => {
  const phone = await phoneWithPerson()
  const [here, there] = [phone.open(), phone.open()]
  await open(here)
  await there.store.save([visit('2026-02-05'), { kind: 'person', id: personId, set: { rt: '003' } }])
  await here.store.save([visit('2026-02-06')])
  for (const { store } of [here, there]) {
    expect((await store.person(personId))?.visits.map(({ visitedOn }) => visitedOn)).toEqual([
      '2026-02-06',
      '2026-02-05',
      '2026-01-05',
    ])
    const counts = Object.values(await store.tally('2026-02')).flatMap((levels) => Object.values(levels))
    expect(counts.reduce((sum, count) => sum + count, 0)).toBe(2)
    expect(await store.directory()).toMatchObject([{ name: 'Melati', rt: '003' }])
    expect(await store.balance()).toMatchObject({ saved: 5, waiting: 5 })
  }
  here.close()
  there.close()
})

it('sees what another tab wrote when the tidying reads the named values anew', async () => {
  const phone = await phoneWithPerson()
  const [here, there] = [phone.open(), phone.open()]
  await open(here)
  await there.store.save([visit('2026-02-05')])
  await tidy(here, deviceIdOf(1), phone.clock.now())
  await here.store.save([visit('2026-02-06')])
  const counts = Object.values(await here.store.tally('2026-02')).flatMap((levels) => Object.values(levels))
  expect(counts.reduce((sum, count) => sum + count, 0)).toBe(2)
  here.close()
  there.close()
})

it('stands back while somebody writes', async () => {
  const phone = await phoneWithPerson()
  const local = phone.open()
  const reads = await local.store.record(personId).then(() => watchReads(local))
  const person = await local.store.record(personId)
  reads.length = 0
  await phone.locks.hold(
    mintLock,
    async () => person && prepare(local, { person, alsoAs: [] }, local.loadAssess),
  )
  expect(reads).toEqual([])
  local.close()
})

it('forgets what it kept of a write that did not reach the disk', async () => {
  const phone = await phoneWithPerson()
  const local = phone.open()
  const { database } = local.planner
  await open(local)
  // A row in the place of the next one: every attempt fails once all of it has been asked.
  const next = { ...(await database.outbox.toCollection().last()), number: 3 }
  await database.outbox.add(next as Parameters<typeof database.outbox.add>[0])
  await expect(local.store.save([visit('2026-02-05')])).rejects.toThrow()
  expect((await local.store.person(personId))?.visits).toHaveLength(1)
  expect(await local.store.tally('2026-02')).toEqual({})
  await database.outbox.delete([deviceIdOf(1), 3])
  await local.store.save([visit('2026-02-06')])
  expect((await local.store.person(personId))?.visits).toHaveLength(2)
  const counts = Object.values(await local.store.tally('2026-02')).flatMap((levels) => Object.values(levels))
  expect(counts.reduce((sum, count) => sum + count, 0)).toBe(1)
  expect(await local.store.directory()).toMatchObject([{ name: 'Melati', lastVisit: { day: '2026-02-06' } }])
  expect(await local.store.balance()).toMatchObject({ saved: 3, waiting: 3 })
  local.close()
})
