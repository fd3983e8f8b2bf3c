import { v7 } from 'uuid'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { HeldAnswer, HeldLine } from '#protocol/messages/held.ts'
import type { FieldValue } from '#protocol/mutation.ts'
import type { Database } from '#server/database/database.ts'
import { closeHeld } from '#server/records/settle-held.ts'
import type { TestPhone } from '#tests/builders/test-puskesmas.ts'
import { startTestSync, type TestSync } from '#tests/builders/test-sync.ts'
import { openContent } from '#server/records/sealed-content.ts'
import { testVault } from '#tests/builders/test-vault.ts'
import { testServers } from '#tests/fresh-database.ts'
import { heldRoutes } from './held.ts'
import { syncRoutes } from './sync.ts'

type Who = 'here' | 'there' | 'admin'
type Item = { readonly number: number; readonly id: string }

describe.each(testServers())('settling what is held on $name', (server) => {
  let sync: TestSync
  let here: string
  let there: string
  let phone: TestPhone
  let cookies: Record<Who, string>

  beforeAll(async () => {
    sync = await startTestSync(server, 2, [...syncRoutes, ...heldRoutes])
    ;[here, there] = sync.puskesmas.posyandu as [string, string]
    cookies = {
      here: await sync.logIn('nakes', [here], 'Bidan here'),
      there: await sync.logIn('nakes', [there], 'Bidan there'),
      admin: await sync.logIn('admin', [], 'Bidan admin'),
    }
  })
  beforeEach(async () => {
    phone = await sync.phone([here])
  })
  afterAll(() => sync?.close())

  const ask = async (path: string, as: Who, payload?: object) =>
    sync.app.inject({
      method: payload ? 'POST' : 'GET',
      url: `/api/v1/${path}`,
      headers: { cookie: cookies[as] },
      ...(payload && { payload }),
    })
  const list = async (as: Who, of: TestPhone = phone): Promise<readonly HeldLine[]> => {
    const { held } = (await ask('held', as)).json<HeldAnswer>()
    return held.filter((line) => line.deviceId === of.deviceId)
  }
  const itemsOf = (lines: readonly HeldLine[]): Item[] => lines.map(({ number, id }) => ({ number, id }))
  const accept = async (as: Who, items: readonly Item[], of: TestPhone = phone) =>
    (await ask('held/accept', as, { deviceId: of.deviceId, items })).json()
  const close = (as: Who, items: readonly Item[], reason = 'alreadyRecorded') =>
    ask('held/close', as, { deviceId: phone.deviceId, items, reason })
  const shown = async (id: string, field: string): Promise<FieldValue | undefined> => {
    const nobody = await sync.phone([here, there])
    const { records } = await sync.pullAll(nobody)
    return records.find((record) => record.id === id)?.fields[field]?.heads[0]?.value
  }
  const deeds = () =>
    sync.behind(
      `select number, deed, code, reason, account_name, done_at from held_deed
       where device_id = '${phone.deviceId}' order by number`,
    )

  /** A person of the other posyandu, and a visit of this phone that is held because she is there now. */
  /** A visit to a person whom the phone never had. */
  async function visitElsewhere() {
    const other = await sync.phone([there])
    const siti = other.write('person', v7(), { posyanduId: there, name: 'Siti' })
    await sync.send(other, [siti])
    await sync.send(phone, [phone.write('person', v7(), { posyanduId: here, name: 'Rini' })])
    const visit = phone.write('visit', v7(), { personId: siti.id, weightKg: 8.1 })
    const answer = await sync.send(phone, [visit])
    return { siti, visit, answer }
  }

  test('HD1: what is held is listed by code, without a value of what cannot be read', async () => {
    const siti = phone.write('person', v7(), { posyanduId: here, name: 'Siti' })
    const large = phone.write('note', v7(), { personId: siti.id, text: 'rahasia '.repeat(700) })
    await sync.send(phone, [siti, large])
    expect(await list('here')).toMatchObject([
      { number: 2, code: 'unreadable', field: 'text', acceptable: false, closable: true },
    ])
    expect((await ask('held', 'here')).body).not.toContain('rahasia')
    expect(await list('admin')).toMatchObject([{ number: 2, acceptable: false, closable: false }])
    expect(await list('there')).toEqual([])
  })

  test('HD13: whose it is and what it says is seen where the person stands, and nowhere else', async () => {
    const { siti, answer } = await visitElsewhere()
    expect(answer.held).toMatchObject([{ number: 2, code: 'outOfScope', field: 'personId' }])
    const [line] = await list('there')
    expect(line).toMatchObject({
      acceptable: true,
      record: { personId: siti.id, personName: 'Siti', posyanduId: there, fields: { weightKg: 8.1 } },
    })
    const [seenHere] = await list('here')
    expect(seenHere).toMatchObject({ number: 2, kind: 'visit', acceptable: false, closable: false })
    expect(seenHere?.record).toBeUndefined()
    const answered = (await ask('held', 'there')).json<HeldAnswer>()
    expect(answered.devices.find(({ id }) => id === phone.deviceId)?.name).toBeTruthy()
  })

  test('HD13: the nakes of that posyandu accepts it as it is; it is merged, and who did it is kept', async () => {
    const { visit } = await visitElsewhere()
    const items = itemsOf(await list('there'))
    // Whoever may not decide changes nothing.
    expect(await accept('here', items)).toMatchObject({ accepted: 0, stays: [{ number: 2 }] })
    expect((await ask('held/accept', 'admin', { deviceId: phone.deviceId, items })).statusCode).toBe(403)
    expect(await deeds()).toEqual([])
    expect(await accept('there', items)).toEqual({ accepted: 1, stays: [] })
    expect(await shown(visit.id, 'weightKg')).toBe(8.1)
    expect(await deeds()).toMatchObject([
      { number: 2, deed: 'accepted', code: 'outOfScope', account_name: 'Bidan there' },
    ])
    expect((await deeds())[0]?.done_at).toEqual(new Date(sync.clock.now))
    expect(await list('there')).toEqual([])
    // Twice finds nothing to decide.
    expect((await ask('held/accept', 'there', { deviceId: phone.deviceId, items })).statusCode).toBe(404)
  })

  test('HD12: the next answer tells the phone what is settled, without its sending it again', async () => {
    await visitElsewhere()
    await accept('there', itemsOf(await list('there')))
    const answer = await sync.send(phone, [], { held: 1, holds: [[2, 2]] })
    expect(answer.receipts).toMatchObject([{ from: 2, to: 2, outcome: 'duplicate' }])
    expect(answer.held).toEqual([])
    const silent = await sync.send(phone, [], { held: 0, holds: [] })
    expect(silent.receipts).toEqual([])
  })

  test('HD12: what is still held is not told again, and what the phone does not show is', async () => {
    await visitElsewhere()
    const same = await sync.send(phone, [], { holds: [[2, 2]] })
    expect([same.receipts, same.held]).toEqual([[], []])
    const unseen = await sync.send(phone, [], { holds: [] })
    expect(unseen.held).toMatchObject([{ number: 2, code: 'outOfScope', field: 'personId' }])
    // An edition that tells no list hears of nothing it did not send.
    expect((await sync.send(phone, [])).held).toEqual([])
    // A list beyond all numbers costs nothing.
    expect((await sync.send(phone, [], { holds: [[1, 2_000_000_000]] })).held).toEqual([])
  })

  test('HD12: a number that was used twice is left to each phone as it shows it', async () => {
    const first = phone.write('person', v7(), { posyanduId: here, name: 'Ani' })
    await sync.send(phone, [first])
    await sync.send(phone, [{ ...first, set: { ...first.set, name: 'Ina' } }])
    expect((await sync.send(phone, [], { holds: [] })).held).toEqual([])
    expect((await sync.send(phone, [], { holds: [[1, 1]] })).receipts).toEqual([])
  })

  test('HD11, HD14: closed with a reason it counts as received for the phone, and is never merged', async () => {
    const { visit } = await visitElsewhere()
    const items = itemsOf(await list('there'))
    expect((await close('here', items)).statusCode).toBe(403)
    expect((await close('there', items, 'becauseISaySo')).statusCode).toBe(400)
    expect((await close('there', items)).statusCode).toBe(200)
    const told = { outcome: 'duplicate', resolution: 'closed', reason: 'alreadyRecorded' }
    expect((await sync.send(phone, [], { holds: [[2, 2]] })).receipts).toMatchObject([told])
    // Sent again, also after the phone may write there, it stays closed.
    await sync.behind(
      `insert into device_posyandu values ('${sync.puskesmas.id}', '${phone.deviceId}', '${there}')`,
    )
    const again = await sync.send(phone, [visit])
    expect(again.receipts).toMatchObject([told])
    expect(again.held).toEqual([])
    expect(await shown(visit.id, 'weightKg')).toBeUndefined()
    expect(await deeds()).toMatchObject([
      {
        number: 2,
        deed: 'closed',
        code: 'outOfScope',
        reason: 'alreadyRecorded',
        account_name: 'Bidan there',
      },
    ])
    const [kept] = await sync.behind<{ content: unknown }>(
      `select content from mutation where device_id = '${phone.deviceId}' and number = 2`,
    )
    expect(openContent(testVault, phone.deviceId, kept?.content)).toMatchObject({ set: { weightKg: 8.1 } })
    expect((await close('there', items)).statusCode).toBe(404)
  })

  test('HD14: whose move was closed is handed out again where they stand, and left where their phone may hold them', async () => {
    const ani = phone.write('person', v7(), { posyanduId: here, name: 'Ani' })
    await sync.send(phone, [ani])
    const { cursor } = await sync.pullAll(phone)
    const move = phone.write('person', ani.id, { posyanduId: there })
    expect((await sync.send(phone, [move])).held).toMatchObject([{ code: 'outOfScope' }])
    expect((await close('here', itemsOf(await list('here')))).statusCode).toBe(200)
    const told = await sync.pullAll(phone, cursor)
    expect(told.records).toMatchObject([{ id: ani.id, posyanduId: here }])
    expect(told.left).toEqual([])
    // Somebody of another posyandu, whom it claimed for its own.
    const other = await sync.phone([there])
    const eti = other.write('person', v7(), { posyanduId: there, name: 'Eti' })
    await sync.send(other, [eti])
    const claim = phone.write('person', eti.id, { posyanduId: here })
    expect((await sync.send(phone, [claim])).held).toMatchObject([{ code: 'outOfScope' }])
    expect((await close('here', itemsOf(await list('here')))).statusCode).toBe(200)
    const after = await sync.pullAll(phone, told.cursor)
    expect(after.records).toEqual([])
    expect(after.left).toEqual([{ id: eti.id, posyanduId: here }])
  })

  test('HD11, HD14: what could never be read stays closed, in whatever batch its number comes again', async () => {
    const unread = phone.write('note', v7(), { text: 'x' })
    const bytes = (protocol: number) =>
      phone.seal(Buffer.from('???'), {
        numbers: [[unread.number, unread.number]],
        encoding: 'none',
        protocol,
      })
    await sync.post(await bytes(7))
    const lines = await list('here')
    expect(lines).toMatchObject([{ number: 1, code: 'newerProtocol', acceptable: false, closable: true }])
    expect((await close('here', itemsOf(lines), 'cannotBeRead')).statusCode).toBe(200)
    const again = (await sync.post(await bytes(8))).json()
    expect(again.receipts).toMatchObject([{ from: 1, resolution: 'closed', reason: 'cannotBeRead' }])
    expect(again.held).toEqual([])
    expect(await list('here')).toEqual([])
  })

  test('HD13: what a revoked phone sent is accepted in its order, and what the nakes may not take stays', async () => {
    const far = await sync.phone([there])
    const wati = far.write('person', v7(), { posyanduId: there, name: 'Wati' })
    await sync.send(far, [wati])
    await sync.behind(`update device set revoked_at = now() where device_id = '${phone.deviceId}'`)
    await sync.behind(
      `insert into device_posyandu values ('${sync.puskesmas.id}', '${phone.deviceId}', '${there}')`,
    )
    const siti = phone.write('person', v7(), { posyanduId: here, name: 'Siti' })
    const visit = phone.write('visit', v7(), { personId: siti.id, weightKg: 9 })
    const elsewhere = phone.write('visit', v7(), { personId: wati.id, weightKg: 7 })
    const answer = await sync.send(phone, [siti, visit, elsewhere])
    expect(answer.held.map(({ code }) => code)).toEqual(Array(3).fill('deviceRevoked'))
    const lines = await list('here')
    expect(lines.map(({ acceptable }) => acceptable)).toEqual([true, true, false])
    expect(await accept('here', itemsOf(lines))).toEqual({
      accepted: 2,
      stays: [{ number: 3, code: 'deviceRevoked' }],
    })
    expect(await shown(visit.id, 'weightKg')).toBe(9)
    const next = await sync.send(phone, [], { holds: [[1, 3]] })
    expect(next.receipts).toMatchObject([{ from: 1, to: 2, outcome: 'duplicate' }])
    expect(next.device).toBe('revoked')
    expect(await list('there')).toMatchObject([{ number: 3, code: 'deviceRevoked' }])
  })

  test('HD13: what cannot be merged even so stays held for its own reason', async () => {
    const { siti } = await visitElsewhere()
    // The same id as another kind: no nakes can make that right by accepting it.
    const odd = phone.write('visit', siti.id, { personId: siti.id, weightKg: 8 })
    await sync.behind(`update device set revoked_at = now() where device_id = '${phone.deviceId}'`)
    await sync.send(phone, [odd])
    const line = (await list('there')).find(({ number }) => number === odd.number) as HeldLine
    expect(await accept('there', [line])).toMatchObject({ accepted: 0, stays: [{ code: 'deviceRevoked' }] })
    expect((await list('there')).find(({ number }) => number === odd.number)?.code).toBe('deviceRevoked')
    expect(await deeds()).toEqual([])
  })

  test('HD14, AP2: a deadlock while closing is run again, and closes once', async () => {
    await visitElsewhere()
    const { database } = sync.fresh
    let runs = 0
    const crowded: Database = {
      ...database,
      withScope: (scope, work) =>
        database.withScope(scope, async (queries) => {
          const done = await work(queries)
          runs += 1
          if (runs === 1) throw Object.assign(new Error('deadlock detected'), { code: '40P01' })
          return done
        }),
    }
    const items = itemsOf(await list('there'))
    const by = { accountId: v7(), displayName: 'Bidan there', posyandu: [there] }
    const decision = {
      puskesmasId: sync.puskesmas.id,
      deviceId: phone.deviceId,
      items,
      by,
      now: sync.clock.now,
    }
    expect(await closeHeld(crowded, decision, 'mistaken')).toBe(1)
    expect(runs).toBe(2)
    expect(await deeds()).toMatchObject([{ number: 2, deed: 'closed', reason: 'mistaken' }])
  })

  test('HD9: a mend that is accepted settles what it names, and its phone hears so', async () => {
    const sari = phone.write('person', v7(), { posyanduId: there, name: 'Sari' })
    await sync.send(phone, [sari])
    const mend = { ...phone.write('person', sari.id, { posyanduId: here, name: 'Sari' }), mends: sari.number }
    const answer = await sync.send(phone, [mend], { holds: [[1, 1]] })
    expect(answer.receipts).toMatchObject([
      { from: 2, to: 2, outcome: 'accepted' },
      { from: 1, to: 1, outcome: 'duplicate', resolution: 'mended' },
    ])
    expect((await sync.send(phone, [sari])).receipts).toMatchObject([{ from: 1, resolution: 'mended' }])
    expect(await list('here')).toEqual([])
    expect(await shown(sari.id, 'posyanduId')).toBe(here)
  })

  test('HD12: what a batch asks about and mends itself is told as settled, and once', async () => {
    const sari = phone.write('person', v7(), { posyanduId: there, name: 'Sari' })
    await sync.send(phone, [sari])
    const mend = { ...phone.write('person', sari.id, { posyanduId: here, name: 'Sari' }), mends: sari.number }
    // As the worker sends them, which cannot know what a row mends.
    const answer = await sync.send(phone, [sari, mend], { held: 1, holds: [[1, 1]] })
    expect(answer.held).toEqual([])
    expect(answer.receipts).toMatchObject([
      { from: 2, to: 2, outcome: 'accepted' },
      { from: 1, to: 1, outcome: 'duplicate', resolution: 'mended' },
    ])
    // What is asked about and still held is told once, as held.
    const tuti = phone.write('person', v7(), { posyanduId: there, name: 'Tuti' })
    await sync.send(phone, [tuti])
    const same = await sync.send(phone, [tuti], { held: 1, holds: [[3, 3]] })
    expect([same.receipts, same.held.map(({ number }) => number)]).toEqual([[], [3]])
  })

  test('one thing held keeps nothing else back, and does not stay stuck for ever (lessons 23, 29)', async () => {
    const { siti } = await visitElsewhere()
    const own = phone.write('person', v7(), { posyanduId: here, name: 'Dewi' })
    const more = phone.write('visit', v7(), { personId: siti.id, weightKg: 8.2 })
    const after = phone.write('visit', v7(), { personId: own.id, weightKg: 8.3 })
    const answer = await sync.send(phone, [own, more, after])
    expect(answer.receipts.map(({ from, to }) => [from, to])).toEqual([
      [3, 3],
      [5, 5],
    ])
    expect(answer.have).toBe(5)
    await close('there', itemsOf(await list('there')), 'mistaken')
    expect(await list('there')).toEqual([])
  })

  test('a code or field that this server does not know is taken as it is, and holds nothing up (lesson 28)', async () => {
    const siti = phone.write('person', v7(), { posyanduId: here, name: 'Siti', bloodGroup: 'newCode7' })
    const odd = phone.write('homeGarden', v7(), { personId: siti.id, plants: ['unknown'] })
    const answer = await sync.send(phone, [siti, odd])
    expect(answer.held).toEqual([])
    expect(await shown(siti.id, 'bloodGroup')).toBe('newCode7')
  })
})
