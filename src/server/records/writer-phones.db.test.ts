import { v7 } from 'uuid'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { BatchHeader } from '#protocol/batch/batch.ts'
import type { TestPhone } from '#tests/builders/test-puskesmas.ts'
import { startTestSync, type TestSync } from '#tests/builders/test-sync.ts'
import { testServers } from '#tests/fresh-database.ts'

describe.each(testServers())('who writes, as a phone is told on $name', (server) => {
  let sync: TestSync
  let first: string
  let second: string
  let reader: TestPhone
  /** Of the reader's posyandu and of another. */
  let both: TestPhone
  /** Of another posyandu alone. */
  let foreign: TestPhone

  beforeAll(async () => {
    sync = await startTestSync(server)
    first = sync.puskesmas.posyandu[0] as string
    second = sync.puskesmas.posyandu[1] as string
  })
  beforeEach(async () => {
    await sync.behind('truncate record, record_stay, left_mark, stream_commit, mutation, device_posyandu')
    await sync.behind('update posyandu_stream set last_sequence = 0')
    reader = await sync.phone([first])
    both = await sync.phone([first, second])
    foreign = await sync.phone([second])
    await behindName(foreign, 'Bu Jauh')
  })
  afterAll(() => sync?.close())

  const behindName = (phone: TestPhone, name: string) =>
    sync.behind(
      `update account a set display_name = $2 from device d
       where d.device_id = $1 and d.account_id = a.account_id`,
      [phone.deviceId, name],
    )
  const enrolledAt = async ({ deviceId }: TestPhone) => {
    const [row] = await sync.behind<{ at: Date }>(
      'select enrolled_at as at from device where device_id = $1',
      [deviceId],
    )
    return row?.at.getTime()
  }
  const person = (by: TestPhone, posyanduId: string) =>
    by.write('person', v7(), { posyanduId, name: 'Siti', rt: '03' })
  const pull = (more: Partial<NonNullable<BatchHeader['pull']>> = {}, by = reader) =>
    sync.send(by, [], { pull: { limit: 100, ...more } })
  const inFull = (cursor?: string, limit = 100) =>
    pull({ limit, phones: true, ...(cursor !== undefined && { cursor }) })
  /** Written by a phone of elsewhere, and moved to the reader's posyandu by one that has both. */
  const movedHere = async () => {
    const siti = person(foreign, second)
    await sync.send(foreign, [siti])
    both.held.set(siti.id, foreign.held.get(siti.id) ?? { kind: 'person', id: siti.id, fields: {} })
    await sync.send(both, [both.write('person', siti.id, { posyanduId: first })])
    return siti.id
  }

  test('PL10: with their names a phone that says so hears when the phones of its posyandu were enrolled', async () => {
    const { changes, cursor } = await inFull()
    expect(changes?.phones).toEqual({
      [reader.deviceId]: { name: 'Bu Ani', enrolledAt: await enrolledAt(reader) },
      [both.deviceId]: { name: 'Bu Ani', enrolledAt: await enrolledAt(both) },
    })
    expect(changes?.writers).toBeUndefined()
    expect(changes?.posyandu).toHaveLength(1)
    expect((await inFull(cursor)).changes).toEqual({ records: [], left: [], remaining: 0 })
  })

  test('PL10: of elsewhere come those that hold a head in a record of the page, with that page alone', async () => {
    await sync.send(both, [person(both, first)])
    const { cursor } = await inFull()
    await movedHere()
    const page = await inFull(cursor)
    expect(page.changes?.records).toHaveLength(1)
    expect(page.changes?.phones).toEqual({
      [foreign.deviceId]: { name: 'Bu Jauh', enrolledAt: await enrolledAt(foreign) },
    })
    expect(page.changes?.posyandu).toBeUndefined()
    await sync.send(both, [person(both, first)])
    const next = await inFull(page.cursor)
    expect(next.changes?.records).toHaveLength(1)
    expect(next.changes?.phones).toBeUndefined()
    // A first load tells both: with the names of these posyandu, and with the page.
    const whole = await inFull()
    expect(Object.keys(whole.changes?.phones ?? {}).sort()).toEqual(
      [reader, both, foreign].map(({ deviceId }) => deviceId).sort(),
    )
  })

  test('PL10: tells only the page in which the head stands, of many, and nobody whose writes were replaced', async () => {
    const id = await movedHere()
    await sync.send(
      both,
      Array.from({ length: 5 }, () => person(both, first)),
    )
    const pages: (readonly string[])[] = []
    let cursor: string | undefined
    for (let more = true; more; ) {
      const page = await inFull(cursor, 2)
      pages.push(Object.keys(page.changes?.phones ?? {}).filter((phone) => phone === foreign.deviceId))
      cursor = page.cursor
      more = page.more === true
    }
    expect(pages.flat()).toEqual([foreign.deviceId])
    expect(pages.length).toBeGreaterThan(2)
    await sync.send(both, [both.write('person', id, { name: 'Siti A', rt: '04' })])
    const after = await inFull(cursor)
    expect(after.changes?.records).toHaveLength(1)
    expect(after.changes?.phones).toBeUndefined()
  })

  test('PL10: a writer that lost this posyandu is named with what it wrote here', async () => {
    await sync.send(both, [person(both, first)])
    await sync.behind('delete from device_posyandu where device_id = $1 and posyandu_id = $2', [
      both.deviceId,
      first,
    ])
    const { changes } = await inFull()
    expect(changes?.phones?.[both.deviceId]).toEqual({ name: 'Bu Ani', enrolledAt: await enrolledAt(both) })
    expect((await pull()).changes?.writers).toEqual({ [reader.deviceId]: 'Bu Ani' })
  })

  test('PL10 UP6: a phone that does not say so is told the names of these alone, as ever; once it does, all of it', async () => {
    await movedHere()
    const before = await pull()
    expect(before.changes?.writers).toEqual({ [reader.deviceId]: 'Bu Ani', [both.deviceId]: 'Bu Ani' })
    expect(before.changes?.phones).toBeUndefined()
    expect((await pull({ cursor: before.cursor ?? '' })).changes).toEqual({
      records: [],
      left: [],
      remaining: 0,
    })
    const upgraded = await inFull(before.cursor)
    expect(Object.keys(upgraded.changes?.phones ?? {}).sort()).toEqual(
      [reader, both].map(({ deviceId }) => deviceId).sort(),
    )
    expect((await inFull(upgraded.cursor)).changes?.phones).toBeUndefined()
  })

  test('PL10 KP6: older visits come with whom of elsewhere wrote them', async () => {
    const id = await movedHere()
    const visit = (by: TestPhone, visitedOn: string) =>
      by.write('visit', v7(), { personId: id, visitedOn, instrument: 'balita', weightKg: 8.4 })
    const ask = async () => (await sync.send(reader, [], { history: { personId: id } })).history
    await sync.send(both, [visit(both, '2019-01-01')])
    expect((await ask())?.phones).toBeUndefined()
    await sync.send(foreign, [visit(foreign, '2019-02-01')])
    expect(await ask()).toMatchObject({
      known: true,
      phones: { [foreign.deviceId]: { name: 'Bu Jauh', enrolledAt: await enrolledAt(foreign) } },
    })
  })
})
