import { mkdirSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest'
import { asOwner } from '#server/database/prepare-database.ts'
import { keysIn, writeKeys } from '#server/surat/key-file.ts'
import { addKeys } from '#server/surat/key-ring.ts'
import { backupBench, numbersIn } from '#tests/builders/backup-bench.ts'
import { testServers } from '#tests/fresh-database.ts'
import { backup } from './backup.ts'
import { readBackupFile, writeBackupFile, type Piece } from './backup-file.ts'
import { migrationsIn } from './own-tables.ts'
import { restore } from './restore.ts'

vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 })

const now = Date.UTC(2026, 10, 22, 14, 3, 7)

describe.each(testServers())('the keys in a backup on $name', (server) => {
  let bench: Awaited<ReturnType<typeof backupBench>>
  let puskesmas: typeof bench.puskesmas
  let folder: string
  const elsewhere = () => bench.elsewhere()

  beforeAll(async () => {
    bench = await backupBench(server)
    ;({ puskesmas, folder } = bench)
  })
  afterAll(() => puskesmas.close())
  afterEach(() => bench.dropOthers())

  it('never loses a key that is in the folder already', async () => {
    const file = await backup(puskesmas.config, join(folder, 'keys.backup'), now)
    const other = await elsewhere()
    mkdirSync(other.data, { recursive: true })
    const own = await addKeys(other.data, 5_000)
    await restore(other, { file, present: 'keep', now })
    expect(numbersIn(other.data)).toEqual([own, ...(numbersIn(puskesmas.config.data) ?? [])])
  })

  const missing = { code: 'keysMissing', message: expect.stringMatching(/\(keysMissing\)$/) }
  const left = () => readdirSync(folder).filter((name) => /lacking|part/.test(name))

  it('makes no backup without the keys that phones seal to, whatever is wrong with the data folder (lesson 18)', async () => {
    const { data } = puskesmas.config
    const [first, second] = keysIn(data)?.pairs ?? []
    if (!first || !second) throw new Error('two keys')
    const attempt = async (name: string, keys: readonly (typeof first)[]) => {
      const wrong = { ...puskesmas.config, data: join(puskesmas.folder, `wrong-${name}`) }
      mkdirSync(wrong.data)
      if (keys.length > 0) writeKeys(wrong.data, { pairs: [...keys] })
      await expect(backup(wrong, join(folder, 'lacking.backup'), now)).rejects.toMatchObject(missing)
      await expect(backup(wrong, join(folder, 'lacking.backup'), now)).rejects.toThrow(wrong.data)
      expect(left()).toEqual([])
      expect(keysIn(wrong.data)?.pairs ?? []).toEqual(keys)
    }
    await attempt('empty', [])
    await attempt('old', [first])
    await attempt('new', [second])
    await attempt('swapped', [first, { ...second, seal: second.sign, sign: second.seal }])
    // A private half of another key opens nothing, whatever stands beside it.
    const odd = { ...puskesmas.config, data: join(puskesmas.folder, 'wrong-odd') }
    mkdirSync(odd.data)
    writeKeys(odd.data, { pairs: [first, { ...second, seal: { ...second.seal, d: first.seal.d } }] })
    await expect(backup(odd, join(folder, 'lacking.backup'), now)).rejects.toThrow(/cannot be read/)
    expect(left()).toEqual([])
    const elder = { ...puskesmas.config, data: join(puskesmas.folder, 'right') }
    mkdirSync(elder.data)
    writeKeys(elder.data, { ...keysIn(data), pairs: [second, first] })
    expect(await backup(elder, join(folder, 'right.backup'), now)).toContain('right.backup')
  })

  it('restores no backup whose keys are nowhere, until they are there or given up (lesson 18)', async () => {
    const file = await backup(puskesmas.config, join(folder, 'with-keys.backup'), now)
    const lacking = join(folder, 'without-keys.backup')
    await writeBackupFile(lacking, withoutKeys(readBackupFile(file)))
    const other = await elsewhere()
    await expect(restore(other, { file: lacking, present: 'keep', now })).rejects.toMatchObject(missing)
    expect(await asOwner(other.databaseUrl, migrationsIn)).toEqual([])
    expect(numbersIn(other.data)).toBeUndefined()
    // The folder has them already.
    const keys = keysIn(puskesmas.config.data)
    if (keys) writeKeys(other.data, keys)
    await restore(other, { file: lacking, present: 'keep', now })
    expect(await backup(other, join(folder, 'again.backup'), now)).toContain('again.backup')
    const bare = await elsewhere()
    // The key under which the database is sealed cannot be given up.
    await expect(
      restore(bare, { file: lacking, present: 'keep', now, lostKeys: 'given up' }),
    ).rejects.toMatchObject({ ...missing, message: expect.stringContaining('the database is sealed') })
    mkdirSync(bare.data, { recursive: true })
    await addKeys(bare.data, 5_000)
    const own = keysIn(bare.data)
    if (own && keys?.data) writeKeys(bare.data, { ...own, data: keys.data })
    await restore(bare, { file: lacking, present: 'keep', now, lostKeys: 'given up' })
    expect(await backup(bare, join(folder, 'given-up.backup'), now)).toContain('given-up.backup')
    rmSync(lacking)
  })

  it('a restore that brings the missing keys back is not kept from it by their absence (lesson 18)', async () => {
    const file = await backup(puskesmas.config, join(folder, 'healing.backup'), now)
    const { data } = puskesmas.config
    const before = readFileSync(join(data, 'keys.json'))
    await puskesmas.stop()
    rmSync(join(data, 'keys.json'))
    await restore(puskesmas.config, { file, present: 'replace', now: now + 1_000 })
    await puskesmas.start()
    expect(JSON.parse(readFileSync(join(data, 'keys.json'), 'utf8'))).toEqual(JSON.parse(before.toString()))
  })
})

async function* withoutKeys(pieces: AsyncIterable<Piece>): AsyncGenerator<Piece> {
  for await (const piece of pieces) if (piece.kind !== 'keys') yield piece
}
