import { copyFileSync, mkdtempSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { newId } from '#device/platform/ids.ts'
import type { LocalStore } from '#device/store/create-store.ts'
import { readMeta } from '#device/store/database.ts'
import type { Transport } from '#device/sync/send.ts'
import { addKeys, openKeyRing } from '#server/surat/key-ring.ts'
import { takeSuratJalan } from '#server/surat/take-surat-jalan.ts'
import { testServers } from '#tests/fresh-database.ts'
import { openSuratBench } from './surat-bench.ts'

const noNetwork: Transport = () => Promise.reject(new Error('no network'))
const monthMs = 30 * 24 * 60 * 60 * 1000

describe.each(testServers())('a phone, a file and the real puskesmas on $name', (server) => {
  let bench: Awaited<ReturnType<typeof openSuratBench>>
  beforeAll(async () => {
    bench = await openSuratBench(server)
  })
  afterEach(() => bench.closePhones())
  afterAll(() => bench.close())

  it('SJ8 SJ12 brings rows in and receipts back without any network, and counts as contact', async () => {
    const { local, save, write, door, device } = await bench.kaderPhone()
    await save('Anak Satu')
    await save('Anak Dua')
    const surat = await write()
    expect(surat).toMatchObject({
      rows: 2,
      fileName: expect.stringMatching(/^surat-jalan-posyandu-teratai-1-/),
    })
    expect(await local.store.balance()).toEqual({ saved: 2, received: 0, waiting: 2, held: 0 })
    bench.desk.clock.now += 5 * 60_000
    const taken = await bench.takeIn(surat)
    expect(taken).toMatchObject({
      accepted: 2,
      duplicate: 0,
      held: 0,
      refused: [],
      from: { account: { name: 'Ibu Sari' }, posyandu: [{ name: 'Posyandu Teratai 1' }] },
    })
    expect(taken.notice).toBeUndefined()
    // Kept as by network: the signed batch itself, out of the seal.
    const { batches } = await bench.keptOf(await device())
    expect(batches).toMatchObject([{ first: 1, last: 2 }])
    expect(batches[0]?.envelope.subarray(0, 4).toString()).toBe('TRTI')
    expect(await door.take(taken.balasan.text)).toMatchObject({ ok: true, received: 2, held: 0, refused: [] })
    expect(await local.store.balance()).toEqual({ saved: 2, received: 2, waiting: 0, held: 0 })
    const [row] = await local.store.queue(1)
    expect(row).toMatchObject({
      state: 'received',
      receivedAt: bench.desk.clock.now,
      code: expect.stringMatching(/^PKM?-/),
    })
    expect(await local.store.contact()).toMatchObject({
      lastContactAt: bench.desk.clock.now,
      device: 'active',
    })
  })

  it("SJ20 a file that was only written is in nobody's hands: its rows are still offered, until it is handed out", async () => {
    const { door, local, phone, save, write } = await bench.kaderPhone()
    const unfiled = () => local.store.unfiled(phone.clock.now())
    await save('Siti')
    await save('Budi')
    const surat = await write()
    expect([await unfiled(), await local.store.lastSurat()]).toEqual([2, undefined])
    await door.handedOut(surat)
    expect([await unfiled(), await local.store.lastSurat()]).toMatchObject([0, { id: surat.id, rows: 2 }])
    // Saved after the file was made, and before a clock that was set back shows that moment.
    phone.clock.pass(-3_600_000)
    await save('Ani')
    expect(await unfiled()).toBe(1)
  })

  it('SJ8 brings in all of a phone whose browser was cleared after the file was written (lessons 6, 9, 10)', async () => {
    const one = await bench.kaderPhone()
    const ids = [await one.save('Anak Hilang Satu'), await one.save('Anak Hilang Dua')]
    const surat = await one.write()
    // Clearing the browser, or its loss of the whole store: nothing on the phone is left.
    one.local.close()
    const forgotten = await bench.kaderPhone()
    expect(await forgotten.local.store.balance()).toEqual({ saved: 0, received: 0, waiting: 0, held: 0 })
    expect(await bench.takeIn(surat)).toMatchObject({ accepted: 2, held: 0, refused: [] })
    expect(await forgotten.sync(bench.network)).toEqual({ ok: true })
    const listed = (await forgotten.local.store.directory()).map(({ id }) => id)
    expect(listed).toEqual(expect.arrayContaining(ids))
  })

  it('SJ9 changes nothing when it comes again, by file or by network, before or after', async () => {
    const one = await bench.kaderPhone()
    await one.save('Anak Tiga')
    const surat = await one.write()
    const first = await bench.takeIn(surat)
    const after = await bench.keptOf(await one.device())
    const second = await bench.takeIn(surat)
    expect(second).toMatchObject({ accepted: 0, duplicate: 1, held: 0, notice: 'suratRepeated' })
    // The answer may have been lost: it comes again, and opens.
    expect(await one.door.take(second.balasan.text)).toMatchObject({ ok: true, received: 1 })
    expect(await one.door.take(first.balasan.text)).toMatchObject({ ok: true, received: 0 })
    expect(await one.sync(bench.network)).toEqual({ ok: true })
    expect(await bench.keptOf(await one.device())).toEqual(after)
    expect(await one.local.store.balance()).toEqual({ saved: 1, received: 1, waiting: 0, held: 0 })

    await one.save('Anak Empat')
    const late = await one.write()
    expect(await one.sync(bench.network)).toEqual({ ok: true })
    const byNetwork = await bench.keptOf(await one.device())
    expect(await bench.takeIn(late)).toMatchObject({ accepted: 0, duplicate: 1, notice: 'suratRepeated' })
    expect(await bench.keptOf(await one.device())).toEqual(byNetwork)
  })

  it('SJ9 gives by file the very receipts that the network gave', async () => {
    const { local, save, write, door, sync } = await bench.kaderPhone()
    await save('Anak Lima')
    // The batch arrives, its answer does not.
    await sync(async (path, request) => {
      await bench.network(path, request)
      throw new Error('answer lost')
    })
    expect(await local.store.balance()).toMatchObject({ waiting: 1 })
    const at = bench.desk.clock.now
    bench.desk.clock.now += 60_000
    expect(await door.take((await bench.takeIn(await write())).balasan.text)).toMatchObject({ received: 1 })
    expect(await local.store.queue(1)).toMatchObject([{ state: 'received', receivedAt: at }])
  })

  it('SJ17 keeps a phone that never sees a network going, month after month', async () => {
    const one = await bench.kaderPhone()
    const other = await bench.kaderPhone()
    const names: string[] = []
    for (let month = 1; month <= 6; month++) {
      bench.desk.clock.now += monthMs
      // Whoever was logged in no longer is.
      bench.desk.forgetSessions()
      one.phone.clock.set(bench.desk.clock.now - 2 * monthMs)
      names.push(`Anak bulan ${month}`)
      const id = await one.save(`Anak bulan ${month}`)
      await other.sync(bench.network)
      await other.local.store.save([{ kind: 'person', id, set: { motherName: `Ibu ${month}` } }])
      await other.sync(bench.network)
      expect(await one.sync(noNetwork)).toMatchObject({ ok: false })
      const { balasan } = await bench.takeIn(await one.write())
      expect(await one.door.take(balasan.text)).toMatchObject({ ok: true, more: false })
      const { saved, received } = await one.local.store.balance()
      expect([saved, received]).toEqual([month, month])
      expect(await one.local.store.contact()).toMatchObject({
        lastContactAt: bench.desk.clock.now,
        firstLoadDone: true,
      })
    }
    await other.sync(bench.network)
    const namesOn = async (local: LocalStore) => (await local.store.directory()).map(({ name }) => name)
    expect(await namesOn(other.local)).toEqual(expect.arrayContaining(names))
    // What the other phone wrote came by file as well, up to the month before.
    const mothers = (await one.local.store.directory()).map(({ motherName }) => motherName)
    expect(mothers).toEqual(expect.arrayContaining(['Ibu 1', 'Ibu 5']))
  })

  it('SJ18 hands out changes to an active device with its token, and receipts to any that signs', async () => {
    const one = await bench.kaderPhone()
    await one.save('Anak Enam')
    await bench.desk.ask('POST', `/api/v1/devices/${await one.device()}/revoke`, { as: 'admin' })
    const taken = await bench.takeIn(await one.write())
    expect(taken).toMatchObject({ accepted: 0, held: 1 })
    expect(await one.door.take(taken.balasan.text)).toMatchObject({ ok: true, held: 1, records: 0 })
    expect(await one.local.store.contact()).toMatchObject({ device: 'revoked' })
    expect(await one.local.store.queue(1)).toMatchObject([{ state: 'held', code: 'deviceRevoked' }])
  })

  it('SJ19 carries what an earlier enrolment on this phone left, under its own signature', async () => {
    const before = await bench.kaderPhone()
    await before.save('Anak Tujuh')
    const now = await bench.kaderPhone(before)
    await now.save('Anak Delapan')
    const surat = await now.write()
    expect(surat.rows).toBe(2)
    const taken = await bench.takeIn(surat)
    expect(taken.accepted).toBe(2)
    expect(await now.door.take(taken.balasan.text)).toMatchObject({ received: 2 })
    expect(await now.local.store.balance()).toMatchObject({ saved: 2, received: 2 })
  })

  it('SJ10 a mutation that is held keeps no other back, and says why', async () => {
    const { local, write, door, save } = await bench.kaderPhone()
    await local.store.save([
      { kind: 'person', id: newId(), set: { name: 'X', posyanduId: bench.desk.people.second } },
    ])
    await save('Anak Sembilan')
    const surat = await write()
    const taken = await bench.takeIn(surat)
    expect(taken).toMatchObject({ accepted: 1, held: 1 })
    expect(taken).not.toHaveProperty('notice')
    bench.desk.clock.now += 60_000
    expect(await bench.takeIn(surat)).toMatchObject({ duplicate: 1, held: 1, notice: 'suratRepeated' })
    expect(await door.take(taken.balasan.text)).toMatchObject({ received: 1, held: 1 })
    expect(await local.store.queue(2)).toMatchObject([
      { state: 'held', code: 'outOfScope' },
      { state: 'received' },
    ])
  })

  it('SJ15 believes of an older balasan only receipts of what the puskesmas still has', async () => {
    const { local, save, write, door, sync } = await bench.kaderPhone()
    await save('Anak Dua Belas')
    const older = await bench.takeIn(await write())
    bench.desk.clock.now += 60_000
    await save('Anak Tiga Belas')
    expect(await sync(bench.network)).toEqual({ ok: true })
    const told = await local.store.contact()
    expect(await door.take(older.balasan.text)).toMatchObject({ ok: true, received: 0, records: 0 })
    expect(await local.store.balance()).toMatchObject({ saved: 2, received: 2 })
    expect(await local.store.contact()).toEqual(told)
  })

  it('SJ15 settles two surat whose answers come in the wrong order, and puts nothing back', async () => {
    const { local, save, write, door } = await bench.kaderPhone()
    await save('Anak Lima Belas')
    const first = await bench.takeIn(await write())
    bench.desk.clock.now += 60_000
    await save('Anak Enam Belas')
    const second = await bench.takeIn(await write())
    expect(await door.take(second.balasan.text)).toMatchObject({ ok: true, received: 2 })
    const told = await local.store.contact()
    expect(await door.take(first.balasan.text)).toMatchObject({ ok: true, received: 0 })
    expect(await local.store.balance()).toMatchObject({ saved: 2, received: 2, waiting: 0 })
    expect(await local.store.contact()).toEqual(told)
  })

  it('SJ15 does not take a restored puskesmas at its older word', async () => {
    const { local, save, write, door, sync } = await bench.kaderPhone()
    await save('Anak Empat Belas')
    const before = await bench.takeIn(await write())
    bench.desk.clock.now += 60_000
    // Put back to before the surat, it has nothing of this phone, and says so by network.
    await sync(async (path, request) => {
      const answer = await (await bench.network(path, request)).json()
      return Response.json({ ...answer, have: 0, receipts: [], held: [] })
    })
    expect(await door.take(before.balasan.text)).toMatchObject({ ok: true, received: 0 })
    expect(await local.store.balance()).toMatchObject({ waiting: 1, received: 0 })
  })

  it('SJ15 MV6 PL10 does not believe an older balasan which posyandu the phone has, and does believe who wrote', async () => {
    const { people } = bench.desk
    const give = (posyandu: readonly string[], account: string = people.kader) =>
      bench.desk.ask('PATCH', `/api/v1/accounts/${account}`, { as: 'admin', body: { posyandu } })
    // Another kader of the first, where this one will not be by the second surat.
    await give([people.first], people.otherKader)
    const beside = await (await bench.kaderPhone(undefined, people.otherKader)).device()
    const { local, save, write, door } = await bench.kaderPhone()
    const told = async () => {
      const { writers, writersEnrolledAt } = (await local.store.enrolment()) ?? {}
      return [writers?.[beside], writersEnrolledAt?.[beside]]
    }
    await save('Anak Tujuh Belas')
    const first = await bench.takeIn(await write())
    bench.desk.clock.now += 60_000
    await give([people.second])
    const second = await bench.takeIn(await write())
    expect(await door.take(second.balasan.text)).toMatchObject({ ok: true, received: 1 })
    expect(await local.store.directory()).toEqual([])
    expect(await told()).toEqual([undefined, undefined])
    expect(await door.take(first.balasan.text)).toMatchObject({ ok: true, received: 0 })
    expect((await local.store.enrolment())?.posyandu).toMatchObject([{ id: people.second }])
    expect(await told()).toEqual(['Ibu Wati', expect.any(Number)])
    expect(await local.store.directory()).toEqual([])
    await give([people.first])
    await give([people.second], people.otherKader)
  })

  it('SJ16 keeps its keys in a file for its owner alone, and tells phones of new ones by every road', async () => {
    expect(statSync(join(bench.folder, 'keys.json')).mode & 0o777).toBe(0o600)
    const one = await bench.kaderPhone()
    const keysOf = () => readMeta(one.local.planner.database, 'puskesmasKeys')
    expect(await keysOf()).toMatchObject({ number: 1_000 })
    const old = await one.write()
    const folderOfNew = mkdtempSync(join(tmpdir(), 'teratai-keys-'))
    copyFileSync(join(bench.folder, 'keys.json'), join(folderOfNew, 'keys.json'))
    expect(await addKeys(folderOfNew, 2_000_000)).toBe(2_000)
    const ring = await openKeyRing(folderOfNew, 3_000_000)
    expect(ring.current.announced.number).toBe(2_000)
    const { database, puskesmasId } = bench.desk
    const take = (text: string) =>
      takeSuratJalan({
        database,
        puskesmasId,
        now: () => bench.desk.clock.now,
        keys: ring,
        file: Buffer.from(text),
      })
    // What was sealed to the old ones opens, and its answer is signed by those that the phone knows.
    expect(await one.door.take((await take(old.text)).balasan.text)).toMatchObject({ ok: true })
    expect(await keysOf()).toEqual(ring.current.announced)
    expect((await one.write()).text).not.toBe(old.text)
    expect(await one.door.take((await take((await one.write()).text)).balasan.text)).toMatchObject({
      ok: true,
    })
    // This puskesmas never had them: it cannot open, and says so.
    expect((await bench.give((await one.write()).text)).body.error.code).toBe('suratKeyUnknown')
    // By network it hears of those in force.
    await one.sync(bench.network)
    expect(await keysOf()).toMatchObject({ number: 1_000 })
    rmSync(folderOfNew, { recursive: true })
  })

  it('logs what a surat brought, without a name', async () => {
    await bench.takeIn(await (await bench.kaderPhone()).write())
    const entry = bench.desk.logged.findLast(({ event }) => event === 'suratTaken')
    expect(entry).toEqual({ event: 'suratTaken', accepted: 0, duplicate: 0, held: 0, refused: [] })
  })
})
