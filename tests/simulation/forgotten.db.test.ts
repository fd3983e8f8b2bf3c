import pg from 'pg'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import type { DeviceView } from '#protocol/messages/access.ts'
import type { HeldAnswer } from '#protocol/messages/held.ts'
import { paperHeader } from '#protocol/messages/paper-header.ts'
import type { Transport } from '#device/sync/send.ts'
import { queriesOf } from '#server/database/connect.ts'
import { morning } from '#tests/desk.ts'
import { testServers } from '#tests/fresh-database.ts'
import { openSuratBench } from './surat-bench.ts'
import { keepRows, putRowsBack, type TableRows, tablesOfPuskesmas } from './table-rows.ts'

describe.each(testServers())('a phone that a restored puskesmas forgot, on $name', (server) => {
  let bench: Awaited<ReturnType<typeof openSuratBench>>
  let owner: pg.Client
  let tables: readonly string[]
  /** The puskesmas as it was before any of a test's phones was enrolled. */
  let before: TableRows
  let requests: { path: string; paper: string | null; status: number }[] = []

  beforeAll(async () => {
    bench = await openSuratBench(server)
    owner = new pg.Client({ connectionString: bench.desk.ownerUrl })
    await owner.connect()
    // Who is logged in stays so: that is not what is tested.
    tables = (await tablesOfPuskesmas(queriesOf(owner))).filter((table) => table !== 'session')
    before = await keepRows(queriesOf(owner), tables, bench.desk.puskesmasId)
  })
  afterEach(async () => {
    bench.closePhones()
    requests = []
    bench.desk.clock.now = morning
    await restore()
  })
  afterAll(async () => {
    await owner.end()
    await bench.close()
  })

  const restore = async () => {
    await putRowsBack(queriesOf(owner), before, bench.desk.puskesmasId)
    // Whoever had logged in since does so again.
    bench.desk.forgetSessions()
  }
  const network: Transport = async (path, request) => {
    const answer = await bench.network(path, request)
    requests.push({ path, paper: new Headers(request.headers).get(paperHeader), status: answer.status })
    return answer
  }
  const papersSent = () => requests.filter(({ paper }) => paper !== null).length
  const devices = async (as: 'admin' | 'nakes' = 'nakes'): Promise<readonly DeviceView[]> =>
    (await bench.desk.ask('GET', '/api/v1/devices', { as })).body.devices
  const held = async (as: 'admin' | 'nakes' = 'nakes'): Promise<HeldAnswer> =>
    (await bench.desk.ask('GET', '/api/v1/held', { as })).body
  const admit = (id: string, as: 'admin' | 'nakes' | 'otherNakes' = 'nakes', body: object = {}) =>
    bench.desk.ask('POST', `/api/v1/devices/${id}/admit`, { as, body })
  /** Which phones the audit trail has as let back in, and for whom. */
  const admissions = async () =>
    (await owner.query('select content from audit_entry order by number')).rows
      .map(({ content }) => JSON.parse(content))
      .filter(({ action }) => action === 'phoneAdmitted')
      .map(({ subject, details }) => [subject, details])
  const countOf = async (table: string) =>
    (await owner.query(`select count(*)::int as n from ${table}`)).rows[0].n as number
  const names = async () =>
    (await bench.desk.ask('GET', '/api/v1/people', { as: 'nakes' })).body.people.map(
      ({ name }: { name: string }) => name,
    )

  it('FD1: a phone has its paper from the enrolment on, and shows it to nobody who knows the phone', async () => {
    const { local, save, sync } = await bench.kaderPhone()
    await save('Anak Satu')
    expect(await sync(network)).toEqual({ ok: true })
    const [row] = await local.planner.database.devices.toArray()
    expect(row?.paper?.keys).toBe(1000)
    expect(requests.map(({ status }) => status)).toEqual([200])
    expect(papersSent()).toBe(0)
  })

  it('FD1: a phone of an earlier edition gets its paper with its next pull, once, and asks no more', async () => {
    const { local, sync } = await bench.kaderPhone()
    const { devices: rows } = local.planner.database
    const [row] = await rows.toArray()
    if (!row) throw new Error('no device')
    const { paper: _, ...earlier } = row
    await rows.put(earlier)
    await sync(network)
    const kept = (await rows.toArray())[0]?.paper
    expect(kept?.keys).toBe(1000)
    await sync(network)
    expect((await rows.toArray())[0]?.paper).toEqual(kept)
  })

  it('FD2, FD4: what it sends is held, every row; let back in, all of it is accepted and it pulls again', async () => {
    const { local, save, sync, device } = await bench.kaderPhone()
    await save('Anak Dulu')
    await sync(network)
    await restore()
    await save('Anak Baru')
    expect(await sync(network)).toEqual({ ok: true })
    expect(papersSent()).toBe(1)
    // Also what had a receipt before: the puskesmas that came back does not have it.
    expect(await local.store.balance()).toEqual({ saved: 2, received: 0, waiting: 0, held: 2 })
    expect(await local.store.contact()).toMatchObject({ device: 'forgotten' })
    expect((await local.store.queue(9)).map(({ code }) => code)).toEqual([
      'deviceForgotten',
      'deviceForgotten',
    ])
    expect(await names()).toEqual([])
    const id = await device()
    expect(await devices()).toMatchObject([
      { id, account: { name: 'Ibu Sari' }, forgottenAt: expect.any(Number), accountKnown: true },
    ])
    const list = await held()
    expect(list.devices).toEqual([{ id, name: 'Ibu Sari' }])
    expect(list.held).toMatchObject([
      {
        number: 1,
        code: 'deviceForgotten',
        acceptable: true,
        closable: true,
        record: { personName: 'Anak Dulu' },
      },
      { number: 2, code: 'deviceForgotten', record: { personName: 'Anak Baru' } },
    ])
    expect((await admit(id, 'otherNakes')).status).toBe(404)
    expect((await admit(id)).status).toBe(200)
    expect(await admissions()).toContainEqual([id, { account: bench.desk.people.kader }])
    expect((await admit(id)).status).toBe(404)
    expect((await names()).sort()).toEqual(['Anak Baru', 'Anak Dulu'])
    expect((await held()).held).toEqual([])
    expect(await sync(network)).toEqual({ ok: true })
    expect(await local.store.balance()).toEqual({ saved: 2, received: 2, waiting: 0, held: 0 })
    expect(await local.store.contact()).toMatchObject({ device: 'active', firstLoadDone: true })
    await save('Anak Besok')
    await sync(network)
    expect((await local.store.balance()).received).toBe(3)
    expect(papersSent()).toBe(1)
  })

  it('FD4: let back in it serves all that its person serves by now, whatever its paper named', async () => {
    const { first, second, kader } = bench.desk.people
    const { local, sync, device } = await bench.kaderPhone()
    await restore()
    const assigned = await bench.desk.ask('PATCH', `/api/v1/accounts/${kader}`, {
      as: 'admin',
      body: { posyandu: [first, second] },
    })
    expect(assigned.status).toBe(200)
    await sync(network)
    expect((await admit(await device(), 'admin')).status).toBe(200)
    await sync(network)
    const served = (await local.store.enrolment())?.posyandu.map(({ id }) => id)
    expect(served?.sort()).toEqual([first, second].sort())
  })

  it('FD2, HD13, HD14: what is held of it can be accepted or closed without letting it back in', async () => {
    const { local, save, sync, device } = await bench.kaderPhone()
    await save('Anak Terima')
    await save('Anak Tutup')
    await restore()
    await sync(network)
    const { held: lines } = await held()
    const item = (number: number) => ({
      deviceId: '',
      items: lines.filter((line) => line.number === number).map(({ number: n, id }) => ({ number: n, id })),
    })
    const deviceId = await device()
    const accepted = await bench.desk.ask('POST', '/api/v1/held/accept', {
      as: 'nakes',
      body: { ...item(1), deviceId },
    })
    expect(accepted.body).toEqual({ accepted: 1, stays: [] })
    const closed = await bench.desk.ask('POST', '/api/v1/held/close', {
      as: 'nakes',
      body: { ...item(2), deviceId, reason: 'mistaken' },
    })
    expect(closed.status).toBe(200)
    await sync(network)
    expect(await local.store.balance()).toEqual({ saved: 2, received: 2, waiting: 0, held: 0 })
    expect(await names()).toEqual(['Anak Terima'])
  })

  it('FD2: a phone that was forgotten and then revoked is a revoked one', async () => {
    const { local, save, sync, device } = await bench.kaderPhone()
    await save('Anak Satu')
    await restore()
    await sync(network)
    const id = await device()
    expect(
      (await bench.desk.ask('POST', `/api/v1/devices/${id}/revoke`, { as: 'nakes', body: {} })).status,
    ).toBe(200)
    await save('Anak Dua')
    await sync(network)
    expect(await local.store.contact()).toMatchObject({ device: 'revoked' })
    expect((await admit(id)).status).toBe(404)
  })

  it('FD3: nothing is kept of whoever has no true paper of his own', async () => {
    const one = await bench.kaderPhone()
    const other = await bench.kaderPhone()
    await one.save('Anak Satu')
    const paperOf = async ({ local }: typeof one) => {
      const [row] = await local.planner.database.devices.toArray()
      return row?.paper ? local.planner.seals.queue.open(row.paper.body) : ''
    }
    const [own, others] = [await paperOf(one), await paperOf(other)]
    await restore()
    const rows = async () => [await countOf('device'), await countOf('mutation'), await countOf('held_batch')]
    const empty = await rows()
    const [content = '', signature = ''] = own.split('.')
    const changed = Buffer.from(content, 'base64url').toString().replace('Ibu Sari', 'Ibu Lain')
    const wrong = {
      none: null,
      nonsense: 'abc',
      'another device’s': others,
      'changed content': `${Buffer.from(changed).toString('base64url')}.${signature}`,
      'changed signature': `${content}.${signature.startsWith('A') ? 'B' : 'A'}${signature.slice(1)}`,
      'without signature': content,
      'far too long': `${content}${'A'.repeat(5_000)}.${signature}`,
    }
    for (const paper of Object.values(wrong)) {
      const through: Transport = (path, request) => {
        const headers = new Headers(request.headers)
        headers.delete(paperHeader)
        if (paper !== null) headers.set(paperHeader, paper)
        return network(path, { ...request, headers })
      }
      expect(await one.sync(through)).toMatchObject({ ok: false, failure: { code: 'unknownDevice' } })
      expect(await rows()).toEqual(empty)
    }
    // Its paper is true, but somebody else signs.
    const stolen: Transport = (path, request) => {
      const headers = new Headers(request.headers)
      headers.set(paperHeader, own)
      return network(path, { ...request, headers })
    }
    expect(await other.sync(stolen)).toMatchObject({ ok: false, failure: { code: 'unknownDevice' } })
    expect(await rows()).toEqual(empty)
    // Keys that this puskesmas never told anybody of.
    await owner.query(`update puskesmas_key set number = 7`)
    expect(await one.sync(network)).toMatchObject({ ok: false, failure: { code: 'unknownDevice' } })
    expect(await rows()).toEqual(empty)
    expect(await one.local.store.balance()).toEqual({ saved: 1, received: 0, waiting: 1, held: 0 })
    await restore()
    expect(await one.sync(network)).toEqual({ ok: true })
  })

  it('FD4: a person whom the puskesmas forgot too is named by an admin, who alone may', async () => {
    const { desk } = bench
    const created = await desk.ask('POST', '/api/v1/accounts', {
      as: 'admin',
      body: { displayName: 'Bu Nurul Anisa', role: 'kader', posyandu: [desk.people.first] },
    })
    const { local, save, sync, device } = await bench.kaderPhone(undefined, created.body.id)
    await save('Anak Satu')
    await restore()
    await sync(network)
    const id = await device()
    expect(await devices()).toMatchObject([{ id, account: { name: 'Bu Nurul Anisa' }, accountKnown: false }])
    expect((await held()).devices).toEqual([{ id, name: 'Bu Nurul Anisa' }])
    expect((await admit(id)).body).toEqual({ error: { code: 'accountForgotten' } })
    const named = { accountId: desk.people.kader }
    expect((await admit(id, 'nakes', named)).body).toEqual({
      error: { code: 'forbidden', field: 'accountId' },
    })
    expect((await admit(id, 'admin', { accountId: desk.people.admin })).status).toBe(400)
    expect((await admit(id, 'admin', named)).status).toBe(200)
    expect((await admissions()).at(-1)).toEqual([id, { account: desk.people.kader }])
    await sync(network)
    expect(await local.store.balance()).toMatchObject({ received: 1, held: 0 })
    expect(await devices()).toMatchObject([{ id, account: { name: 'Ibu Sari' } }])
  })

  it('FD5: a phone without a paper keeps its rows; enrolled anew, it vouches for what it had left', async () => {
    const old = await bench.kaderPhone()
    await old.save('Anak Lama')
    const { devices: rows } = old.local.planner.database
    const [row] = await rows.toArray()
    if (!row) throw new Error('no device')
    const { paper: _, ...earlier } = row
    await rows.put(earlier)
    const earlierId = await old.device()
    await restore()
    expect(await old.sync(network)).toMatchObject({ ok: false, failure: { code: 'unknownDevice' } })
    expect(await old.local.store.balance()).toEqual({ saved: 1, received: 0, waiting: 1, held: 0 })
    const again = await bench.kaderPhone({ phone: old.phone, local: old.local })
    await again.save('Anak Baru')
    expect(await again.sync(network)).toEqual({ ok: true })
    expect(await again.local.store.balance()).toEqual({ saved: 2, received: 1, waiting: 0, held: 1 })
    expect(await names()).toEqual(['Anak Baru'])
    expect((await devices()).find(({ id }) => id === earlierId)).toMatchObject({
      forgottenAt: expect.any(Number),
      accountKnown: true,
    })
    expect((await admit(earlierId)).status).toBe(200)
    bench.desk.clock.now += 25 * 60 * 60 * 1000
    again.phone.clock.set(bench.desk.clock.now)
    expect(await again.sync(network)).toEqual({ ok: true })
    expect(await again.local.store.balance()).toEqual({ saved: 2, received: 2, waiting: 0, held: 0 })
  })

  it('FD5: nobody is let back in for another person on the word of a phone alone', async () => {
    const old = await bench.kaderPhone(undefined, bench.desk.people.nakes)
    await old.save('Anak Lama')
    const { devices: rows } = old.local.planner.database
    const [row] = await rows.toArray()
    if (!row) throw new Error('no device')
    const { paper: _, ...earlier } = row
    await rows.put(earlier)
    const earlierId = await old.device()
    await restore()
    const again = await bench.kaderPhone({ phone: old.phone, local: old.local })
    await again.sync(network)
    expect((await devices()).find(({ id }) => id === earlierId)).toMatchObject({ accountKnown: false })
    expect((await admit(earlierId)).body).toEqual({ error: { code: 'accountForgotten' } })
    expect((await admit(earlierId, 'admin', { accountId: bench.desk.people.kader })).status).toBe(200)
  })

  it('FD6 SJ21: a surat jalan of a forgotten phone is taken likewise, and told so in its balasan', async () => {
    const { local, save, write, door, device } = await bench.kaderPhone()
    await save('Anak Satu')
    await restore()
    const surat = await write()
    const taken = await bench.takeIn(surat)
    expect(taken).toMatchObject({
      accepted: 0,
      held: 1,
      refused: [],
      from: { account: { name: 'Ibu Sari' }, posyandu: [{ name: 'Posyandu Teratai 1' }] },
    })
    expect(await door.take(taken.balasan.text)).toMatchObject({ ok: true, received: 0, held: 1, records: 0 })
    expect(await local.store.contact()).toMatchObject({ device: 'forgotten' })
    expect((await admit(await device())).status).toBe(200)
    bench.desk.clock.now += 60_000
    const next = await bench.takeIn(await write())
    expect(next).toMatchObject({ accepted: 0, duplicate: 1, held: 0 })
    expect(await door.take(next.balasan.text)).toMatchObject({ ok: true, received: 1 })
    expect(await local.store.balance()).toEqual({ saved: 1, received: 1, waiting: 0, held: 0 })
  })
})
