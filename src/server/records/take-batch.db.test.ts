import type { FastifyInstance } from 'fastify'
import { v7 } from 'uuid'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { testVault } from '#tests/builders/test-vault.ts'
import { openContent } from './sealed-content.ts'
import type { BatchHeader } from '#protocol/batch/batch.ts'
import { encodeBatch } from '#protocol/batch/codec.ts'
import type { SyncAnswer } from '#protocol/messages/sync.ts'
import { syncAnswerSchema } from '#protocol/messages/sync.ts'
import type { Mutation } from '#protocol/mutation.ts'
import { buildApp } from '#server/app.ts'
import { asOwner } from '#server/database/prepare-database.ts'
import { syncRoutes } from '#server/routes/sync.ts'
import { keptMutations } from '#tests/builders/kept-mutations.ts'
import { makePuskesmas, TestPhone, type TestPuskesmas, testTime } from '#tests/builders/test-puskesmas.ts'
import { type FreshDatabase, freshDatabase, testServers } from '#tests/fresh-database.ts'

describe.each(testServers())('taking batches on $name', (server) => {
  let fresh: FreshDatabase
  let app: FastifyInstance
  let puskesmas: TestPuskesmas
  let first: string
  let second: string
  let phone: TestPhone
  let now = testTime

  beforeAll(async () => {
    fresh = await freshDatabase(server)
    puskesmas = await makePuskesmas(fresh.ownerUrl)
    first = puskesmas.posyandu[0] as string
    second = puskesmas.posyandu[1] as string
    app = await buildApp(
      { database: fresh.database, puskesmasId: puskesmas.id, address: 'http://localhost', now: () => now },
      syncRoutes,
    )
  })
  beforeEach(async () => {
    now = testTime
    phone = await TestPhone.enrol(fresh.database, puskesmas.id, [first])
  })
  afterAll(async () => {
    await app?.close()
    await fresh?.drop()
  })

  const post = (bytes: Uint8Array, headers: Record<string, string> = {}) =>
    app.inject({
      method: 'POST',
      url: '/api/v1/sync',
      headers: { 'content-type': 'application/vnd.teratai.batch', ...headers },
      payload: Buffer.from(bytes),
    })
  const send = async (
    from: TestPhone,
    mutations: readonly Mutation[],
    more: Partial<BatchHeader> = {},
  ): Promise<SyncAnswer> => {
    const headers = { authorization: `Bearer ${from.pullToken}` }
    const response = await post(await from.pack(mutations, more), headers)
    expect(response.statusCode).toBe(200)
    return syncAnswerSchema.parse(response.json())
  }
  const behind = <T extends Record<string, unknown>>(sql: string, parameters: readonly unknown[] = []) =>
    asOwner(fresh.ownerUrl, (q) => q.query<T>(sql, parameters))
  const countOf = async (table: string) =>
    (await behind<{ n: number }>(`select count(*)::int as n from ${table}`))[0]?.n
  const person = (id = v7(), posyanduId = first) =>
    phone.write('person', id, { posyanduId, name: 'Siti', sex: 'female' })
  const visit = (personId: string, weightKg = 8.4) =>
    phone.write('visit', v7(), { personId, visitedOn: '2026-11-10', instrument: 'balita', weightKg })

  test('RC1, RC2, RC3: every number has its receipt, as one range with one code', async () => {
    const siti = person()
    const answer = await send(phone, [siti, visit(siti.id), visit(siti.id)])
    expect(answer).toMatchObject({ have: 3, held: [], device: 'active', serverTime: testTime })
    expect(answer.receipts).toHaveLength(1)
    expect(answer.receipts[0]).toMatchObject({ from: 1, to: 3, outcome: 'accepted', receivedAt: testTime })
    expect(answer.receipts[0]?.code).toMatch(/^RM-[0-9A-HJKMNP-TV-Z]{5}$/)
    expect(answer.changes).toBeUndefined()
  })

  test('SD5, AP4: sent again, in other batches, all is a duplicate with the first code and time (trial 4)', async () => {
    const siti = person()
    const rows = [siti, visit(siti.id), visit(siti.id)]
    const before = await send(phone, rows)
    const records = await behind('select * from record order by record_id')
    const streams = await behind('select * from posyandu_stream order by posyandu_id')
    now += 60_000
    const again = await send(phone, rows, { baseTime: testTime - 5 })
    expect(again.receipts).toEqual([{ ...before.receipts[0], outcome: 'duplicate' }])
    expect((await send(phone, rows.slice(1, 2))).receipts[0]).toMatchObject({
      from: 2,
      to: 2,
      outcome: 'duplicate',
    })
    expect(await behind('select * from record order by record_id')).toEqual(records)
    expect(await behind('select * from posyandu_stream order by posyandu_id')).toEqual(streams)
  })

  test('RC3: have stops at a gap and goes on when it closes', async () => {
    const siti = person()
    const rows = [siti, visit(siti.id), visit(siti.id), visit(siti.id)] as const
    expect(await send(phone, [rows[2]])).toMatchObject({ have: 0, beyond: [[3, 3]] })
    expect((await send(phone, [rows[0]])).have).toBe(1)
    expect((await send(phone, [rows[1]])).have).toBe(3)
    expect((await send(phone, [rows[3]])).have).toBe(4)
  })

  test('HD6, AP3: the same number with other content is held, and both contents are kept', async () => {
    const siti = person()
    await send(phone, [siti])
    const other = { ...siti, set: { ...siti.set, name: 'Sita' } }
    const answer = await send(phone, [other])
    expect(answer.held).toEqual([{ number: 1, code: 'numberReused', receivedAt: testTime }])
    const kept = await keptMutations(fresh.database, puskesmas.id)
    expect(kept.filter(({ deviceId }) => deviceId === phone.deviceId)).toMatchObject([
      { number: 1, outcome: 'accepted', content: { set: { name: 'Siti' } } },
      { number: 1, outcome: 'held', content: { set: { name: 'Sita' } } },
    ])
  })

  test('HD2: a field above 4 KB is held and named; at 4 KB it passes', async () => {
    const siti = person()
    const large = phone.write('note', v7(), { personId: siti.id, text: 'é'.repeat(2048) })
    const fits = phone.write('note', v7(), { personId: siti.id, text: 'é'.repeat(2047) })
    const answer = await send(phone, [siti, large, fits])
    expect(answer.held).toEqual([{ number: 2, code: 'unreadable', field: 'text', receivedAt: testTime }])
    expect(answer.receipts.map(({ from, to }) => [from, to])).toEqual([
      [1, 1],
      [3, 3],
    ])
    expect(answer.have).toBe(3)
  })

  test('HD2, PK4: an unreadable row is held, kept, and the others pass', async () => {
    const siti = person()
    const bad = { ...visit(siti.id), id: 'none' }
    const placeless = phone.write('visit', v7(), { personId: 7 })
    const answer = await send(phone, [siti, bad, placeless, visit(siti.id)])
    expect(answer.held.map(({ number, code, field }) => [number, code, field])).toEqual([
      [2, 'unreadable', undefined],
      [3, 'unreadable', 'personId'],
    ])
    const kept = await behind(`select content from mutation
      where device_id = '${phone.deviceId}' and number = 2`)
    expect(kept.map(({ content }) => openContent(testVault, phone.deviceId, content))).toMatchObject([
      { id: 'none' },
    ])
  })

  test('HD2, PK5: what cannot even be written down keeps its whole batch', async () => {
    const siti = person()
    const deep = visit(siti.id, 8.123)
    const text = encodeBatch({ ...phone.header(), mutations: [siti, deep] })
    const nested = text.replace('8.123', `${'['.repeat(5000)}${']'.repeat(5000)}`)
    const bytes = await phone.seal(Buffer.from(nested), { numbers: [[1, 2]], encoding: 'none' })
    const answer = (await post(bytes)).json()
    expect(answer.held).toMatchObject([{ number: 2, code: 'unreadable' }])
    expect(answer.receipts).toMatchObject([{ from: 1, to: 1 }])
    const kept = await behind(`select envelope from held_batch where device_id = '${phone.deviceId}'`)
    expect(kept.map(({ envelope }) => testVault.open(envelope as Buffer, phone.deviceId))).toEqual([
      Buffer.from(bytes),
    ])
  })

  test('HD2: a number that the envelope promised and the payload lacks is held', async () => {
    const siti = person()
    const payload = Buffer.from(encodeBatch({ ...phone.header(), mutations: [siti] }))
    const answer = (await post(await phone.seal(payload, { numbers: [[1, 2]], encoding: 'none' }))).json()
    expect(answer).toMatchObject({
      have: 2,
      receipts: [{ from: 1, to: 1 }],
      held: [{ number: 2, code: 'unreadable' }],
    })
  })

  test('UP3 HD3: a newer protocol is held whole, its bytes kept once; read later, it is no longer held', async () => {
    const siti = person()
    const bytes = await phone.seal(Buffer.from('of the future'), { protocol: 2, numbers: [[1, 2]] })
    for (let time = 0; time < 2; time++) {
      const answer = (await post(bytes)).json()
      expect(answer.held.map((each: { code: string }) => each.code)).toEqual([
        'newerProtocol',
        'newerProtocol',
      ])
      expect(answer.have).toBe(2)
    }
    expect(await behind(`select 1 from held_batch where device_id = '${phone.deviceId}'`)).toHaveLength(1)
    const inner = await send(phone, [siti], { protocol: 2 })
    expect(inner.held).toMatchObject([{ number: 1, code: 'newerProtocol' }])
    expect((await send(phone, [siti])).receipts).toMatchObject([{ from: 1, to: 1, outcome: 'accepted' }])
    const open = await behind(`select number from mutation where device_id = '${phone.deviceId}'
      and outcome = 'held' and not resolved`)
    expect(open).toEqual([{ number: 2 }])
  })

  test.each([
    ['garbage', () => Buffer.from([1, 2, 3]), 'deflate-raw'],
    ['text that is no payload', () => Buffer.from('{}'), 'none'],
    ['bytes that are no text', () => Buffer.from([255, 254]), 'none'],
  ] as const)('HD2: a signed payload of %s is held', async (_, payload, encoding) => {
    const answer = (await post(await phone.seal(payload(), { numbers: [[1, 1]], encoding }))).json()
    expect(answer).toMatchObject({ held: [{ number: 1, code: 'unreadable' }], receipts: [] })
  })

  test('SG2 HD2: a payload in the name of another device is held', async () => {
    const text = encodeBatch({ ...phone.header({ deviceId: v7() }), mutations: [person()] })
    const answer = (
      await post(await phone.seal(Buffer.from(text), { numbers: [[1, 1]], encoding: 'none' }))
    ).json()
    expect(answer.held).toMatchObject([{ number: 1, code: 'unreadable' }])
    expect(await behind(`select 1 from record where person_id = '${[...phone.held.keys()][0]}'`)).toEqual([])
  })

  test('HD4: out of scope is held: a new place, a present place, a person elsewhere', async () => {
    const wide = await TestPhone.enrol(fresh.database, puskesmas.id, [first, second])
    const there = wide.write('person', v7(), { posyanduId: second, name: 'Ani' })
    await send(wide, [there])
    const wrongPlace = person(v7(), second)
    const foreign = phone.write('person', there.id, { name: 'Anna' })
    const foreignVisit = visit(there.id)
    const mine = person()
    const answer = await send(phone, [wrongPlace, foreign, foreignVisit, mine])
    expect(answer.held.map(({ number, code, field }) => [number, code, field])).toEqual([
      [1, 'outOfScope', 'posyanduId'],
      [2, 'outOfScope', undefined],
      [3, 'outOfScope', 'personId'],
    ])
    expect(answer.receipts).toMatchObject([{ from: 4, to: 4 }])
    expect(await behind(`select 1 from record where record_id = '${wrongPlace.id}'`)).toEqual([])
  })

  test('HD8: held is judged anew when sent again', async () => {
    const there = person(v7(), second)
    expect((await send(phone, [there])).held).toMatchObject([{ code: 'outOfScope' }])
    await behind(`insert into device_posyandu values ('${puskesmas.id}', '${phone.deviceId}', '${second}')`)
    now += 1000
    expect((await send(phone, [there])).receipts).toMatchObject([{ outcome: 'accepted', receivedAt: now }])
    expect(await behind(`select outcome, code from mutation where device_id = '${phone.deviceId}'`)).toEqual([
      { outcome: 'accepted', code: null },
    ])
  })

  test('HD9: a mending mutation resolves the held one', async () => {
    const siti = person()
    const large = phone.write('note', v7(), { personId: siti.id, text: 'x'.repeat(5000) })
    await send(phone, [siti, large])
    await send(phone, [phone.write('note', large.id, { personId: siti.id, text: 'short' }, large.number)])
    expect(
      await behind(`select resolved from mutation where device_id = '${phone.deviceId}' and number = 2`),
    ).toEqual([{ resolved: true }])
  })

  test.each(['household', 'posyanduDay'])(
    "HD9, HD16: a %s for a posyandu that is not the phone's is mended by another one, and arrives",
    async (kind) => {
      const wrong = phone.write(kind, v7(), { posyanduId: second, rt: '03' })
      expect((await send(phone, [wrong])).held).toMatchObject([{ code: 'outOfScope', field: 'posyanduId' }])
      const mend = phone.write(kind, wrong.id, { posyanduId: first, rt: '03' }, wrong.number)
      expect((await send(phone, [mend])).held).toEqual([])
      const again = await send(phone, [wrong])
      expect(again.held).toEqual([])
      expect(again.receipts).toMatchObject([{ from: 1, to: 1, outcome: 'duplicate', resolution: 'mended' }])
      expect(await behind(`select posyandu_id from record where record_id = '${wrong.id}'`)).toEqual([
        { posyandu_id: first },
      ])
    },
  )

  test('HD9, HD16: what was held for its number is mended by the same under a new one', async () => {
    const siti = person()
    await send(phone, [siti])
    const home = { ...phone.write('household', v7(), { posyanduId: first, rt: '03' }), number: siti.number }
    expect((await send(phone, [home])).held).toMatchObject([{ number: 1, code: 'numberReused' }])
    const mend = phone.write('household', home.id, { rt: '03', posyanduId: first }, home.number)
    expect((await send(phone, [mend])).held).toEqual([])
    expect((await send(phone, [home])).held).toEqual([])
    expect(await behind(`select kind from record where record_id in ('${siti.id}', '${home.id}')`)).toEqual(
      expect.arrayContaining([{ kind: 'person' }, { kind: 'household' }]),
    )
  })

  test('HD5: what a revoked device sends is kept, not merged, and nothing is handed out', async () => {
    await behind(`update device set revoked_at = now() where device_id = '${phone.deviceId}'`)
    const siti = person()
    const answer = await send(phone, [siti], { pull: { limit: 10 } })
    expect(answer).toMatchObject({
      device: 'revoked',
      receipts: [],
      held: [{ number: 1, code: 'deviceRevoked' }],
    })
    expect(answer.changes).toBeUndefined()
    expect(answer.cursor).toBeUndefined()
    expect(await behind(`select 1 from record where record_id = '${siti.id}'`)).toEqual([])
    const future = (await post(await phone.seal(Buffer.from('?'), { protocol: 7, numbers: [[2, 2]] }))).json()
    expect(future.held).toMatchObject([{ number: 2, code: 'deviceRevoked' }])
  })

  test('AP8: a value out of clinical range is accepted', async () => {
    const siti = person()
    expect((await send(phone, [siti, visit(siti.id, 9999)])).held).toEqual([])
  })

  test('AP8: what the phone says of itself is noted, absurd or not', async () => {
    await send(phone, [person()], { waiting: 3, held: 2, clockOffset: 400_000 })
    const [row] = await behind(
      `select waiting, held, clock_offset_ms from device where device_id = '${phone.deviceId}'`,
    )
    expect(row).toEqual({ waiting: 2, held: 2, clock_offset_ms: 400_000 })
    expect((await send(phone, [], { waiting: 9e15, held: -4 })).device).toBe('active')
  })

  test('MG10, AP3: unknown kinds, fields and any character are kept and handed on', async () => {
    const siti = person()
    const odd = {
      personId: siti.id,
      text: 'a\u0000b\ud800',
      constructor: 'x',
      deep: { b: 1, a: [null, true] },
    }
    const note = phone.write('stool', v7(), odd)
    expect((await send(phone, [siti, note])).held).toEqual([])
    const answer = await send(phone, [], { pull: { limit: 100 } })
    const back = answer.changes?.records.find((record) => record.id === note.id)
    expect(back?.kind).toBe('stool')
    const values = Object.fromEntries(
      Object.entries(back?.fields ?? {}).map(([k, f]) => [k, f.heads[0]?.value]),
    )
    expect(values).toEqual(odd)
  })

  test('HD2: a write of another kind than its record is held', async () => {
    const siti = person()
    await send(phone, [siti])
    const answer = await send(phone, [
      { ...phone.write('person', siti.id, { name: 'X' }), kind: 'household' },
    ])
    expect(answer.held).toMatchObject([{ number: 2, code: 'unreadable', field: 'kind' }])
  })

  test('ER1: every refusal has its code and changes nothing', async () => {
    const siti = person()
    const good = await phone.pack([siti])
    const stranger = await TestPhone.enrol(fresh.database, puskesmas.id, [first])
    // One that was never heard of, and one whose batches were taken before it was gone.
    const gone = await TestPhone.enrol(fresh.database, puskesmas.id, [first])
    await send(gone, [])
    await behind('delete from device where device_id in ($1, $2)', [stranger.deviceId, gone.deviceId])
    const forged = Uint8Array.from(good)
    forged[forged.length - 1] = (forged[forged.length - 1] ?? 0) ^ 1
    const unsigned = Uint8Array.from(good)
    unsigned.fill(
      0,
      9 + new DataView(good.buffer).getUint32(5),
      9 + new DataView(good.buffer).getUint32(5) + 64,
    )
    const bomb = await phone.pack([{ ...siti, set: { name: 'x'.repeat(5_000_000) } }])
    const many = Array.from({ length: 501 }, () => visit(siti.id))
    const manyInside = await phone.seal(Buffer.from(encodeBatch({ ...phone.header(), mutations: many })), {
      numbers: [[1, 1]],
      encoding: 'none',
    })
    const before = await behind('select * from device order by device_id')
    const counts = await Promise.all(['mutation', 'record', 'held_batch', 'stream_commit'].map(countOf))
    const cases: [string, number, Uint8Array, Record<string, string>?][] = [
      ['notABatch', 400, Buffer.from('hello')],
      ['notABatch', 400, good.subarray(0, 40)],
      ['notABatch', 400, await phone.seal(Buffer.from('x'), { numbers: [[2, 1]] })],
      ['notABatch', 400, await phone.seal(Buffer.from('x'), { numbers: [[0, 1]] })],
      ['notABatch', 400, await phone.seal(Buffer.from('x'), { numbers: [[1, 2_147_483_648]] })],
      ['wrongPuskesmas', 403, await phone.seal(Buffer.from('x'), { puskesmas: v7() })],
      ['unknownDevice', 401, await stranger.pack([])],
      ['unknownDevice', 401, await gone.pack([])],
      ['badSignature', 401, forged],
      ['badSignature', 401, unsigned],
      ['tooManyMutations', 413, await phone.seal(Buffer.from('x'), { numbers: [[1, 501]] })],
      ['tooManyMutations', 413, manyInside],
      ['unpackedTooLarge', 413, bomb],
      ['payloadTooLarge', 413, new Uint8Array(300_000)],
      ['unsupportedMediaType', 415, good, { 'content-type': 'application/json' }],
    ]
    for (const [code, status, bytes, headers] of cases) {
      const response = await post(bytes, headers)
      expect([response.json().error?.code, response.statusCode]).toEqual([code, status])
    }
    expect(await behind('select * from device order by device_id')).toEqual(before)
    expect(await Promise.all(['mutation', 'record', 'held_batch', 'stream_commit'].map(countOf))).toEqual(
      counts,
    )
  })
})
