import { IDBKeyRange } from 'fake-indexeddb'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import type { Transport } from '#device/sync/send.ts'
import { sendAsItLies } from '#device/sync/send-as-it-lies.ts'
import { isSealed } from '#device/store/seal.ts'
import { openEnvelope } from '#protocol/batch/envelope.ts'
import { eraseReadable } from '#device/sealing/erase-readable.ts'
import { makeDataKey, sealing } from '#tests/builders/sealed-phone.ts'
import { morning } from '#tests/desk.ts'
import { testServers } from '#tests/fresh-database.ts'
import { openSuratBench } from './surat-bench.ts'

describe.each(testServers())('a phone whose rows lie sealed, on $name', (server) => {
  let bench: Awaited<ReturnType<typeof openSuratBench>>
  let encodings: string[] = []

  beforeAll(async () => {
    bench = await openSuratBench(server)
  })
  afterEach(() => {
    bench.closePhones()
    encodings = []
    bench.desk.clock.now = morning
  })
  afterAll(() => bench.close())

  const network: Transport = (path, request) => {
    const bytes = new Uint8Array(request.body as Uint8Array<ArrayBuffer>)
    const envelope = openEnvelope(bytes, (utf8) => new TextDecoder().decode(utf8))
    encodings.push(envelope?.header.encoding ?? 'no envelope')
    return bench.network(path, request)
  }
  const phoneWith = async () => {
    const sealed = sealing(await makeDataKey())
    const kader = await bench.kaderPhone(undefined, undefined, sealed.seals)
    const { local, phone } = kader
    return {
      ...kader,
      sealed,
      /** As the worker does with the app locked, or wiped: it has no key and no token. */
      syncLocked: () => sendAsItLies(local.planner.database, network, phone.clock),
    }
  }
  const names = async () =>
    (await bench.desk.ask('GET', '/api/v1/people', { as: 'nakes' })).body.people.map(
      ({ name }: { name: string }) => name,
    )

  it('PK8 SG3 sends what it cannot read, and settles each row by its number', async () => {
    const { local, save, syncLocked, sync } = await phoneWith()
    for (const name of ['Kunci Satu', 'Kunci Dua', 'Kunci Tiga']) await save(name)
    expect(await syncLocked()).toEqual({ ok: true })
    expect(encodings).toEqual(['sealed-rows'])
    expect(await local.store.balance()).toEqual({ saved: 3, received: 3, waiting: 0, held: 0 })
    expect(await names()).toEqual(expect.arrayContaining(['Kunci Satu', 'Kunci Dua', 'Kunci Tiga']))
    // Nothing was pulled, and the open app goes on where it was.
    expect((await local.store.contact()).firstLoadDone).toBe(false)
    expect(await sync(network)).toEqual({ ok: true })
    expect((await local.store.directory()).map(({ name }) => name)).toContain('Kunci Dua')
  })

  it('PK8 packs whole what it can read: the open app sends no sealed rows', async () => {
    const { save, sync } = await phoneWith()
    await save('Buka Satu')
    expect(await sync(network)).toEqual({ ok: true })
    expect(encodings).not.toContain('sealed-rows')
  })

  it('SL3 sends what lay open before and what lies sealed, each as it lies, and each once', async () => {
    const { local, save, syncLocked } = await phoneWith()
    await save('Campur Satu')
    await save('Campur Dua')
    const { database, seals } = local.planner
    const first = await database.outbox.toCollection().first()
    if (!first) throw new Error('no row')
    const text = JSON.stringify(await seals.queue.open(first.body))
    // The brand says of what type the text is.
    await database.outbox.put({ ...first, body: text as typeof first.body })
    expect(await syncLocked()).toEqual({ ok: true })
    expect(encodings.toSorted()).toEqual(['deflate-raw', 'sealed-rows'])
    expect(await local.store.balance()).toEqual({ saved: 2, received: 2, waiting: 0, held: 0 })
    expect((await names()).filter((name: string) => name.startsWith('Campur'))).toHaveLength(2)
  })

  it('SL4 keeps back only rows under a key that the puskesmas cannot open, until the app is open', async () => {
    const { local, save, syncLocked, sync } = await phoneWith()
    const { database } = local.planner
    const keys = await database.meta.get('puskesmasKeys')
    await database.meta.delete('puskesmasKeys')
    await save('Tanpa Kunci Puskesmas')
    if (keys) await database.meta.put(keys)
    await syncLocked()
    expect(await local.store.balance()).toMatchObject({ received: 0, waiting: 1 })
    expect(await sync(network)).toEqual({ ok: true })
    expect(await local.store.balance()).toMatchObject({ received: 1, waiting: 0 })
  })

  it('SL4 seals to the puskesmas at the next unlocking what could not be before, and lets go of keys without rows', async () => {
    const { local, save, syncLocked, sealed } = await phoneWith()
    const { database } = local.planner
    const keys = await database.meta.get('puskesmasKeys')
    await database.meta.delete('puskesmasKeys')
    await save('Menyusul')
    if (keys) await database.meta.put(keys)
    await sealed.made().queueKeys.tidy()
    expect(await syncLocked()).toEqual({ ok: true })
    expect(await local.store.balance()).toMatchObject({ received: 1, waiting: 0 })
    expect((await database.outbox.toArray()).every(({ body }) => isSealed(body))).toBe(true)
    await database.outbox.clear()
    await sealed.made().queueKeys.tidy()
    // The one of this unlocking stays: rows may follow.
    expect((await database.meta.get('queueKeys'))?.value).toHaveLength(1)
    const later = sealed.seals(database)
    await later.queueKeys.tidy()
    expect((await database.meta.get('queueKeys'))?.value).toEqual([])
  })

  it('SL7 with nothing to send a locked phone asks once an hour all the same, and so hears that it was revoked', async () => {
    const { local, syncLocked, sync, phone } = await phoneWith()
    expect(await sync(network)).toEqual({ ok: true })
    encodings = []
    const hour = 60 * 60_000
    phone.clock.pass(hour)
    bench.desk.clock.now += hour
    await syncLocked()
    expect(encodings).toEqual([])
    const deviceId = (await local.store.enrolment())?.deviceId
    expect(
      await bench.desk.ask('POST', `/api/v1/devices/${deviceId}/revoke`, { as: 'nakes', body: {} }),
    ).toMatchObject({ status: 200 })
    phone.clock.pass(1)
    bench.desk.clock.now += 1
    await syncLocked()
    await syncLocked()
    expect(encodings).toHaveLength(1)
    expect((await local.store.contact()).device).toBe('revoked')
  })

  it('SL6 after a wipe sends what it can never read again, beside what is saved under the new key', async () => {
    const { local: before, save, phone } = await phoneWith()
    await save('Sebelum Dihapus')
    before.close()
    await eraseReadable({ ...phone, IDBKeyRange })
    const key = sealing(await makeDataKey())
    const anew = await bench.kaderPhone({ phone, local: phone.open({ seals: key.seals }) })
    await anew.save('Sesudah Dihapus')
    expect(await anew.local.store.balance()).toEqual({ saved: 2, received: 0, waiting: 2, held: 0 })
    expect(await anew.sync(network)).toEqual({ ok: true })
    expect(encodings.filter((one) => one === 'sealed-rows')).toHaveLength(1)
    expect(await anew.local.store.balance()).toEqual({ saved: 2, received: 2, waiting: 0, held: 0 })
    expect(await names()).toEqual(expect.arrayContaining(['Sebelum Dihapus', 'Sesudah Dihapus']))
    anew.local.close()
  })

  it('SL6 SJ1 after a wipe the file carries them too, and its answer settles each by its number', async () => {
    const { local: before, save, phone } = await phoneWith()
    await save('Surat Sebelum')
    before.close()
    await eraseReadable({ ...phone, IDBKeyRange })
    const key = sealing(await makeDataKey())
    const anew = await bench.kaderPhone({ phone, local: phone.open({ seals: key.seals }) })
    await anew.save('Surat Sesudah')
    const surat = await anew.write()
    expect(surat.rows).toBe(2)
    const { balasan } = await bench.takeIn(surat)
    expect(await anew.door.take(balasan.text)).toMatchObject({ ok: true, received: 2, held: 0 })
    expect(await anew.local.store.balance()).toEqual({ saved: 2, received: 2, waiting: 0, held: 0 })
    expect(await names()).toEqual(expect.arrayContaining(['Surat Sebelum', 'Surat Sesudah']))
    anew.local.close()
  })
})
