import { IDBFactory } from 'fake-indexeddb'
import { expect, it } from 'vitest'
import { createPhone, deviceIdOf, enrolDirectly, testPosyanduId } from '#tests/fakes/device.ts'
import { newId } from '#device/platform/ids.ts'
import { settle } from './settle.ts'
import { readFirst } from './first-reads.ts'

const person = (name: string) => ({
  kind: 'person' as const,
  id: newId(),
  set: { name, posyanduId: testPosyanduId, birthDate: '2024-01-02' },
})

async function phoneWithPeople() {
  const phone = createPhone()
  const local = phone.open()
  await enrolDirectly(local, deviceIdOf(1))
  await local.store.save([person('Melati'), person('anggrek'), person('Mawar'), person('Árum')])
  return { phone, local }
}

it('reads past the store what the store would answer (lesson 40)', async () => {
  const { phone, local } = await phoneWithPeople()
  const { store } = local
  const reads = await readFirst(phone)
  expect(reads?.enrolment).toEqual(await store.enrolment())
  expect(reads?.directory).toEqual(await store.directory())
  expect(reads?.directory.map(({ name }) => name)).toEqual(['anggrek', 'Árum', 'Mawar', 'Melati'])
  expect(reads?.settings).toEqual(await store.settings())
  expect(reads?.contact).toEqual(await store.contact())
  expect(reads?.balance).toEqual(await store.balance())
  expect(reads?.balance).toEqual({ saved: 4, received: 0, waiting: 4, held: 0 })
  local.close()
})

it('tells apart what was received from what waits, as the store does', async () => {
  const { phone, local } = await phoneWithPeople()
  const { database } = local.planner
  const sender = { deviceId: deviceIdOf(1), puskesmasId: '', personId: '', current: true, asks: false }
  const answer = {
    protocol: 1,
    serverTime: 5_000,
    have: 1,
    receipts: [{ from: 1, to: 1, outcome: 'accepted' as const, code: 'PKM-1', receivedAt: 5_000 }],
    held: [],
    device: 'active' as const,
  }
  const sent = [{ number: 1, kind: 'person', id: 'x', time: 0, set: {} }]
  const { keys } = (await database.devices.toCollection().first()) ?? {}
  if (!keys) throw new Error('not enrolled')
  await settle(database, { sender: { ...sender, keys }, sent, answer, sentAt: 5_000, answeredAt: 5_000 })
  const reads = await readFirst(phone)
  expect(reads?.balance).toEqual({ saved: 4, received: 1, waiting: 3, held: 0 })
  expect(reads?.balance).toEqual(await local.store.balance())
  expect(reads?.contact).toEqual(await local.store.contact())
  local.close()
})

it('spares the store the reading: it has the very list, and follows what is written later', async () => {
  const { phone, local } = await phoneWithPeople()
  local.close()
  const reads = await readFirst(phone)
  if (!reads) throw new Error('nothing was read')
  const again = phone.open({ seed: reads.seed })
  expect(await again.store.directory()).toBe(reads.directory)
  await again.store.save([person('Kenanga')])
  expect((await again.store.directory()).map(({ name }) => name)).toEqual([
    'anggrek',
    'Árum',
    'Kenanga',
    'Mawar',
    'Melati',
  ])
  again.close()
})

it('sees what another tab wrote between the reading and the store', async () => {
  const { phone, local } = await phoneWithPeople()
  const reads = await readFirst(phone)
  if (!reads) throw new Error('nothing was read')
  await local.store.save([person('Kenanga')])
  const late = phone.open({ seed: reads.seed })
  expect((await late.store.directory()).map(({ name }) => name)).toContain('Kenanga')
  await late.store.save([person('Dahlia')])
  expect(await late.store.directory()).toHaveLength(6)
  expect(await late.store.balance()).toMatchObject({ saved: 6, waiting: 6 })
  local.close()
  late.close()
})

it('finds nobody enrolled on a phone without a store, and leaves none behind', async () => {
  const indexedDB = new IDBFactory()
  const reads = await readFirst({ indexedDB })
  expect(reads?.enrolment).toBeUndefined()
  expect(reads).toMatchObject({ directory: [], balance: { saved: 0 }, contact: { firstLoadDone: false } })
  expect(await indexedDB.databases()).toEqual([])
})

it('leaves stores that it does not know to the store', async () => {
  const indexedDB = new IDBFactory()
  await new Promise<void>((resolve) => {
    const opening = indexedDB.open('teratai', 3)
    opening.addEventListener('upgradeneeded', () => opening.result.createObjectStore('meta'))
    opening.addEventListener('success', () => {
      opening.result.close()
      resolve()
    })
  })
  expect(await readFirst({ indexedDB })).toBeUndefined()
})

it('gives way to an upgrade', async () => {
  const { phone, local } = await phoneWithPeople()
  local.close()
  await readFirst(phone)
  await new Promise<void>((resolve, reject) => {
    const opening = phone.indexedDB.open('teratai', 999)
    opening.addEventListener('success', () => resolve(opening.result.close()))
    opening.addEventListener('blocked', () => reject(new Error('blocked')))
  })
})
