import { IDBFactory } from 'fake-indexeddb'
import { expect, it } from 'vitest'
import { newDataKeyBytes } from './data-key.ts'
import { noTries } from './tries.ts'
import { createVaultDatabase, type KeyRow } from './vault-database.ts'
import { makeDeviceKey, unwrapBytes, wrapBytes } from './wrap-key.ts'

const pin = '284915'

async function keysOf(id: string): Promise<KeyRow> {
  const deviceKey = await makeDeviceKey()
  return { id, deviceKey, wrapped: await wrapBytes({ pin, deviceKey }, 1, newDataKeyBytes()) }
}
const row = (id: string) => ({ id, tries: noTries })

it('keeps a vault with its keys, and the vault without them once they are removed', async () => {
  const factory = new IDBFactory()
  const database = createVaultDatabase(factory)
  expect(await database.read(undefined)).toBeUndefined()
  const keys = await keysOf('a')
  await database.keep(row('a'), keys)
  const kept = await createVaultDatabase(factory).read('a')
  expect(kept?.row).toEqual(row('a'))
  if (!kept?.keys) throw new Error('no keys')
  expect(kept.keys.deviceKey.extractable).toBe(false)
  expect(await unwrapBytes({ pin, deviceKey: kept.keys.deviceKey }, kept.keys.wrapped)).toBeDefined()
  await database.removeKeys('a')
  expect(await database.read('a')).toEqual({ row: row('a'), keys: undefined })
})

it('gives the newest where no id is named, with its own keys', async () => {
  const database = createVaultDatabase(new IDBFactory())
  for (const id of ['a', 'b']) await database.keep(row(id), await keysOf(id))
  expect((await database.read(undefined))?.keys?.id).toBe('b')
  expect((await database.read('a'))?.keys?.id).toBe('a')
  expect(await database.read('c')).toBeUndefined()
})

it('writes vault and keys both or neither', async () => {
  const database = createVaultDatabase(new IDBFactory())
  await database.keep(row('a'), await keysOf('a'))
  // No browser keeps a function: the second of both writes fails.
  const broken = { ...(await keysOf('a')), extra: () => undefined }
  await expect(database.keep({ ...row('a'), isCleared: true }, broken)).rejects.toThrow()
  expect((await database.read('a'))?.row).toEqual(row('a'))
})

it('says that it does not open', async () => {
  const factory = new IDBFactory()
  const newer = factory.open('teratai-vault', 99)
  await new Promise((resolve) => newer.addEventListener('success', resolve))
  newer.result.close()
  await expect(createVaultDatabase(factory).read(undefined)).rejects.toMatchObject({ name: 'VersionError' })
})
