import { IDBFactory } from 'fake-indexeddb'
import { expect, it } from 'vitest'
import { wakeStores } from './wake-stores.ts'

it('makes no store where there is none', async () => {
  const indexedDB = new IDBFactory()
  await wakeStores(indexedDB)
  expect(await indexedDB.databases()).toEqual([])
})

it('keeps no upgrade waiting', async () => {
  const indexedDB = new IDBFactory()
  const open = (version: number) =>
    new Promise<IDBDatabase>((resolve, reject) => {
      const opening = indexedDB.open('teratai', version)
      opening.addEventListener('success', () => resolve(opening.result))
      opening.addEventListener('blocked', () => reject(new Error('blocked')))
    })
  const first = await open(10)
  first.close()
  await wakeStores(indexedDB)
  expect((await open(20)).version).toBe(20)
})
