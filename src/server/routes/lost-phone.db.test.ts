import { v7 } from 'uuid'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { noticeWithin, type OnPhoneAnswer } from '#protocol/messages/lost-phone.ts'
import { changeAccount } from '#server/access/accounts.ts'
import type { TestPhone } from '#tests/builders/test-puskesmas.ts'
import { startTestSync, type TestSync } from '#tests/builders/test-sync.ts'
import { testServers } from '#tests/fresh-database.ts'
import { aliasRoutes } from './aliases.ts'
import { deviceRoutes } from './devices.ts'
import { onPhoneRoute } from './lost-phone.ts'
import { syncRoutes } from './sync.ts'

describe.each(testServers())('whose data a lost phone holds on $name', (server) => {
  let sync: TestSync
  let [first, second] = ['', '']
  /** Has both posyandu, and moves people about. */
  let mover: TestPhone
  let cookie: Record<'nakes' | 'wide' | 'stranger' | 'admin', string>

  beforeAll(async () => {
    sync = await startTestSync(server, 2, [...syncRoutes, ...aliasRoutes, ...deviceRoutes, onPhoneRoute])
    ;[first, second] = sync.puskesmas.posyandu as [string, string]
    cookie = {
      nakes: await sync.logIn('nakes', [first]),
      wide: await sync.logIn('nakes', [first, second]),
      stranger: await sync.logIn('nakes', [second]),
      admin: await sync.logIn('admin'),
    }
  })
  beforeEach(async () => {
    await sync.behind(
      `truncate record, record_stay, left_mark, stream_commit, mutation, batch, assessment_due, person_summary,
         visit_summary, alias, alias_undo`,
    )
    mover = await sync.phone([first, second])
  })
  afterAll(() => sync?.close())

  const ask = (deviceId: string, as: keyof typeof cookie = 'nakes') =>
    sync.app.inject({
      method: 'GET',
      url: `/api/v1/devices/${deviceId}/people`,
      headers: { cookie: cookie[as], origin: 'http://localhost' },
    })
  const onPhone = async (phone: TestPhone, as?: keyof typeof cookie): Promise<OnPhoneAnswer> => {
    const response = await ask(phone.deviceId, as)
    expect([response.statusCode, response.statusCode === 200 ? '' : response.body]).toEqual([200, ''])
    return response.json<OnPhoneAnswer>()
  }
  const names = async (phone: TestPhone, as?: keyof typeof cookie) =>
    (await onPhone(phone, as)).people.map(({ name }) => name)
  const born = async (name: string, posyanduId = first) => {
    const { id, ...person } = mover.write('person', v7(), { posyanduId, name })
    await sync.send(mover, [{ id, ...person }])
    return id
  }
  const move = (id: string, to: string) => sync.send(mover, [mover.write('person', id, { posyanduId: to })])
  const post = (path: string, as: keyof typeof cookie, payload: object) =>
    sync.app.inject({
      method: 'POST',
      url: `/api/v1/${path}`,
      headers: { cookie: cookie[as], origin: 'http://localhost' },
      payload,
    })
  const revoke = async (phone: TestPhone) =>
    expect((await post(`devices/${phone.deviceId}/revoke`, 'wide', {})).statusCode).toBe(200)

  test('names everybody of its posyandu, and until when they must have been told', async () => {
    const phone = await sync.phone([first])
    await born('Siti')
    await born('Ani')
    await born('Rini', second)
    expect(await onPhone(phone)).toMatchObject({ elsewhere: [], device: { id: phone.deviceId } })
    expect((await onPhone(phone)).noticeBy).toBeUndefined()
    expect(await names(phone)).toEqual(['Ani', 'Siti'])
    await revoke(phone)
    expect((await onPhone(phone)).noticeBy).toBe(sync.clock.now + noticeWithin)
    expect(noticeWithin).toBe(72 * 3_600_000)
  })

  test('leaves out who had gone before it was enrolled, and keeps who went afterwards, as a count', async () => {
    const before = await born('Sebelum')
    const after = await born('Sesudah')
    await move(before, second)
    const phone = await sync.phone([first])
    await move(after, second)
    expect(await onPhone(phone)).toMatchObject({
      people: [],
      elsewhere: [{ posyandu: { id: second }, people: 1 }],
    })
    expect(await names(phone, 'wide')).toEqual(['Sesudah'])
  })

  test('leaves out who came after it was revoked, and names the last who came before', async () => {
    const phone = await sync.phone([first])
    const other = await born('Dari jauh', second)
    await born('Yang terakhir')
    await revoke(phone)
    await born('Terlambat')
    await move(other, first)
    expect(await names(phone)).toEqual(['Yang terakhir'])
    expect(await names(await sync.phone([first]))).toEqual(['Dari jauh', 'Terlambat', 'Yang terakhir'])
  })

  test('also those of a posyandu that it lost, up to that day', async () => {
    const phone = await sync.phone([first, second])
    await born('Siti')
    await born('Rini', second)
    await sync.behind(
      `with gone as (delete from device_posyandu where device_id = $1 and posyandu_id = $2 returning *)
       insert into device_former_posyandu (puskesmas_id, device_id, posyandu_id, since, until)
       select puskesmas_id, device_id, posyandu_id, since, s.last_sequence
       from gone join posyandu_stream s using (puskesmas_id, posyandu_id)`,
      [phone.deviceId, second],
    )
    await born('Baru', second)
    expect(await names(phone, 'wide')).toEqual(['Rini', 'Siti'])
    expect(await onPhone(phone)).toMatchObject({ elsewhere: [{ people: 1 }] })
  })

  test('somebody recorded twice is told once, as they are shown', async () => {
    const phone = await sync.phone([first])
    const [one, other] = [await born('Sity'), await born('Siti')]
    await revoke(phone)
    expect((await post('aliases', 'nakes', { personId: one, into: other })).statusCode).toBe(200)
    expect(await names(phone)).toEqual(['Siti'])
  })

  test('is open to the nakes of a posyandu to which somebody has moved since, for those people', async () => {
    const phone = await sync.phone([first])
    const siti = await born('Siti')
    await born('Ani')
    await revoke(phone)
    expect((await ask(phone.deviceId, 'stranger')).statusCode).toBe(404)
    await move(siti, second)
    expect(await names(phone, 'stranger')).toEqual(['Siti'])
    expect(await onPhone(phone, 'stranger')).toMatchObject({
      elsewhere: [{ posyandu: { id: first }, people: 1 }],
    })
  })

  test('stays as it was when it was revoked, whatever posyandu its holder has afterwards', async () => {
    const phone = await sync.phone([first])
    await born('Siti')
    await revoke(phone)
    await sync.fresh.database.withScope({ puskesmasId: sync.puskesmas.id, posyandu: 'none' }, (queries) =>
      changeAccount(
        queries,
        phone.personId,
        { posyandu: [second] },
        { puskesmasId: sync.puskesmas.id, passwordHash: undefined, ownToken: undefined, now: sync.clock.now },
      ),
    )
    expect(await onPhone(phone)).toMatchObject({
      device: { posyandu: [{ id: first }] },
      people: [{ name: 'Siti' }],
    })
  })

  test('is for nakes of its posyandu alone, and stands in the trail', async () => {
    const phone = await sync.phone([first])
    await born('Siti')
    expect((await ask(phone.deviceId, 'stranger')).statusCode).toBe(404)
    expect((await ask(phone.deviceId, 'admin')).statusCode).toBe(403)
    expect((await ask(v7())).statusCode).toBe(404)
    expect(await names(phone)).toEqual(['Siti'])
    const entries = await sync.behind<{ content: string }>(
      `select content from audit_entry where content like '%peopleOnPhoneRead%' order by number`,
    )
    expect(entries.at(-1)?.content).toContain(phone.deviceId)
    expect(entries.map(({ content }) => content).join()).not.toContain('Siti')
  })
})
