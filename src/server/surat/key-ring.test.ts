import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { openSealed, sealTo } from '#protocol/surat/hpke.ts'
import { StartRefusal } from '#server/config.ts'
import { addKeys, openKeyRing } from './key-ring.ts'

const seal = { info: 'a test', opening: new Uint8Array(1) }
const secret = Uint8Array.of(1, 2, 3)

describe('the keys of a puskesmas', () => {
  let folder: string
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'teratai-keys-'))
  })
  afterEach(() => rmSync(folder, { recursive: true }))
  const file = () => join(folder, 'keys.json')

  it('SJ16 are made once, for their owner alone, and are the same at the next start', async () => {
    const first = await openKeyRing(folder, 5_000)
    expect(statSync(file()).mode & 0o777).toBe(0o600)
    const again = await openKeyRing(folder, 9_000)
    expect(again.current.announced).toEqual(first.current.announced)
    expect(first.current.announced.number).toBe(5)
    const sealed = await sealTo(first.current.announced.seal, seal, secret)
    expect(await openSealed(again.current.seal, seal, sealed)).toEqual(secret)
  })

  it('SJ16 rise by number when new ones are made, even within a second, and the old still open', async () => {
    const old = await openKeyRing(folder, 5_000)
    const sealed = await sealTo(old.current.announced.seal, seal, secret)
    expect(await addKeys(folder, 5_000)).toBe(6)
    expect(await addKeys(folder, 90_000)).toBe(90)
    const ring = await openKeyRing(folder, 91_000)
    expect(ring.current.announced.number).toBe(90)
    expect(ring.of(5)?.announced).toEqual(old.current.announced)
    expect(ring.of(7)).toBeUndefined()
    expect(await openSealed(ring.of(5)?.seal ?? ring.current.seal, seal, sealed)).toEqual(secret)
  })

  it('SJ16 are never made anew over a file that cannot be read', async () => {
    for (const broken of ['', '{}', '{"pairs":[]}', '{"pairs":[{"number":1}]}']) {
      writeFileSync(file(), broken)
      await expect(openKeyRing(folder, 5_000)).rejects.toThrow(StartRefusal)
      await expect(addKeys(folder, 5_000)).rejects.toThrow(StartRefusal)
      expect(readFileSync(file(), 'utf8')).toBe(broken)
    }
  })
})
