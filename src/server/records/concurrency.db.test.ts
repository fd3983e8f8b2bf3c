import { v5, v7 } from 'uuid'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { canonicalJson } from '#protocol/canonical-json.ts'
import { mergeStates, type RecordState, stateOf } from '#protocol/merge.ts'
import type { ChangedRecord } from '#protocol/messages/columns.ts'
import type { FieldValue, Mutation } from '#protocol/mutation.ts'
import { buildApp } from '#server/app.ts'
import { connect } from '#server/database/connect.ts'
import { syncRoutes } from '#server/routes/sync.ts'
import { keptMutations } from '#tests/builders/kept-mutations.ts'
import type { TestPhone } from '#tests/builders/test-puskesmas.ts'
import { startTestSync, type TestSync } from '#tests/builders/test-sync.ts'
import { testVault } from '#tests/builders/test-vault.ts'
import { openContent } from './sealed-content.ts'
import { testServers } from '#tests/fresh-database.ts'

/** Numbers that look random and are the same in every run. */
function* sequenceFrom(seed: number): Generator<number, number> {
  let state = seed
  for (;;) {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0
    yield state / 2 ** 32
  }
}

describe.each(testServers())('many phones at once on $name', (server) => {
  let sync: TestSync
  let first: string
  let second: string

  beforeAll(async () => {
    sync = await startTestSync(server)
    first = sync.puskesmas.posyandu[0] as string
    second = sync.puskesmas.posyandu[1] as string
  })
  afterAll(() => sync?.close())

  /** A second server process on the same database: its own pool and queue. */
  async function otherServer() {
    const database = connect({ url: sync.fresh.applicationUrl, vault: testVault, connections: 8 })
    const app = await buildApp(
      { database, puskesmasId: sync.puskesmas.id, address: 'http://localhost', now: () => sync.clock.now },
      syncRoutes,
    )
    return { app, close: () => app.close().then(() => database.close()) }
  }
  type Post = (bytes: Uint8Array) => Promise<{ statusCode: number; body: string }>

  const pushAll = async (phone: TestPhone, batches: readonly (readonly Mutation[])[], post: Post) => {
    for (const batch of batches) {
      const response = await post(await phone.pack(batch))
      expect([response.statusCode, JSON.parse(response.body).held]).toEqual([200, []])
    }
  }

  test('MG5, AP2, AP5, SQ2, SD5: eight phones, two servers, any order, twice: all converge, a reader misses nothing (lesson 27; trial 4)', async () => {
    const random = sequenceFrom(20261110)
    const next = (below: number) => Math.floor((random.next().value ?? 0) * below)
    const other = await otherServer()
    const people = Array.from({ length: 12 }, (_, i) => v5(`person ${i}`, first))
    const visits = Array.from({ length: 24 }, (_, i) => v5(`visit ${i}`, first))
    const phones = await Promise.all(Array.from({ length: 8 }, () => sync.phone([first, second])))
    const minted: { device: string; mutation: Mutation }[] = []
    const lanes = phones.map((phone) => {
      const rows = Array.from({ length: 60 }, () => {
        const dice = next(10)
        const person = people[next(people.length)] as string
        if (dice < 3)
          return phone.write('person', person, {
            name: `Siti ${next(5)}`,
            ...(dice === 0 && { posyanduId: next(2) === 0 ? first : second }),
          })
        return phone.write('visit', visits[next(visits.length)] as string, {
          personId: person,
          weightKg: next(20),
        })
      })
      minted.push(...rows.map((mutation) => ({ device: phone.deviceId, mutation })))
      const shuffled = [...rows].sort(() => next(3) - 1)
      const batches = Array.from({ length: 10 }, (_, i) => shuffled.slice(i * 6, i * 6 + 6))
      return [...batches, ...batches.slice(next(10))]
    })
    const placed = await sync.phone([first, second])
    const firstPlaces = people.map((id) =>
      placed.write('person', id, { posyanduId: next(2) === 0 ? first : second }),
    )
    minted.push(...firstPlaces.map((mutation) => ({ device: placed.deviceId, mutation })))

    const reader = await sync.phone([first, second])
    const held = new Map<string, RecordState>()
    let cursor: string | undefined
    const readOn = async () => {
      const pulled = await sync.pullAll(reader, cursor, 7)
      cursor = pulled.cursor
      for (const { kind, id, fields } of pulled.records as ChangedRecord[]) {
        const state: RecordState = { kind, id, fields }
        const before = held.get(id)
        held.set(id, before ? mergeStates(before, state) : state)
      }
    }
    const writing = new AbortController()
    const reading = (async () => {
      while (!writing.signal.aborted) await readOn()
    })()
    const here: Post = (bytes) => sync.post(bytes)
    const there: Post = (bytes) =>
      other.app.inject({
        method: 'POST',
        url: '/api/v1/sync',
        headers: { 'content-type': 'application/vnd.teratai.batch' },
        payload: Buffer.from(bytes),
      })
    await Promise.all([
      ...phones.map((phone, i) => pushAll(phone, lanes[i] ?? [], i % 2 === 0 ? here : there)),
      pushAll(placed, [firstPlaces.slice(0, 6), firstPlaces.slice(6), firstPlaces], there),
    ])
    writing.abort()
    await reading
    await readOn()
    await other.close()

    const expected = new Map<string, RecordState>()
    for (const { device, mutation } of minted) {
      const brought = stateOf(mutation, device)
      const before = expected.get(mutation.id)
      expected.set(mutation.id, before ? mergeStates(before, brought) : brought)
    }
    expect(held).toEqual(expected)
    const kept = await keptMutations(sync.fresh.database, sync.puskesmas.id)
    const contents = (list: readonly { deviceId: string; content: unknown }[]) =>
      list.map(({ deviceId, content }) => `${deviceId} ${canonicalJson(content as FieldValue)}`).sort()
    expect(contents(kept)).toEqual(
      contents(minted.map(({ device, mutation }) => ({ deviceId: device, content: mutation }))),
    )
    expect(kept.every(({ outcome }) => outcome === 'accepted')).toBe(true)
    // Every record stands where its person does, once, and no sequence is used twice in a stream.
    const strays =
      await sync.behind(`select r.record_id from record r join record p on p.record_id = r.person_id
      where r.posyandu_id is distinct from p.posyandu_id`)
    expect(strays).toEqual([])
    const twice = await sync.behind(`select posyandu_id, sequence from (
      select posyandu_id, sequence from record union all select posyandu_id, sequence from left_mark) s
      group by 1, 2 having count(*) > 1`)
    expect(twice).toEqual([])
  })

  test('AP1, HD7: what fails unexpectedly is held, the others of the batch and of other phones pass', async () => {
    const [one, two] = [await sync.phone([first]), await sync.phone([first])]
    const [siti, ani] = [
      one.write('person', v7(), { posyanduId: first, name: 'Siti' }),
      two.write('person', v7(), { posyanduId: first, name: 'Ani' }),
    ]
    const broken = one.write('note', v7(), { personId: siti.id, text: 'x' })
    const good = one.write('note', v7(), { personId: siti.id, text: 'y' })
    await sync.behind(`create function fail() returns trigger language plpgsql as $$ begin
      if new.record_id = '${broken.id}' then raise exception 'no'; end if; return new; end $$`)
    await sync.behind('create trigger fail before insert on record for each row execute function fail()')
    // The broken one twice in its batch: it is kept once.
    const batch = [siti, broken, broken, good]
    const [first_, second_] = await Promise.all([sync.send(one, batch), sync.send(two, [ani])])
    expect(first_.held).toEqual([{ number: 2, code: 'serverError', receivedAt: sync.clock.now }])
    expect(first_.receipts.map(({ from, to }) => [from, to])).toEqual([
      [1, 1],
      [3, 3],
    ])
    expect(first_.have).toBe(3)
    expect(second_.receipts).toMatchObject([{ from: 1, to: 1, outcome: 'accepted' }])
    expect(sync.logged).toContainEqual(
      expect.objectContaining({ event: 'mutationFailed', sqlState: 'P0001' }),
    )
    const kept = await sync.behind(`select content from mutation where record_id = '${broken.id}'`)
    expect(kept.map(({ content }) => openContent(testVault, one.deviceId, content))).toMatchObject([
      { set: { text: 'x' } },
    ])
    await sync.behind('drop trigger fail on record')
    await sync.behind('drop function fail')
    expect((await sync.send(one, [broken])).receipts).toMatchObject([{ from: 2, to: 2, outcome: 'accepted' }])
  })

  test('HD12, AP1: what is mended in a batch that is taken one by one is told as mended', async () => {
    const phone = await sync.phone([first])
    const astray = phone.write('person', v7(), { posyanduId: second, name: 'Siti' })
    await sync.send(phone, [astray])
    const mend = phone.write('person', astray.id, { posyanduId: first, name: 'Siti' }, astray.number)
    const broken = phone.write('note', v7(), { personId: astray.id, text: 'x' })
    await sync.behind(`create function fail() returns trigger language plpgsql as $$ begin
      if new.record_id = '${broken.id}' then raise exception 'no'; end if; return new; end $$`)
    await sync.behind('create trigger fail before insert on record for each row execute function fail()')
    const { held, receipts } = await sync.send(phone, [astray, mend, broken], { holds: [[1, 1]] })
    expect(held).toMatchObject([{ number: 3, code: 'serverError' }])
    expect(receipts).toMatchObject([
      { from: 2, to: 2, outcome: 'accepted' },
      { from: 1, to: 1, outcome: 'duplicate', resolution: 'mended', code: receipts[0]?.code },
    ])
    await sync.behind('drop trigger fail on record')
    await sync.behind('drop function fail')
  })

  test.each(['40001', '40P01'])('AP2: refused as %s, the transaction is run again', async (sqlState) => {
    const phone = await sync.phone([first])
    await sync.behind('create sequence attempts')
    await sync.behind('grant usage on sequence attempts to public')
    await sync.behind(`create function fail() returns trigger language plpgsql as $$ begin
      if nextval('attempts') < 3 then raise exception 'again' using errcode = '${sqlState}'; end if; return new; end $$`)
    await sync.behind('create trigger fail before insert on record for each row execute function fail()')
    const siti = phone.write('person', v7(), { posyanduId: first, name: 'Siti' })
    const answer = await sync.send(phone, [siti])
    await sync.behind('drop trigger fail on record')
    await sync.behind('drop function fail')
    await sync.behind('drop sequence attempts')
    expect(answer).toMatchObject({ have: 1, held: [], receipts: [{ from: 1, to: 1 }] })
  })

  test('ER2, SD2: when no database answers, the push is refused with 503 and nothing is said to be received', async () => {
    const phone = await sync.phone([first])
    const gone = connect({
      vault: testVault,
      url: sync.fresh.applicationUrl.replace(/:\d+\//, ':1/'),
      connections: 1,
    })
    const app = await buildApp(
      { database: gone, puskesmasId: sync.puskesmas.id, address: 'http://localhost', now: () => 1 },
      syncRoutes,
    )
    const response = await app.inject({
      method: 'POST',
      url: '/api/v1/sync',
      headers: { 'content-type': 'application/vnd.teratai.batch' },
      payload: Buffer.from(await phone.pack([phone.write('person', v7(), { posyanduId: first })])),
    })
    expect([response.statusCode, response.json()]).toEqual([503, { error: { code: 'databaseUnavailable' } }])
    await app.close()
    await gone.close()
  })

  test('a phone with thousands of records keeps no other from its receipts (lesson 22)', async () => {
    const [heavy, light] = await Promise.all([sync.phone([first]), sync.phone([first])])
    const write = (phone: TestPhone) => phone.write('person', v7(), { posyanduId: first, name: 'X' })
    const batches = await Promise.all(
      Array.from({ length: 6 }, () => heavy.pack(Array.from({ length: 500 }, () => write(heavy)))),
    )
    const small = await light.pack([write(light)])
    const ended: string[] = []
    const post = async (name: string, bytes: Uint8Array) => {
      const response = await sync.post(bytes)
      ended.push(name)
      expect([response.statusCode, response.json().held]).toEqual([200, []])
    }
    await Promise.all([...batches.map((bytes, i) => post(`heavy ${i}`, bytes)), post('light', small)])
    expect(ended).toHaveLength(7)
    // It goes with the next batch of the other, not behind all of them.
    expect(ended.indexOf('light')).toBeLessThan(ended.length - 2)
  })
})
