import { copyFileSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { newId } from '#device/platform/ids.ts'
import { makeReplyKeys } from '#device/platform/reply-keys.ts'
import { writeMeta } from '#device/store/database.ts'
import { readSuratFile } from '#protocol/surat/surat-file.ts'
import { keysIn, keysTogether, writeKeys } from '#server/surat/key-file.ts'
import { addKeys, keyRingIn } from '#server/surat/key-ring.ts'
import { takeSuratJalan } from '#server/surat/take-surat-jalan.ts'
import { testServers } from '#tests/fresh-database.ts'
import { openSuratBench } from './surat-bench.ts'
import { tamper } from './tamper.ts'

describe.each(testServers())('what is no surat, or not ours, on $name', (server) => {
  let bench: Awaited<ReturnType<typeof openSuratBench>>
  beforeAll(async () => {
    bench = await openSuratBench(server)
  })
  afterEach(() => bench.closePhones())
  afterAll(() => bench.close())

  it('SJ14 takes nothing from a file that is cut, damaged, forged, foreign or none, and names which', async () => {
    const { write, save, device } = await bench.kaderPhone()
    await save('Anak Sepuluh')
    const { text } = await write()
    const before = await bench.keptOf(await device())
    const codeOf = async (file: string | Uint8Array) => (await bench.give(file)).body.error?.code
    expect(await codeOf(text.slice(0, -200))).toBe('suratTruncated')
    expect(await codeOf(text.replace(/[A-Z](?=[a-z]{2})/, '*'))).toBe('suratDamaged')
    expect(await codeOf('nama;nik')).toBe('notASurat')
    expect(await codeOf(Uint8Array.of(0xff, 0xd8, 0xff))).toBe('notASurat')
    expect(await codeOf(tamper(text, (bytes) => bytes.length - 30))).toBe('suratForged')
    expect(await codeOf(tamper(text, () => 200))).toBe('suratForged')
    // The letter of the puskesmas's id that tells another puskesmas.
    expect(await codeOf(tamper(text, (bytes) => bytes.indexOf('-7') + 2))).toBe('wrongPuskesmas')
    // Key 1000 becomes key 1001.
    expect(await codeOf(tamper(text, (bytes) => bytes.indexOf('"key":1000') + 9))).toBe('suratKeyUnknown')
    const { balasan } = await bench.takeIn(await (await bench.kaderPhone()).write())
    expect(await codeOf(balasan.text)).toBe('suratOfOtherKind')
    expect(await bench.keptOf(await device())).toEqual(before)
  })

  it('SJ14 takes nothing that another than the phone has signed, or whose phone is not known', async () => {
    const honest = await bench.kaderPhone()
    const forger = await bench.kaderPhone()
    const { database } = forger.local.planner
    const own = await database.devices
      .where('deviceId')
      .equals(await forger.device())
      .first()
    if (!own) throw new Error('no row')
    const become = (deviceId: string) => database.devices.update(own.id, { deviceId })
    await become(await honest.device())
    await writeMeta(database, 'currentDevice', await honest.device())
    expect((await bench.give((await forger.write()).text)).body.error.code).toBe('suratForged')
    const nobody = newId()
    await become(nobody)
    await writeMeta(database, 'currentDevice', nobody)
    expect((await bench.give((await forger.write()).text)).body.error.code).toBe('unknownDevice')
    expect((await bench.keptOf(nobody)).batches).toEqual([])
  })

  it('SJ13 settles nothing by a balasan that is cut, damaged, forged, for others or repeated, and names which', async () => {
    const one = await bench.kaderPhone()
    const other = await bench.kaderPhone()
    await one.save('Anak Sebelas')
    const surat = await one.write()
    const { balasan } = await bench.takeIn(surat)
    const codeOf = async (file: string) => {
      const taken = await one.door.take(file)
      return taken.ok ? 'ok' : taken.code
    }
    expect(await codeOf(balasan.text.slice(0, -100))).toBe('suratTruncated')
    expect(await codeOf(balasan.text.replace(/[A-Z](?=[a-z]{2})/, '*'))).toBe('suratDamaged')
    expect(await codeOf('')).toBe('notASurat')
    expect(await codeOf(surat.text)).toBe('suratOfOtherKind')
    expect(await codeOf(tamper(balasan.text, (bytes) => bytes.length - 5))).toBe('suratForged')
    expect(await codeOf(tamper(balasan.text, (bytes) => bytes.length - 100))).toBe('suratForged')
    expect(await codeOf(tamper(balasan.text, (bytes) => bytes.indexOf('-7') + 2))).toBe('wrongPuskesmas')
    expect(await codeOf(tamper(balasan.text, (bytes) => bytes.indexOf('"key":1000') + 9))).toBe(
      'suratKeyUnknown',
    )
    expect(await codeOf((await bench.takeIn(await other.write())).balasan.text)).toBe('suratOfOtherPhone')
    expect(await one.local.store.balance()).toMatchObject({ waiting: 1, received: 0 })
    expect(await codeOf(balasan.text)).toBe('ok')
    expect(await codeOf(balasan.text)).toBe('suratRepeated')
    expect(await one.local.store.balance()).toMatchObject({ waiting: 0, received: 1 })
  })

  it('SJ11 gives an answer that this phone alone can open, signed by the keys that it has pinned', async () => {
    const one = await bench.kaderPhone()
    await one.save('Anak Rahasia')
    const { balasan } = await bench.takeIn(await one.write())
    const read = readSuratFile('balasan', balasan.text)
    const device = await one.device()
    expect(read).toMatchObject({
      ok: true,
      header: { puskesmas: bench.desk.puskesmasId, device, key: 1_000 },
    })
    expect(balasan.text).not.toContain('Rahasia')
    // The phone as whoever copied everything but the keys that cannot be taken out would have it.
    const { database } = one.local.planner
    const row = await database.devices.where('deviceId').equals(device).first()
    if (!row?.replyKeys) throw new Error('no reply keys')
    await database.devices.update(row.id, { replyKeys: await makeReplyKeys() })
    expect(await one.door.take(balasan.text)).toEqual({ ok: false, code: 'suratUnopenable' })
    expect(await one.local.store.balance()).toMatchObject({ waiting: 1 })
    expect(row.replyKeys.privateKey.extractable).toBe(false)
    await database.devices.update(row.id, { replyKeys: row.replyKeys })
    expect(await one.door.take(balasan.text)).toMatchObject({ ok: true, received: 1 })
  })

  it('SJ17 refuses what is sealed to keys that a restore lost, and takes the same file once they are brought', async () => {
    const one = await bench.kaderPhone()
    const copyOfKeys = () => {
      const folder = mkdtempSync(join(tmpdir(), 'teratai-keys-'))
      copyFileSync(join(bench.folder, 'keys.json'), join(folder, 'keys.json'))
      return folder
    }
    const [lost, restored] = [copyOfKeys(), copyOfKeys()]
    await addKeys(lost, 2_000_000)
    const { database, puskesmasId, clock } = bench.desk
    const takeBy = async (folder: string, text: string) => {
      const keys = await keyRingIn(folder)
      if (!keys) throw new Error('no keys')
      return takeSuratJalan({ database, puskesmasId, now: () => clock.now, keys, file: Buffer.from(text) })
    }
    await one.door.take((await takeBy(lost, (await one.write()).text)).balasan.text)
    await one.save('Anak Dua Puluh')
    const { text } = await one.write()
    await expect(takeBy(restored, text)).rejects.toMatchObject({ code: 'suratKeyUnknown' })
    expect(await one.local.store.balance()).toMatchObject({ waiting: 1 })
    const brought = keysIn(lost)
    if (brought) writeKeys(restored, keysTogether(restored, brought))
    const taken = await takeBy(restored, text)
    expect(taken).toMatchObject({ accepted: 1, refused: [] })
    expect(await one.door.take(taken.balasan.text)).toMatchObject({ ok: true, received: 1 })
    // Or the phone meets a network, where it hears which keys are in force.
    await one.sync(bench.network)
    expect(await bench.takeIn(await one.write())).toMatchObject({ refused: [] })
    for (const folder of [lost, restored]) rmSync(folder, { recursive: true })
  })

  it('SJ14 is for nakes and admin, and nobody else', async () => {
    const { text } = await (await bench.kaderPhone()).write()
    expect((await bench.give(text, 'admin')).status).toBe(200)
    expect((await bench.give(text, 'dinkes')).body.error.code).toBe('forbidden')
    expect(
      (
        await bench.desk.ask('POST', '/api/v1/surat', {
          body: text,
          headers: { 'content-type': 'application/octet-stream' },
        })
      ).body.error.code,
    ).toBe('notLoggedIn')
  })
})
