import { v7 } from 'uuid'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { PersonAnswer } from '#protocol/messages/desk.ts'
import type { HeldAnswer } from '#protocol/messages/held.ts'
import { acceptHeld } from '#server/records/settle-held.ts'
import { writeAsServer } from '#server/records/write-as-server.ts'
import { aliasRoutes } from '#server/routes/aliases.ts'
import { deskRoutes } from '#server/routes/desk.ts'
import { heldRoutes } from '#server/routes/held.ts'
import { syncRoutes } from '#server/routes/sync.ts'
import type { TestPhone } from '#tests/builders/test-puskesmas.ts'
import { startTestSync, type TestSync } from '#tests/builders/test-sync.ts'
import { testServers } from '#tests/fresh-database.ts'

describe.each(testServers())('moving along on $name', (server) => {
  let sync: TestSync
  let first: string
  let second: string
  let third: string
  let phone: TestPhone
  let cookie: string

  beforeAll(async () => {
    sync = await startTestSync(server, 3, [...syncRoutes, ...deskRoutes, ...aliasRoutes, ...heldRoutes])
    ;[first, second, third] = sync.puskesmas.posyandu as [string, string, string]
    cookie = await sync.logIn('nakes', [first, second, third])
  })
  beforeEach(async () => {
    phone = await sync.phone([first, second])
  })
  afterAll(() => sync?.close())

  const read = <T>(path: string) => sync.read<T>(path, cookie)
  const post = async (path: string, payload: object) => {
    const headers = { cookie, origin: 'http://localhost' }
    return (await sync.app.inject({ method: 'POST', url: `/api/v1/${path}`, headers, payload })).statusCode
  }
  const join = async (personId: string, into: string) =>
    expect(await post('aliases', { personId, into })).toBe(200)
  const shownAs = async (personId: string) => (await read<PersonAnswer>(`people/${personId}`)).person.id

  const person = (name: string) => {
    const fields = { posyanduId: first, name, sex: 'female', birthDate: '2024-11-10' }
    return phone.write('person', v7(), fields)
  }
  const visit = (personId: string, visitedOn: string) => {
    const fields = { personId, visitedOn, place: 'posyandu', instrument: 'balita', weightKg: 9.8 }
    return phone.write('visit', v7(), fields)
  }
  async function twins() {
    const [gone, stays] = [person('Sity Aminah'), person('Siti Aminah')]
    const [older, newer] = [visit(gone.id, '2026-10-10'), visit(stays.id, '2026-11-10')]
    await sync.send(phone, [gone, stays, older, newer])
    return { gone: gone.id, stays: stays.id, older: older.id, newer: newer.id }
  }
  const places = async (ids: readonly string[]) => {
    const rows = await sync.behind<{ id: string; posyandu: string }>(
      'select record_id::text as id, posyandu_id::text as posyandu from record where record_id = any($1::uuid[])',
      [ids],
    )
    const placeOf = new Map(rows.map(({ id, posyandu }) => [id, posyandu]))
    return ids.map((id) => placeOf.get(id))
  }

  const revoke = () =>
    sync.behind('update device set revoked_at = now() where device_id = $1', [phone.deviceId])
  const acceptAll = async () => {
    const { held } = await read<HeldAnswer>('held')
    const items = held.flatMap(({ deviceId, number, id }) =>
      deviceId === phone.deviceId ? [{ number, id }] : [],
    )
    return post('held/accept', { deviceId: phone.deviceId, items })
  }

  test('AL8: who is moved by settling a conflict at the desk takes along who is one with them, and their visits', async () => {
    const { gone, stays, older, newer } = await twins()
    await join(gone, stays)
    const twin = await sync.phone([first, second])
    await sync.send(twin, [twin.write('person', stays, { posyanduId: second, name: 'Siti Aminah' })])
    await sync.send(phone, [phone.write('person', stays, { posyanduId: first })])
    const { person: shown } = await read<PersonAnswer>(`people/${stays}`)
    const conflict = shown.conflicts.find(({ field }) => field === 'posyanduId')
    const before = (await places([stays]))[0]
    const there = before === first ? second : first
    await sync.send(phone, [phone.write('person', gone, { posyanduId: before ?? '' })])
    const seen = conflict?.values.map(({ stamp }) => stamp) ?? []
    const chosen = conflict?.values.find(({ value }) => value === there)?.stamp ?? ''
    expect(await post(`records/${stays}/settle`, { field: 'posyanduId', chosen, seen })).toBe(200)
    expect(await places([stays, gone, older, newer])).toEqual([there, there, there, there])
    expect(await shownAs(gone)).toBe(stays)
  })

  test('AL8: an import, too, moves nobody without who is one with them', async () => {
    const { gone, stays, older } = await twins()
    const alone = person('Budi')
    await sync.send(phone, [alone])
    await join(gone, stays)
    const moves = [stays, alone.id].map((id) => ({ kind: 'person', id, set: { posyanduId: second } }))
    const { puskesmas, fresh, clock } = sync
    const done = await writeAsServer(fresh.database, puskesmas.id, moves, { now: clock.now })
    expect(done).toEqual({ written: 2, refused: [] })
    expect(await places([gone, older, alone.id])).toEqual([second, second, second])
    expect(await shownAs(gone)).toBe(stays)
  })

  test('AL8: who is moved by what a nakes accepts takes along who is one with them', async () => {
    const { gone, stays, older } = await twins()
    const apart = person('Ani')
    await sync.send(phone, [apart])
    await join(gone, stays)
    await revoke()
    const moves = [stays, apart.id].map((id) => phone.write('person', id, { posyanduId: second }))
    await sync.send(phone, moves)
    const { held } = await read<HeldAnswer>('held')
    const item = held.find(({ record }) => record?.personId === stays)
    const items = [{ number: item?.number, id: item?.id }]
    expect(await post('held/accept', { deviceId: phone.deviceId, items })).toBe(200)
    expect(await places([stays, gone, older, apart.id])).toEqual([second, second, second, first])
  })

  test('AL8: an accepted move that a newer one outdoes moves nobody', async () => {
    const { gone, stays, older } = await twins()
    await join(gone, stays)
    await revoke()
    const twin = await sync.phone([first, second, third])
    for (const [id, state] of phone.held) twin.held.set(id, state)
    await sync.send(phone, [phone.write('person', stays, { posyanduId: second })])
    twin.lastNumber = 100
    await sync.send(
      twin,
      [stays, gone].map((id) => twin.write('person', id, { posyanduId: third })),
    )
    expect(await acceptAll()).toBe(200)
    expect(await places([stays, gone, older])).toEqual([third, third, third])
    expect(await shownAs(gone)).toBe(stays)
  })

  test('AL8: of two moves that are accepted at once all follow to where the person stands then', async () => {
    const { gone, stays, older } = await twins()
    await join(gone, stays)
    await revoke()
    const moves = [second, third].map((posyanduId) => phone.write('person', stays, { posyanduId }))
    await sync.send(phone, moves)
    expect(await acceptAll()).toBe(200)
    expect(await places([stays, gone, older])).toEqual([third, third, third])
    expect(sync.logged.filter(({ event }) => event === 'notMovedAlong')).toEqual([])
  })

  test('AL8: of two moves of which one cannot be accepted all follow the other', async () => {
    const { gone, stays, older } = await twins()
    await join(gone, stays)
    await revoke()
    const moves = [second, third].map((posyanduId) => phone.write('person', stays, { posyanduId }))
    await sync.send(phone, moves)
    const { held } = await read<HeldAnswer>('held')
    const outcomes = await acceptHeld(sync.fresh.database, {
      puskesmasId: sync.puskesmas.id,
      deviceId: phone.deviceId,
      items: held.filter(({ deviceId }) => deviceId === phone.deviceId),
      by: { accountId: v7(), displayName: 'Bidan Rini', posyandu: [first, third] },
      now: sync.clock.now,
    })
    expect(outcomes.map(({ outcome }) => outcome)).toEqual(['held', 'accepted'])
    expect(await places([stays, gone, older])).toEqual([third, third, third])
  })
})
