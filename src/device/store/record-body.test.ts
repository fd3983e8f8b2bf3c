import { afterEach, expect, it } from 'vitest'
import { newId } from '#device/platform/ids.ts'
import { createPhone, deviceIdOf, enrolDirectly, testPosyanduId } from '#tests/fakes/device.ts'
import { makeDataKey, sealing } from '#tests/builders/sealed-phone.ts'
import type { LocalStore } from './create-store.ts'
import { openRecord, openRecords, sealRecords } from './record-body.ts'
import type { RecordBody } from './rows.ts'
import { plainSeals, sizeOf } from './seal.ts'

let local: LocalStore | undefined
afterEach(() => local?.close())

const stamp = '1.1780452000000.00000000-0000-4000-8000-000000000001'
const later = '2.1780452100000.00000000-0000-4000-8000-000000000002'
const once = (value: number) => ({ heads: [{ stamp, value }], replaced: [] })
const visit: RecordBody = {
  state: {
    kind: 'visit',
    id: '01a20a4b-46b9-7486-ba1e-a76c63d5321d',
    fields: {
      weightKg: once(8.7),
      muacCm: once(14.1),
      heightCm: { heads: [{ stamp: later, value: 71.5 }], replaced: [stamp] },
    },
  },
  counted: ['00000000-0000-4000-8000-00000000b001', '2026-11', 'balita', 'normal'],
}

it('what was sealed is opened as it was, with what it adds to the tallies and without', async () => {
  const bodies = [visit, { state: { ...visit.state, fields: {} } }]
  const rows = (await sealRecords(plainSeals, bodies)).map((body) => ({ body }))
  expect(await openRecords(plainSeals, rows)).toEqual(bodies)
})

it('each stamp lies there once, however many fields were written at it', async () => {
  const [body] = await sealRecords(plainSeals, [visit])
  expect(String(body).split(stamp)).toHaveLength(2)
  expect(String(body).split(later)).toHaveLength(2)
})

it('a record that an edition before wrote whole is read, merged, and packed by its next change', async () => {
  const phone = createPhone()
  const { seals } = sealing(await makeDataKey())
  local = phone.open({ seals })
  const { store, planner } = local
  await enrolDirectly(local, deviceIdOf(1))
  const personId = newId()
  await store.save([{ kind: 'person', id: personId, set: { name: 'Siti', posyanduId: testPosyanduId } }])
  const row = await planner.database.records.get(personId)
  if (!row) throw new Error('a row')
  const whole = await planner.seals.data.seal<RecordBody>(await openRecord(planner.seals, row))
  expect(sizeOf(whole)).toBeGreaterThan(sizeOf(row.body))
  await planner.database.records.update(personId, { body: whole })
  planner.shelf.forget()

  expect((await store.person(personId))?.person.fields.name?.heads[0]?.value).toBe('Siti')
  await store.save([{ kind: 'person', id: personId, set: { name: 'Siti Aminah' } }])
  const after = await planner.database.records.get(personId)
  expect(after && sizeOf(after.body)).toBeLessThan(sizeOf(whole))
  expect((await store.person(personId))?.person.fields.name?.heads[0]?.value).toBe('Siti Aminah')
})
