import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { v4 } from 'uuid'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { SealedQueueKey, SealedRow } from '#protocol/batch/sealed-batch.ts'
import { sealedEncoding } from '#protocol/batch/sealed-batch.ts'
import { limits } from '#protocol/mutation.ts'
import { syncAnswerSchema } from '#protocol/messages/sync.ts'
import { addKeys, type KeyRing, openKeyRing } from '#server/surat/key-ring.ts'
import { keptMutations } from '#tests/builders/kept-mutations.ts'
import { makeQueueKey, sealedPayload, sealRow } from '#tests/builders/sealed-rows.ts'
import type { TestPhone } from '#tests/builders/test-puskesmas.ts'
import { startTestSync, type TestSync } from '#tests/builders/test-sync.ts'
import { testServers } from '#tests/fresh-database.ts'
import { syncRoutes } from '#server/routes/sync.ts'
import { openSealedRows } from './open-sealed-rows.ts'
import { retryHeld } from './retry-held.ts'

describe.each(testServers())('rows that were sealed one by one on $name', (server) => {
  const folder = mkdtempSync(join(tmpdir(), 'teratai-sealed-'))
  let sync: TestSync
  let old: KeyRing
  let ring: KeyRing
  let posyandu: string

  beforeAll(async () => {
    old = await openKeyRing(folder, 5_000)
    await addKeys(folder, 9_000)
    ring = await openKeyRing(folder, 9_000)
    sync = await startTestSync(server, 1, syncRoutes, ring)
    posyandu = sync.puskesmas.posyandu[0] as string
  })
  afterAll(async () => {
    await sync?.close()
    rmSync(folder, { recursive: true, force: true })
  })

  const batch = (phone: TestPhone, queueKeys: readonly SealedQueueKey[], rows: readonly SealedRow[]) =>
    phone.seal(sealedPayload({ ...phone.header(), queueKeys: [...queueKeys] }, rows), {
      encoding: sealedEncoding,
      numbers: rows.map(({ number }) => [number, number] as [number, number]),
    })
  const send = async (bytes: Uint8Array) => {
    const response = await sync.post(bytes)
    expect(response.statusCode).toBe(200)
    return syncAnswerSchema.parse(response.json())
  }
  const newKey = (keys = ring.current.announced) => makeQueueKey(sync.puskesmas.id, keys, v4())
  const people = (phone: TestPhone, count: number) =>
    Array.from({ length: count }, (_, i) =>
      phone.write('person', v4(), { posyanduId: posyandu, name: `Siti ${i}` }),
    )

  test('PK8: are opened, of several queue keys, also of keys of the puskesmas that are no longer the newest', async () => {
    const phone = await sync.phone([posyandu])
    const [a, b] = [await newKey(old.current.announced), await newKey()]
    const [siti, rini] = people(phone, 2)
    if (!siti || !rini) throw new Error('two people')
    const rows = [await sealRow(a, siti), await sealRow(b, rini)]
    const answer = await send(await batch(phone, [a.sealed, b.sealed], rows))
    expect(answer).toMatchObject({ have: 2, held: [], receipts: [{ from: 1, to: 2, outcome: 'accepted' }] })
    expect(answer.changes).toBeUndefined()
    // The same rows, opened by the phone itself later on, are the same mutations.
    expect((await sync.send(phone, [siti, rini])).receipts).toMatchObject([{ outcome: 'duplicate' }])
    const again = await send(await batch(phone, [b.sealed], [await sealRow(b, rini)]))
    expect(again.receipts).toMatchObject([{ from: 2, to: 2, outcome: 'duplicate' }])
  })

  test('PK8, AP3: what is accepted can be read again without any key, and only then', async () => {
    const phone = await sync.phone([posyandu])
    const key = await newKey()
    const [siti] = people(phone, 1)
    if (!siti) throw new Error('one person')
    await send(await batch(phone, [key.sealed], [await sealRow(key, siti)]))
    const kept = await keptMutations(sync.fresh.database, sync.puskesmas.id)
    expect(kept.filter(({ deviceId }) => deviceId === phone.deviceId)).toMatchObject([
      { number: 1, outcome: 'accepted' },
    ])
  })

  test('PK8, PK4: a row that does not open, or says another number, makes only its own entry unreadable', async () => {
    const phone = await sync.phone([posyandu])
    const key = await newKey()
    const [one, two, three, four] = people(phone, 4)
    if (!one || !two || !three || !four) throw new Error('four people')
    const damaged = await sealRow(key, two)
    damaged.sealed[40] = (damaged.sealed[40] ?? 0) ^ 1
    const rows = [
      await sealRow(key, one),
      damaged,
      // Another's row in its place.
      await sealRow(key, one, 3),
      { number: 4, keyId: key.sealed.id, sealed: new Uint8Array(10) },
    ]
    const answer = await send(await batch(phone, [key.sealed], rows))
    expect(answer.receipts).toMatchObject([{ from: 1, to: 1, outcome: 'accepted' }])
    expect(answer.held).toMatchObject([2, 3, 4].map((number) => ({ number, code: 'unreadable' })))
    // The open app has them whole.
    const later = await sync.send(phone, [two, three, four])
    expect(later.receipts).toMatchObject([{ from: 2, to: 4, outcome: 'accepted' }])
  })

  test('PK8, HD10: sealed to keys that the puskesmas lacks, all is kept and opens when they are brought', async () => {
    const phone = await sync.phone([posyandu])
    const elsewhere = mkdtempSync(join(tmpdir(), 'teratai-lost-'))
    const lost = await openKeyRing(elsewhere, 7_000)
    const key = await newKey(lost.current.announced)
    const [siti] = people(phone, 1)
    if (!siti) throw new Error('one person')
    const answer = await send(await batch(phone, [key.sealed], [await sealRow(key, siti)]))
    expect(answer.held).toMatchObject([{ number: 1, code: 'unreadable' }])
    const options = { now: sync.clock.now, deviceId: phone.deviceId }
    expect(await retryHeld(sync.fresh.database, sync.puskesmas.id, { ...options, openers: ring })).toBe(0)
    expect(await retryHeld(sync.fresh.database, sync.puskesmas.id, { ...options, openers: lost })).toBe(1)
    rmSync(elsewhere, { recursive: true, force: true })
  })

  test('PK8: a queue key that was sealed for another puskesmas, or as another key, opens nothing', async () => {
    const phone = await sync.phone([posyandu])
    const [siti] = people(phone, 1)
    if (!siti) throw new Error('one person')
    const foreign = await makeQueueKey(v4(), ring.current.announced, v4())
    const renamed = await newKey()
    const id = v4()
    const other = { ...renamed, sealed: { ...renamed.sealed, id } }
    for (const key of [foreign, other]) {
      const answer = await send(await batch(phone, [key.sealed], [await sealRow(key, siti)]))
      expect(answer.held).toMatchObject([{ number: 1, code: 'unreadable' }])
    }
  })

  test('PK3, PK8: what is no batch of sealed rows is held whole', async () => {
    const phone = await sync.phone([posyandu])
    const bytes = await phone.seal(Uint8Array.of(0, 0, 9, 9, 1), {
      encoding: sealedEncoding,
      numbers: [[1, 2]],
    })
    const answer = await send(bytes)
    expect(answer.held).toMatchObject([1, 2].map((number) => ({ number, code: 'unreadable' })))
  })

  test('PK8: are refused where they unfold beyond all measure, or are more than a batch may have', async () => {
    const phone = await sync.phone([posyandu])
    const key = await newKey()
    const [siti] = people(phone, 1)
    if (!siti) throw new Error('a person')
    const row = await sealRow(key, siti)
    const payload = (rows: readonly SealedRow[]) =>
      sealedPayload({ ...phone.header(), queueKeys: [key.sealed] }, rows)
    const letters = JSON.stringify(siti).length
    const opened = (rows: readonly SealedRow[], most: number) => openSealedRows(payload(rows), ring, most)
    expect((await opened([row], letters))?.arrived).toHaveLength(1)
    await expect(opened([row], letters - 1)).rejects.toMatchObject({ code: 'unpackedTooLarge' })
    await expect(opened([row, row], 2 * letters - 1)).rejects.toMatchObject({ code: 'unpackedTooLarge' })
    const many = (count: number) => Array.from({ length: count }, () => row)
    const room = (limits.mutationsPerBatch + 1) * letters
    expect((await opened(many(limits.mutationsPerBatch), room))?.arrived).toHaveLength(
      limits.mutationsPerBatch,
    )
    await expect(opened(many(limits.mutationsPerBatch + 1), room)).rejects.toMatchObject({
      code: 'tooManyMutations',
    })
  })
})
