import { afterEach, expect, it } from 'vitest'
import { newId } from '#device/platform/ids.ts'
import { write } from '#device/store/commit.ts'
import type { LocalStore } from '#device/store/create-store.ts'
import { writeMeta } from '#device/store/database.ts'
import { keepPaper, stepAside } from '#device/store/outbox.ts'
import { makeDataKey, sealing } from '#tests/builders/sealed-phone.ts'
import { createPhone, deviceIdOf, enrolDirectly, testPosyanduId } from '#tests/fakes/device.ts'
import { sealInPlace } from './seal-in-place.ts'

const opened: LocalStore[] = []
afterEach(() => {
  for (const local of opened.splice(0)) local.close()
})

const person = (id: string) =>
  ({ kind: 'person', id, set: { name: 'Melati', posyanduId: testPosyanduId } }) as const

async function sealedPhone() {
  const phone = createPhone()
  const plain = phone.open()
  const key = await makeDataKey()
  const sealed = sealing(key)
  const tabs = [sealing(key), sealed].map(({ seals }) => phone.open({ seals }))
  const [local, tab] = tabs as [LocalStore, LocalStore]
  opened.push(plain, ...tabs)
  await enrolDirectly(local, deviceIdOf(1))
  return { plain, local, tab, keys: sealed.made().queueKeys }
}

it('SL2 SD3 a row that steps aside opens as before', async () => {
  const { local } = await sealedPhone()
  await local.store.save([person(newId())])
  const { database, seals } = local.planner
  await stepAside(database, deviceIdOf(1), 1, 1_000)
  const row = await database.outbox.get([deviceIdOf(1), 1])
  expect(row?.asideUntil).toBeGreaterThan(1_000)
  expect(row && (await seals.queue.open(row.body))).toMatchObject({ set: { name: 'Melati' } })
})

it('SL1 FD1 a device that is given a paper keeps its secrets', async () => {
  const { local } = await sealedPhone()
  await writeMeta(local.planner.database, 'puskesmasKeys', { number: 1, seal: '', sign: '' })
  expect(await keepPaper(local.planner.database, deviceIdOf(1), 'paper')).toMatchObject({ keys: 1 })
  expect((await local.store.enrolment())?.deviceId).toBe(deviceIdOf(1))
})

it('SL3 another tab that holds a row as it lay open does not write it back', async () => {
  const { plain, local, tab, keys } = await sealedPhone()
  const id = newId()
  await plain.store.save([person(id)])
  const { shelf } = tab.planner
  await shelf.load({ records: [id] })
  const row = shelf.record(id)?.row
  if (!row) throw new Error('no row')
  await sealInPlace(local, keys)
  const writing = write(tab.planner, { states: new Map(), rows: [row] }, undefined)
  await expect(writing).rejects.toMatchObject({ name: 'PlanOutdated' })
})

it('SL1 takes no more room by its own measure than it does, about as much as one that lies open', async () => {
  const { plain, local, keys } = await sealedPhone()
  const [id, answers] = [
    newId(),
    { instrument: 'balita', visitedOn: '2026-11-10', weightKg: 8.7, muacCm: 14.1 },
  ]
  const visit = () => ({ kind: 'visit', id: newId(), set: { personId: id, ...answers } }) as const
  await plain.store.save([person(id), visit()])
  const { bytesPerVisit: open } = await plain.store.sizes()
  await sealInPlace(local, keys)
  const { bytesPerVisit: sealed } = await local.store.sizes()
  expect(sealed / open).toBeGreaterThan(0.7)
  expect(sealed / open).toBeLessThan(1.2)
})
