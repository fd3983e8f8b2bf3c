import { v7 } from 'uuid'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { BatchHeader } from '#protocol/batch/batch.ts'
import { type ChangedRecord, fromColumns } from '#protocol/messages/columns.ts'
import type { SyncAnswer } from '#protocol/messages/sync.ts'
import type { TestPhone } from '#tests/builders/test-puskesmas.ts'
import { startTestSync, type TestSync } from '#tests/builders/test-sync.ts'
import { testServers } from '#tests/fresh-database.ts'
import { stayBehind } from './stay-behind.ts'

type Asked = NonNullable<BatchHeader['pull']>

describe.each(testServers())('what stays at the puskesmas on $name', (server) => {
  let sync: TestSync
  let first: string
  let writer: TestPhone
  let reader: TestPhone

  beforeAll(async () => {
    sync = await startTestSync(server)
    first = sync.puskesmas.posyandu[0] as string
  })
  beforeEach(async () => {
    await sync.behind('truncate record, left_mark, stream_commit, mutation')
    await sync.behind('update posyandu_stream set last_sequence = 0')
    // The middle of 22 November 2026.
    sync.clock.now = Date.UTC(2026, 10, 22, 12)
    writer = await sync.phone(sync.puskesmas.posyandu)
    reader = await sync.phone([first])
  })
  afterAll(() => sync?.close())

  const person = (birthDate = '1980-01-01') =>
    writer.write('person', v7(), { posyanduId: first, name: 'Siti', birthDate })
  const visit = (personId: string, visitedOn: string, instrument = 'dewasa') =>
    writer.write('visit', v7(), { personId, visitedOn, instrument, place: 'home' })
  const pull = (more: Partial<Asked> = {}) => sync.send(reader, [], { pull: { limit: 1000, ...more } })
  const idsOf = (records: readonly { id: string }[]) => records.map(({ id }) => id)
  const pullAged = async (limit: number) => {
    const pages = [await pull({ limit, aged: 'stays' })]
    while (pages.at(-1)?.more) pages.push(await pull({ limit, cursor: pages.at(-1)?.cursor }))
    return { pages, records: pages.flatMap((page) => page.changes?.records ?? []) }
  }

  test('KP5: leaves out of a first load what has aged out, and marks whose it is; else it sends all', async () => {
    const siti = person()
    const child = person('2021-06-01')
    const [old, edge, last] = [
      visit(siti.id, '2024-11-21'),
      visit(siti.id, '2024-11-22'),
      visit(siti.id, '2015-01-01', 'tbc'),
    ]
    const ofChild = visit(child.id, '2022-01-01', 'balita')
    const note = writer.write('note', v7(), { personId: siti.id, text: 'catatan' })
    await sync.send(writer, [
      siti,
      child,
      old,
      edge,
      last,
      ofChild,
      visit(child.id, '2026-01-01', 'balita'),
      note,
    ])
    const { records } = await pullAged(1000)
    expect(idsOf(records)).not.toContain(old.id)
    expect(idsOf(records)).toEqual(expect.arrayContaining(idsOf([siti, child, edge, last, ofChild, note])))
    expect(records.filter((record) => record.older).map(({ id }) => id)).toEqual([siti.id])
    const all = await sync.pullAll(reader)
    expect(idsOf(all.records)).toContain(old.id)
    expect(all.records.some((record) => record.older)).toBe(false)
  })

  test('KP5 PL5: counts what will come and nothing else, also over pages and a cut', async () => {
    const people = Array.from({ length: 5 }, () => person())
    const visits = people.flatMap(({ id }) => [
      visit(id, '2020-01-01'),
      visit(id, '2021-01-01'),
      visit(id, '2026-01-01'),
    ])
    await sync.send(writer, [...people, ...visits])
    const { pages, records } = await pullAged(2)
    expect(pages.map((page) => page.changes?.remaining)).toEqual([8, 6, 4, 2, 0])
    expect(records).toHaveLength(10)
    expect(new Set(idsOf(records)).size).toBe(10)
  })

  test('KP5: the day of the first page holds for all pages of a first load', async () => {
    const siti = person()
    await sync.send(writer, [siti, visit(siti.id, '2024-11-22'), visit(siti.id, '2026-01-01')])
    const page = await pull({ limit: 1, aged: 'stays' })
    sync.clock.now += 24 * 60 * 60 * 1000
    const rest = await pull({ cursor: page.cursor })
    expect(page.changes?.records[0]?.older).toBeUndefined()
    expect(rest.changes?.records).toHaveLength(2)
  })

  test('KP5: what changes during or after a first load travels whatever its age', async () => {
    const siti = person()
    const old = visit(siti.id, '2020-01-01')
    await sync.send(writer, [siti, old, visit(siti.id, '2026-01-01')])
    const page = await pull({ limit: 1, aged: 'stays' })
    await sync.send(writer, [writer.write('visit', old.id, { weightKg: 61 })])
    const rest = await pull({ cursor: page.cursor })
    expect(idsOf(rest.changes?.records ?? [])).toContain(old.id)
    await sync.send(writer, [writer.write('visit', old.id, { weightKg: 62 })])
    const later = await pull({ cursor: rest.cursor, aged: 'stays' })
    expect(idsOf(later.changes?.records ?? [])).toEqual([old.id])
  })

  test('KP5 KP11: nothing stays behind of somebody who was written during the load, whose mark would not come', async () => {
    const [ani, siti] = [person(), person()]
    const old = visit(siti.id, '2020-01-01')
    await sync.send(writer, [ani, siti, old, visit(siti.id, '2026-01-01')])
    const page = await pull({ limit: 1, aged: 'stays' })
    expect(idsOf(page.changes?.records ?? [])).toEqual([ani.id])
    await sync.send(writer, [writer.write('person', siti.id, { name: 'Siti Aminah' })])
    const pages = [page]
    while (pages.at(-1)?.more) pages.push(await pull({ limit: 1, cursor: pages.at(-1)?.cursor }))
    const records = pages.flatMap((one) => one.changes?.records ?? [])
    expect(idsOf(records)).toEqual(expect.arrayContaining([siti.id, old.id]))
    expect(records.some((record) => record.older)).toBe(false)
    // The old visit counts from when it is known to come.
    expect(pages.map((one) => one.changes?.remaining)).toEqual([2, 2, 1, 0])
  })

  test('KP5: where it is not known any more what stays behind, the rest of a load comes whole', async () => {
    const siti = person()
    await sync.send(writer, [siti, visit(siti.id, '2020-01-01'), visit(siti.id, '2026-01-01')])
    const place = { puskesmasId: sync.puskesmas.id, posyanduId: first }
    const { database } = sync.fresh
    const look = (pass: 'people' | 'rest') => {
      // A database object is what the looks are kept by: another one is a server that was started anew.
      const anew = Object.create(database) as typeof database
      const position = { at: 3, tag: 'x', first: { pass, at: 0, aged: '2026-11-22' } } as const
      return database.withScope({ puskesmasId: place.puskesmasId, posyandu: 'all' }, (queries) =>
        stayBehind(anew, queries, place, position),
      )
    }
    expect((await look('people')).records).toHaveLength(1)
    expect((await look('rest')).records).toEqual([])
  })

  test('KP5 CU3: a stream that is read again after a restore comes whole', async () => {
    const siti = person()
    const old = visit(siti.id, '2020-01-01')
    await sync.send(writer, [siti, old, visit(siti.id, '2026-01-01')])
    const page = await pull({ aged: 'stays' })
    expect(idsOf(page.changes?.records ?? [])).not.toContain(old.id)
    await sync.behind(`update stream_commit set tag = 'another'`)
    const again = await pull({ cursor: page.cursor, aged: 'stays' })
    expect(idsOf(again.changes?.records ?? [])).toContain(old.id)
  })

  test('KP5: a text that the database cannot read as text stands in nobody’s way', async () => {
    const siti = person()
    const odd = writer.write('visit', v7(), {
      personId: siti.id,
      visitedOn: '2020-01-01',
      instrument: 'dewasa',
      remark: 'a\u0000b',
    })
    const corrected = visit(siti.id, '2026-05-05')
    const backThen = writer.write('visit', corrected.id, { visitedOn: '2019-05-05' })
    await sync.send(writer, [siti, odd, corrected, backThen, visit(siti.id, '2026-01-01')])
    const { records } = await pullAged(1000)
    expect(records).toHaveLength(2)
  })

  test('KP6: the older visits and notes of one person come when they are asked for, a page at a time', async () => {
    const siti = person()
    const other = person()
    const old = Array.from({ length: 520 }, () => visit(siti.id, '2019-05-05'))
    const young = visit(siti.id, '2026-05-05')
    await sync.send(writer, [siti, other, visit(other.id, '2019-01-01'), young])
    await sync.send(writer, old.slice(0, 400))
    await sync.send(writer, old.slice(400))
    const found: string[] = []
    let after: string | undefined
    let pages = 0
    do {
      const { history } = await ask(siti.id, after)
      expect(history?.known).toBe(true)
      found.push(...idsOf(history ? (fromColumns(history.columns) ?? []) : []))
      after = history?.after
      pages += 1
    } while (after)
    expect(pages).toBe(2)
    expect(found.sort()).toEqual(idsOf(old).sort())
  })

  const ask = (personId: string, after?: string): Promise<SyncAnswer> =>
    sync.send(reader, [], { history: { personId, ...(after && { after }) } })

  test('KP6: nothing of a person out of scope, nothing without the token, and no cursor moves', async () => {
    const elsewhere = writer.write('person', v7(), {
      posyanduId: sync.puskesmas.posyandu[1] as string,
      name: 'X',
    })
    await sync.send(writer, [elsewhere, visit(elsewhere.id, '2019-01-01')])
    const answer = await ask(elsewhere.id)
    expect(answer.history).toMatchObject({ known: false, columns: { groups: [] } })
    expect([answer.cursor, answer.changes]).toEqual([undefined, undefined])
    const bytes = await reader.pack([], { history: { personId: elsewhere.id } })
    expect((await sync.post(bytes)).json().history).toBeUndefined()
    expect((await ask(v7())).history).toMatchObject({ known: false })
  })

  test('PL9: comes packed by columns where the phone reads them, with the next cursor ahead of the body', async () => {
    const people = Array.from({ length: 3 }, () => person())
    await sync.send(writer, people)
    const headers = { authorization: `Bearer ${reader.pullToken}` }
    const response = await sync.post(await reader.pack([], { pull: { limit: 2, columns: true } }), headers)
    const answer: SyncAnswer = response.json()
    expect(answer.changes?.records).toEqual([])
    const packed = answer.changes?.columns && fromColumns(answer.changes.columns)
    const plain = (await pull({ limit: 2 })).changes?.records as ChangedRecord[]
    expect(packed).toEqual(plain)
    expect(response.headers['teratai-cursor']).toBe(answer.cursor)
    const last = await sync.post(
      await reader.pack([], { pull: { limit: 9, cursor: answer.cursor } }),
      headers,
    )
    expect(last.headers['teratai-cursor']).toBeUndefined()
  })
})
