import { v7 } from 'uuid'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { mergeStates, type RecordState, stateOf } from '#protocol/merge.ts'
import type { ChangedRecord } from '#protocol/messages/columns.ts'
import type { TestPhone } from '#tests/builders/test-puskesmas.ts'
import { startTestSync, type TestSync } from '#tests/builders/test-sync.ts'
import { testServers } from '#tests/fresh-database.ts'

const idsOf = (records: readonly { id: string }[]) => records.map((record) => record.id)
const asState = ({ kind, id, fields }: ChangedRecord): RecordState => ({ kind, id, fields })

describe.each(testServers())('pulling on $name', (server) => {
  let sync: TestSync
  let first: string
  let second: string
  let writer: TestPhone
  let reader: TestPhone

  beforeAll(async () => {
    sync = await startTestSync(server)
    first = sync.puskesmas.posyandu[0] as string
    second = sync.puskesmas.posyandu[1] as string
  })
  beforeEach(async () => {
    await sync.behind('truncate record, record_stay, left_mark, stream_commit, mutation')
    await sync.behind('update posyandu_stream set last_sequence = 0')
    writer = await sync.phone([first, second])
    reader = await sync.phone([first])
  })
  afterAll(() => sync?.close())

  const person = (posyanduId = first) => writer.write('person', v7(), { posyanduId, name: 'Siti' })
  const visit = (personId: string) =>
    writer.write('visit', v7(), { personId, visitedOn: '2026-11-10', instrument: 'balita', weightKg: 8.4 })
  const household = () => writer.write('household', v7(), { posyanduId: first, headName: 'Pak Budi' })

  test('PL1: nothing is pulled without the token, with a wrong one, or with that of another device', async () => {
    await sync.send(writer, [person()])
    const bytes = await reader.pack([], { pull: { limit: 10 } })
    for (const authorization of ['', 'Bearer x', `Bearer ${writer.pullToken}`, reader.pullToken]) {
      const answer = (await sync.post(bytes, authorization ? { authorization } : {})).json()
      expect(answer.changes).toBeUndefined()
      expect(answer.cursor).toBeUndefined()
    }
  })

  test('PL2: a device sees the streams of its own posyandu only', async () => {
    const mine = person(first)
    const theirs = person(second)
    await sync.send(writer, [mine, theirs, visit(mine.id), visit(theirs.id)])
    const pulled = await sync.pullAll(reader)
    expect(pulled.records).toHaveLength(2)
    expect(pulled.records.every((record) => record.posyanduId === first)).toBe(true)
    expect(pulled.pages[0]?.changes?.posyandu).toEqual([{ id: first, name: 'Teratai 1' }])
    expect((await sync.pullAll(writer)).records).toHaveLength(4)
  })

  test('PL4, PL5: the first load gives people first, page by page, each once, and counts down (lesson 31)', async () => {
    const people = Array.from({ length: 7 }, () => person())
    const visits = people.flatMap((one) => [visit(one.id), visit(one.id)])
    await sync.send(writer, [...visits.slice(0, 6), ...people, ...visits.slice(6), household()])
    const pulled = await sync.pullAll(reader, undefined, 4)
    expect(pulled.records.slice(0, 8).every((r) => r.kind === 'person' || r.kind === 'household')).toBe(true)
    expect(pulled.records).toHaveLength(22)
    expect(new Set(idsOf(pulled.records)).size).toBe(22)
    expect(pulled.pages.map((page) => page.changes?.remaining)).toEqual([18, 14, 10, 6, 2, 0])
    expect(pulled.pages.map((page) => page.more)).toEqual([true, true, true, true, true, false])
    const again = await sync.send(reader, [], { pull: { limit: 4, cursor: pulled.cursor } })
    expect(again.changes).toEqual({ records: [], left: [], remaining: 0 })
  })

  test('PL4: what changes during the first load comes after it, once, at its latest', async () => {
    const people = Array.from({ length: 6 }, () => person())
    await sync.send(writer, [...people, ...people.map((one) => visit(one.id))])
    const page = await sync.send(reader, [], { pull: { limit: 3 } })
    const told = page.changes?.records[0]?.id ?? ''
    const untold = people.find((one) => !idsOf(page.changes?.records ?? []).includes(one.id))?.id ?? ''
    const later = person()
    await sync.send(writer, [
      writer.write('person', told, { name: 'Siti Aminah' }),
      writer.write('person', untold, { name: 'Siti Rahma' }),
      later,
    ])
    const rest = await sync.pullAll(reader, page.cursor, 3)
    expect(rest.records).toHaveLength(3 - 1 + 6 + 3)
    expect(idsOf(rest.records).filter((id) => id === untold)).toHaveLength(1)
    expect(new Set(idsOf(rest.records.slice(-3)))).toEqual(new Set([told, untold, later.id]))
  })

  test('PL3: a page is at most about a megabyte', async () => {
    const siti = person()
    const notes = Array.from({ length: 300 }, () =>
      writer.write('note', v7(), { personId: siti.id, text: 'x'.repeat(4000) }),
    )
    for (let i = 0; i < 300; i += 50)
      await sync.send(writer, [...(i === 0 ? [siti] : []), ...notes.slice(i, i + 50)])
    const pulled = await sync.pullAll(reader)
    expect(pulled.records).toHaveLength(301)
    expect(pulled.pages.length).toBeGreaterThan(1)
    for (const page of pulled.pages) expect(JSON.stringify(page).length).toBeLessThan(1024 * 1024)
  })

  test('PL3: whole merged records, with the heads of a conflict', async () => {
    const siti = person()
    await sync.send(writer, [siti])
    const other = await sync.phone([first])
    const { records, cursor } = await sync.pullAll(other)
    other.held.set(siti.id, asState(records[0] as ChangedRecord))
    const [here, there] = [
      writer.write('person', siti.id, { name: 'Siti A', rt: '01' }),
      other.write('person', siti.id, { name: 'Siti B', rw: '02' }),
    ]
    await sync.send(writer, [here])
    await sync.send(other, [there])
    const changed = (await sync.pullAll(other, cursor)).records
    expect(changed).toHaveLength(1)
    const state = asState(changed[0] as ChangedRecord)
    expect(state.fields.name?.heads).toHaveLength(2)
    expect(state).toEqual(
      mergeStates(writer.held.get(siti.id) as RecordState, other.held.get(siti.id) as RecordState),
    )
  })

  test('PL8: what came in the same request is not handed back to its writer, and is to others', async () => {
    const { cursor } = await sync.pullAll(writer)
    const siti = person()
    const later = writer.write('person', siti.id, { name: 'Siti A' })
    const answer = await sync.send(writer, [siti, later, visit(siti.id)], { pull: { limit: 10, cursor } })
    expect(answer.changes).toEqual({ records: [], left: [], remaining: 0 })
    expect(answer.more).toBe(false)
    const next = await sync.send(writer, [], { pull: { limit: 10, cursor: answer.cursor } })
    expect(next.changes).toEqual({ records: [], left: [], remaining: 0 })
    expect((await sync.pullAll(reader)).records).toHaveLength(2)
  })

  test('PL8: a record to which anybody else has written is handed back whole', async () => {
    const { cursor } = await sync.pullAll(writer)
    const siti = person()
    await sync.send(reader, [reader.write('person', siti.id, { motherName: 'Nur' })])
    const answer = await sync.send(writer, [siti, visit(siti.id)], { pull: { limit: 10, cursor } })
    expect(idsOf(answer.changes?.records ?? [])).toEqual([siti.id])
    expect(Object.keys(answer.changes?.records[0]?.fields ?? {}).sort()).toEqual([
      'motherName',
      'name',
      'posyanduId',
    ])
  })

  test('PL8 MV1: what follows somebody who has left one of its streams is handed back to its writer', async () => {
    const { cursor } = await sync.pullAll(writer)
    const other = await sync.phone([first, second])
    const siti = other.write('person', v7(), { posyanduId: first, name: 'Siti' })
    await sync.send(other, [siti])
    await sync.send(other, [other.write('person', siti.id, { posyanduId: second })])
    await sync.send(other, [other.write('person', siti.id, { posyanduId: first })])
    // The writer wrote of her before it knew her: on its phone she has no place, and takes all along that has none.
    const early = [visit(siti.id), writer.write('note', v7(), { personId: siti.id, text: 'Batuk' })]
    const answer = await sync.send(writer, early, { pull: { limit: 10, cursor } })
    expect(answer.changes?.left).toEqual([{ id: siti.id, posyanduId: second }])
    expect(new Set(idsOf(answer.changes?.records ?? []))).toEqual(new Set([siti.id, ...idsOf(early)]))
  })

  test('PL8 MV2: a stream that is read from the start hands back all of it', async () => {
    const siti = person()
    await sync.send(writer, [siti])
    // A restored puskesmas lacked the visit, and this phone had lost the posyandu and let go of it.
    const again = visit(siti.id)
    const answer = await sync.send(writer, [again], { pull: { limit: 10 } })
    expect(new Set(idsOf(answer.changes?.records ?? []))).toEqual(new Set([siti.id, again.id]))
  })

  test('AP5: a record that comes before its person waits, and is pulled when the person comes (lesson 27)', async () => {
    const siti = person()
    const early = visit(siti.id)
    expect((await sync.send(writer, [early])).receipts).toMatchObject([{ outcome: 'accepted' }])
    const before = await sync.pullAll(reader)
    expect(before.records).toEqual([])
    await sync.send(writer, [siti])
    const after = await sync.pullAll(reader, before.cursor)
    expect(new Set(idsOf(after.records))).toEqual(new Set([siti.id, early.id]))
  })

  test('AP5: a part of a record that comes before its place waits for it', async () => {
    const siti = person()
    const rename = writer.write('person', siti.id, { name: 'Siti Aminah' })
    await sync.send(writer, [rename])
    expect((await sync.pullAll(reader)).records).toEqual([])
    await sync.send(writer, [siti])
    const [record] = (await sync.pullAll(reader)).records
    expect(record?.fields.name?.heads.map((head) => head.value)).toEqual(['Siti Aminah'])
  })

  test('AP7: a person who moves goes anew into the new stream with all that follows, and has left the old', async () => {
    const siti = person(first)
    const visits = [visit(siti.id), visit(siti.id)]
    const stays = person(first)
    await sync.send(writer, [siti, ...visits, stays])
    const there = await sync.phone([second])
    const [old, fresh] = [await sync.pullAll(reader), await sync.pullAll(there)]
    expect(fresh.records).toEqual([])
    const extra = visit(siti.id)
    await sync.send(writer, [writer.write('person', siti.id, { posyanduId: second }), extra])
    const moved = [siti.id, ...idsOf(visits), extra.id]
    const arrived = await sync.pullAll(there, fresh.cursor)
    expect(new Set(idsOf(arrived.records))).toEqual(new Set(moved))
    expect(arrived.records.every((record) => record.posyanduId === second)).toBe(true)
    const gone = await sync.pullAll(reader, old.cursor)
    expect(gone.records).toEqual([])
    // Also the one that came for the old place in the batch of the move: a phone may know it from before a restore.
    expect(new Set(idsOf(gone.left))).toEqual(new Set(moved))

    await sync.send(writer, [writer.write('person', siti.id, { posyanduId: first })])
    const back = await sync.pullAll(reader, gone.cursor)
    expect(new Set(idsOf(back.records))).toEqual(new Set(moved))
    expect(back.left).toEqual([])
    const leftAgain = await sync.pullAll(there, arrived.cursor)
    expect(new Set(idsOf(leftAgain.left))).toEqual(new Set(moved))
    expect(idsOf((await sync.pullAll(await sync.phone([first]))).left)).toEqual([])
  })

  test('AP6: a visit given to another person follows that one', async () => {
    const [here, there] = [person(first), person(second)]
    const wrong = visit(here.id)
    await sync.send(writer, [here, there, wrong])
    const { cursor } = await sync.pullAll(reader)
    await sync.send(writer, [writer.write('visit', wrong.id, { personId: there.id })])
    const pulled = await sync.pullAll(reader, cursor)
    expect(idsOf(pulled.left)).toEqual([wrong.id])
  })

  test('RS3 CU3: a restored server is noticed by the tag, and the stream is read from the start', async () => {
    const [kept, lost] = [person(), person()]
    await sync.send(writer, [kept])
    await sync.send(writer, [lost])
    const { cursor } = await sync.pullAll(reader)
    // Back to the backup of before the second push.
    await sync.behind(`delete from record where record_id = '${lost.id}'`)
    await sync.behind('delete from stream_commit where sequence = 2')
    await sync.behind('update posyandu_stream set last_sequence = 1 where last_sequence = 2')
    const other = person()
    await sync.send(writer, [other])
    const pulled = await sync.pullAll(reader, cursor)
    expect(new Set(idsOf(pulled.records))).toEqual(new Set([kept.id, other.id]))
    expect((await sync.pullAll(reader, pulled.cursor)).records).toEqual([])
  })

  test('RS4: a posyandu that a record only passed within a batch hears that it left', async () => {
    const siti = person(first)
    await sync.send(writer, [siti, writer.write('person', siti.id, { posyanduId: second })])
    const pulled = await sync.pullAll(reader)
    expect([pulled.records, pulled.left]).toEqual([[], [{ id: siti.id, posyanduId: first }]])
  })

  test('RS4: so does one that its writer has lost since, where the move came again before what it moves', async () => {
    const gone = await sync.phone([second])
    const siti = gone.write('person', v7(), { posyanduId: first, name: 'Siti' })
    await sync.send(gone, [gone.write('person', siti.id, { posyanduId: second })])
    expect((await sync.send(gone, [siti])).receipts).toMatchObject([{ outcome: 'accepted' }])
    const pulled = await sync.pullAll(await sync.phone([first]))
    expect([pulled.records, pulled.left]).toEqual([[], [{ id: siti.id, posyanduId: first }]])
  })

  test('RS5: what others wrote on was accepted before a restore, and is again though its record has moved', async () => {
    const narrow = await sync.phone([first])
    const siti = narrow.write('person', v7(), { posyanduId: first, name: 'Siti' })
    writer.held.set(siti.id, stateOf(siti, narrow.deviceId))
    await sync.send(writer, [writer.write('person', siti.id, { posyanduId: second })])
    const visit = narrow.write('visit', v7(), { personId: siti.id, visitedOn: '2026-11-10' })
    const answer = await sync.send(narrow, [siti, visit])
    expect(answer.receipts).toMatchObject([{ from: 1, to: 2, outcome: 'accepted' }])
    const late = narrow.write('visit', v7(), { personId: siti.id, visitedOn: '2026-11-12' })
    expect((await sync.send(narrow, [late])).receipts).toMatchObject([{ outcome: 'accepted' }])
    const [record] = (await sync.pullAll(await sync.phone([second]))).records
    expect(record?.fields.name?.heads.map((head) => head.value)).toEqual(['Siti'])
  })

  test('MV3, PL8: after a batch that moves anything its phone hears where all of it stands', async () => {
    const siti = person(first)
    const moved = [siti, writer.write('person', siti.id, { posyanduId: second }), visit(siti.id)]
    const answer = await sync.send(writer, moved, { pull: { limit: 10 } })
    expect(answer.changes?.records.map((record) => record.posyanduId)).toEqual([second, second])
  })

  test('SQ1, SQ3: a record stands in its stream once, and every commit leaves its last sequence and a new tag', async () => {
    const siti = person()
    await sync.send(writer, [siti, visit(siti.id)])
    await sync.send(writer, [writer.write('person', siti.id, { rt: '03' })])
    const commits = await sync.behind<{ sequence: number; tag: string }>(
      `select sequence::int, tag from stream_commit where posyandu_id = '${first}' order by sequence`,
    )
    expect(commits.map((commit) => commit.sequence)).toEqual([2, 3])
    expect(new Set(commits.map((commit) => commit.tag)).size).toBe(2)
    const stands = await sync.behind<{ sequence: number }>(
      `select sequence::int from record where record_id = '${siti.id}'`,
    )
    expect(stands).toEqual([{ sequence: 3 }])
  })

  test('CU3: a restored server that has not gone on is noticed too', async () => {
    await sync.send(writer, [person()])
    const { cursor } = await sync.pullAll(reader)
    await sync.behind('truncate record, stream_commit')
    await sync.behind('update posyandu_stream set last_sequence = 0')
    expect((await sync.pullAll(reader, cursor)).records).toEqual([])
    const again = person()
    await sync.send(writer, [again])
    expect(idsOf((await sync.pullAll(reader, cursor)).records)).toEqual([again.id])
  })

  test.each(['', 'x', Buffer.from('{}').toString('base64url'), Buffer.from('{"v":9}').toString('base64url')])(
    'CU4: %j is no cursor',
    async (cursor) => {
      await sync.send(writer, [person()])
      expect((await sync.pullAll(reader, cursor)).records).toHaveLength(1)
    },
  )

  test('MV2 CU2: a posyandu that comes into the scope is read from the start, beside the others', async () => {
    const [mine, theirs] = [person(first), person(second)]
    await sync.send(writer, [mine, theirs])
    const { cursor } = await sync.pullAll(reader)
    await sync.behind(
      `insert into device_posyandu (puskesmas_id, device_id, posyandu_id)
       values ('${sync.puskesmas.id}', '${reader.deviceId}', '${second}')`,
    )
    const pulled = await sync.pullAll(reader, cursor)
    expect(idsOf(pulled.records)).toEqual([theirs.id])
    expect(pulled.pages[0]?.changes?.posyandu).toHaveLength(2)
  })

  test('PL6: settings come whole with the first page and when they changed', async () => {
    const start = await sync.pullAll(reader)
    expect(start.pages[0]?.changes?.settings).toBeDefined()
    const same = await sync.pullAll(reader, start.cursor)
    expect(same.pages[0]?.changes?.settings).toBeUndefined()
    await sync.behind(`update puskesmas set settings = '{"adultFromYears": 19}'`)
    const changed = await sync.pullAll(reader, same.cursor)
    expect(changed.pages[0]?.changes?.settings).toMatchObject({ adultFromYears: 19 })
    await sync.behind(`update puskesmas set settings = '{}'`)
  })

  test('PL6: who writes there is told with the first page, and with the last where it changed on the way', async () => {
    const rename = (name: string) =>
      sync.behind(
        `update account a set display_name = $2 from device d
         where d.device_id = $1 and d.account_id = a.account_id`,
        [writer.deviceId, name],
      )
    await sync.send(
      writer,
      ['Ani', 'Budi', 'Citra', 'Dewi', 'Eka', 'Fajar'].map((name) =>
        writer.write('person', v7(), { posyanduId: first, name }),
      ),
    )
    const told: unknown[] = []
    let cursor: string | undefined
    for (let more = true; more; ) {
      const page = await sync.send(reader, [], { pull: { limit: 2, ...(cursor && { cursor }) } })
      const { writers, posyandu } = page.changes ?? {}
      told.push(writers?.[writer.deviceId])
      expect(writers === undefined).toBe(posyandu === undefined)
      cursor = page.cursor
      more = page.more === true
      if (told.length === 1) await rename('Bu Wati')
    }
    expect(told.length).toBeGreaterThan(2)
    expect(told.slice(1)).toEqual([...told.slice(2).map(() => undefined), 'Bu Wati'])
    expect(told[0]).not.toBe('Bu Wati')
    expect((await sync.pullAll(reader, cursor)).pages[0]?.changes?.writers).toBeUndefined()
    await rename('Bu Wati Lestari')
    const [page] = (await sync.pullAll(reader, cursor)).pages
    expect(page?.changes?.writers?.[writer.deviceId]).toBe('Bu Wati Lestari')
  })
})
