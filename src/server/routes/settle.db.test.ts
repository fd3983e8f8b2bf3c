import { v7 } from 'uuid'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { DaysAnswer, PersonAnswer, SettleRequest, VisitsAnswer } from '#protocol/messages/desk.ts'
import type { FieldValue } from '#protocol/mutation.ts'
import { amendmentsOf } from '#protocol/records/amendments.ts'
import type { TestPhone } from '#tests/builders/test-puskesmas.ts'
import { startTestSync, type TestSync } from '#tests/builders/test-sync.ts'
import { testServers } from '#tests/fresh-database.ts'
import { deskRoutes } from './desk.ts'
import { syncRoutes } from './sync.ts'

describe.each(testServers())('settling a conflict on $name', (server) => {
  let sync: TestSync
  let posyanduId: string
  let phone: TestPhone
  let cookie: Record<'nakes' | 'admin', string>

  beforeAll(async () => {
    sync = await startTestSync(server, 1, [...syncRoutes, ...deskRoutes])
    posyanduId = sync.puskesmas.posyandu[0] as string
    cookie = { nakes: await sync.logIn('nakes', [posyanduId]), admin: await sync.logIn('admin', []) }
  })
  beforeEach(async () => {
    phone = await sync.phone([posyanduId])
  })
  afterAll(() => sync?.close())

  const read = <T>(path: string) => sync.read<T>(path, cookie.nakes)

  /** A visit of which two phones wrote different weights, as the nakes sees its conflict. */
  async function twoWeights() {
    const siti = phone.write('person', v7(), {
      posyanduId,
      name: 'Siti',
      sex: 'female',
      birthDate: '2024-11-10',
    })
    const one = phone.write('visit', v7(), {
      personId: siti.id,
      visitedOn: '2026-11-10',
      place: 'posyandu',
      instrument: 'balita',
      weightKg: 10.5,
    })
    await sync.send(phone, [siti, one])
    const other = await sync.phone([posyanduId])
    await sync.send(other, [other.write('visit', one.id, { weightKg: 9.1 })])
    const conflict = await conflictOf(siti.id, one.id)
    return { siti, one, conflict }
  }
  const recordOf = async (personId: string, id: string) =>
    (await read<PersonAnswer>(`people/${personId}`)).records.find((record) => record.id === id)
  async function conflictOf(personId: string, id: string) {
    const conflict = (await recordOf(personId, id))?.conflicts[0]
    if (!conflict) throw new Error('no conflict')
    return conflict
  }
  const settle = (id: string, body: SettleRequest, as: keyof typeof cookie = 'nakes') =>
    sync.app.inject({
      method: 'POST',
      url: `/api/v1/records/${id}/settle`,
      headers: { cookie: cookie[as] },
      payload: body,
    })

  test('a conflict names who wrote each value, and when their phone was enrolled', async () => {
    const { conflict } = await twoWeights()
    for (const { by, writtenAt } of conflict.values) {
      expect(by?.name).toBeTruthy()
      expect(by?.enrolledAt).toBeGreaterThan(0)
      expect(writtenAt).toBeGreaterThan(0)
    }
  })

  test('a conflict over where somebody lives tells the names of both families and of the posyandu', async () => {
    const [umar, yani] = [v7(), v7()]
    const siti = phone.write('person', v7(), { posyanduId, householdId: umar, name: 'Siti' })
    const families = [
      phone.write('household', umar, { posyanduId, headName: 'Pak Umar' }),
      phone.write('household', yani, { posyanduId, headName: 'Bu Yani' }),
    ]
    await sync.send(phone, [siti, ...families])
    const other = await sync.phone([posyanduId])
    await sync.send(other, [other.write('person', siti.id, { householdId: yani })])
    const { named } = await read<PersonAnswer>(`people/${siti.id}`)
    expect(named).toEqual({ [umar]: 'Pak Umar', [yani]: 'Bu Yani' })
  })

  test('a conflict is settled for one value; the other stays readable, and phones get both', async () => {
    const { siti, one, conflict } = await twoWeights()
    const chosen = conflict.values.find(({ value }) => value === 9.1)?.stamp ?? ''
    const seen = conflict.values.map(({ stamp }) => stamp)
    expect((await settle(one.id, { field: 'weightKg', chosen, seen })).statusCode).toBe(200)
    const settled = await recordOf(siti.id, one.id)
    expect(settled?.conflicts).toEqual([])
    expect(settled?.fields.weightKg).toBe(9.1)
    expect(amendmentsOf(settled?.fields as Record<string, FieldValue>)).toEqual([
      { reason: 'conflictSettled', by: 'X', at: sync.clock.now, former: { weightKg: 10.5 } },
    ])
    const pulled = (await sync.pullAll(phone)).records.find(({ id }) => id === one.id)
    expect(pulled?.fields.weightKg?.heads).toHaveLength(1)
    expect((await read<VisitsAnswer>('visits')).visits[0]?.conflicts).toEqual([])
    // Once settled there is nothing to settle.
    expect((await settle(one.id, { field: 'weightKg', chosen, seen })).json().error.code).toBe(
      'conflictChanged',
    )
  })

  test('what a third phone wrote meanwhile is not settled unseen', async () => {
    const { siti, one, conflict } = await twoWeights()
    const third = await sync.phone([posyanduId])
    await sync.send(third, [third.write('visit', one.id, { weightKg: 8.8 })])
    const [chosen = '', ...others] = conflict.values.map(({ stamp }) => stamp)
    const answer = await settle(one.id, { field: 'weightKg', chosen, seen: [chosen, ...others] })
    expect([answer.statusCode, answer.json().error.code]).toEqual([409, 'conflictChanged'])
    expect((await conflictOf(siti.id, one.id)).values).toHaveLength(3)
  })

  test('a conflict is settled by nakes of its posyandu, and only on what it holds', async () => {
    const { one, conflict } = await twoWeights()
    const [chosen = '', other = ''] = conflict.values.map(({ stamp }) => stamp)
    const body = { field: 'weightKg', chosen, seen: [chosen, other] }
    expect((await settle(one.id, body, 'admin')).statusCode).toBe(403)
    expect((await settle(v7(), body)).statusCode).toBe(404)
    expect((await settle(one.id, { ...body, field: 'constructor' })).json().error.code).toBe(
      'conflictChanged',
    )
    expect((await settle(one.id, { ...body, chosen: '1.1.x' })).json().error.code).toBe('conflictChanged')
    expect((await settle(one.id, { ...body, seen: [chosen] })).json().error.code).toBe('invalidInput')
  })

  test('MG7 a posyandu day at two places is seen and settled by nakes of its posyandu; both stay readable', async () => {
    const heldOn = '2026-11-10'
    const one = phone.write('posyanduDay', v7(), { posyanduId, heldOn, place: 'Balai desa', openedAt: 1 })
    const alike = phone.write('posyanduDay', v7(), { posyanduId, heldOn, place: 'Pustu', openedAt: 1 })
    await sync.send(phone, [one, alike])
    const other = await sync.phone([posyanduId])
    await sync.send(other, [
      other.write('posyanduDay', one.id, { posyanduId, heldOn, place: 'Rumah Bu RT 03', openedAt: 2 }),
      other.write('posyanduDay', alike.id, { posyanduId, heldOn, place: 'Pustu', openedAt: 2 }),
    ])
    const { days, named } = await read<DaysAnswer>('posyandu-days')
    expect(days.map(({ id }) => id)).toEqual([one.id])
    expect(named[posyanduId]).toBeTruthy()
    const [conflict, ...rest] = days[0]?.conflicts ?? []
    expect(rest).toEqual([])
    expect(conflict?.values.map(({ value }) => value).sort()).toEqual(['Balai desa', 'Rumah Bu RT 03'])
    for (const { by } of conflict?.values ?? []) expect(by?.name).toBeTruthy()
    const elsewhere = await sync.logIn('nakes', [], 'Bidan jauh')
    expect((await sync.read<DaysAnswer>('posyandu-days', elsewhere)).days).toEqual([])

    const values = conflict?.values ?? []
    const chosen = values.find(({ value }) => value === 'Balai desa')?.stamp ?? ''
    const seen = values.map(({ stamp }) => stamp)
    expect((await settle(one.id, { field: 'place', chosen, seen })).statusCode).toBe(200)
    const [settled] = (await read<DaysAnswer>('posyandu-days')).days
    expect(settled).toMatchObject({ id: one.id, fields: { place: 'Balai desa' }, conflicts: [] })
    expect(amendmentsOf(settled?.fields as Record<string, FieldValue>)).toMatchObject([
      { reason: 'conflictSettled', by: 'X', former: { place: 'Rumah Bu RT 03' } },
    ])
    const pulled = (await sync.pullAll(phone)).records.find(({ id }) => id === one.id)
    expect(pulled?.fields.place?.heads.map(({ value }) => value)).toEqual(['Balai desa'])
    // Ends every session: nothing comes after it.
    sync.clock.now += 31 * 24 * 60 * 60 * 1000
    const later = await sync.logIn('nakes', [posyanduId])
    expect((await sync.read<DaysAnswer>('posyandu-days', later)).days).toEqual([])
  })
})
