import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Page } from 'playwright-core'

/** Where a page can leave something behind. */
export type Place = 'indexedDB' | 'caches' | 'storage' | 'page' | 'worker'

/** All that a phone keeps of an origin, by place, as bytes; read past the app. */
export async function dumpOfPhone(page: Page): Promise<Readonly<Record<Place, Buffer>>> {
  const dump = await page.evaluate(async () => {
    const encoder = new TextEncoder()
    const bytesIn = async (value: unknown): Promise<Uint8Array[]> => {
      if (value instanceof Uint8Array) return [value]
      if (value instanceof ArrayBuffer) return [new Uint8Array(value)]
      if (value instanceof Blob) return [new Uint8Array(await value.arrayBuffer())]
      if (typeof value !== 'object' || value === null) return [encoder.encode(String(value))]
      if (value instanceof Map) return bytesIn([...value])
      // A value by itself, and as JSON has it with its name: a number alone is too short to be looked for.
      const named = (name: string, one: unknown) =>
        typeof one === 'object' ? [] : [`${JSON.stringify(name)}:${JSON.stringify(one)}`]
      const parts = Object.entries(value).flatMap(([name, one]) => [name, one, ...named(name, one)])
      return (await Promise.all(parts.map(bytesIn))).flat()
    }
    const answered = <T>(request: IDBRequest<T>) =>
      new Promise<T>((resolve, reject) => {
        request.addEventListener('success', () => resolve(request.result))
        request.addEventListener('error', () => reject(request.error))
      })
    const inDatabase = async ({ name = '' }: IDBDatabaseInfo) => {
      const database = await answered(indexedDB.open(name))
      const parts: unknown[] = [name]
      for (const storeName of database.objectStoreNames) {
        const store = database.transaction(storeName).objectStore(storeName)
        const indexes = [...store.indexNames].map((one) => store.index(one))
        const keysOfIndex = (index: IDBIndex) =>
          new Promise<unknown[]>((resolve) => {
            const keys: unknown[] = []
            const walking = index.openKeyCursor()
            walking.addEventListener('success', () => {
              const cursor = walking.result
              if (!cursor) return resolve(keys)
              keys.push(cursor.key)
              cursor.continue()
            })
          })
        parts.push(
          storeName,
          ...(await Promise.all([answered(store.getAllKeys()), answered(store.getAll())])),
          ...(await Promise.all(indexes.map(keysOfIndex))),
        )
      }
      database.close()
      return parts
    }
    const inCaches = async () => {
      const parts: unknown[] = []
      for (const name of await caches.keys()) {
        const cache = await caches.open(name)
        for (const request of await cache.keys()) {
          const response = await cache.match(request)
          parts.push(name, request.url, [...(response?.headers ?? [])], await response?.arrayBuffer())
        }
      }
      return parts
    }
    const registrations = await navigator.serviceWorker.getRegistrations()
    const notifications = await Promise.all(
      registrations.map((one) => one.getNotifications().catch(() => [])),
    )
    const places = {
      indexedDB: await Promise.all((await indexedDB.databases()).map(inDatabase)),
      caches: await inCaches(),
      storage: [Object.entries(localStorage), Object.entries(sessionStorage), document.cookie],
      page: [
        location.href,
        document.title,
        window.name,
        history.state,
        performance.getEntries().map(({ name }) => name),
      ],
      worker: [
        registrations.map(({ scope, active }) => [scope, active?.scriptURL]),
        notifications.flat().map(({ title, body, data }) => [title, body, data]),
      ],
    }
    const base64 = async (value: unknown) => {
      const blob = new Blob((await bytesIn(value)).flatMap((part) => [new Uint8Array(part), '\n']))
      const bytes = new Uint8Array(await blob.arrayBuffer())
      // So many letters at a time as one call may be given.
      const lot = 0x8000
      let binary = ''
      for (let at = 0; at < bytes.length; at += lot)
        binary += String.fromCharCode(...bytes.subarray(at, at + lot))
      return btoa(binary)
    }
    return Object.fromEntries(
      await Promise.all(
        Object.entries(places).map(async ([place, value]) => [place, await base64(value)] as const),
      ),
    )
  })
  const bytes = (place: Place) => Buffer.from(dump[place] ?? '', 'base64')
  return {
    indexedDB: bytes('indexedDB'),
    caches: bytes('caches'),
    storage: bytes('storage'),
    page: bytes('page'),
    worker: bytes('worker'),
  }
}

/** Leaves a text in every place, as an app would that seals nothing, and in the database values as they are, too. */
export async function leaveOpen(page: Page, text: string, values: object): Promise<void> {
  await page.evaluate(
    async ([left, row]) => {
      await new Promise<void>((resolve) => {
        const opening = indexedDB.open('control')
        opening.addEventListener('upgradeneeded', () => opening.result.createObjectStore('rows'))
        opening.addEventListener('success', () => {
          const work = opening.result.transaction('rows', 'readwrite')
          work.objectStore('rows').put({ body: left }, 1)
          work.objectStore('rows').put(row, 2)
          work.addEventListener('complete', () => resolve(opening.result.close()))
        })
      })
      await (await caches.open('control')).put('/control', new Response(left))
      localStorage.setItem('control', left)
      history.replaceState({ left }, '')
      const registration = await navigator.serviceWorker.ready
      await registration.showNotification('control', { body: left })
    },
    [text, values] as const,
  )
}

/** Takes it away again. */
export async function tidyUp(page: Page): Promise<void> {
  await page.evaluate(async () => {
    indexedDB.deleteDatabase('control')
    await caches.delete('control')
    localStorage.removeItem('control')
    history.replaceState(null, '')
    const registration = await navigator.serviceWorker.ready
    for (const one of await registration.getNotifications()) one.close()
  })
}

/** Every file of a browser's profile, as it lies on the disk: what it packs or seals itself cannot be looked into. */
export function filesOf(profile: string): Buffer {
  const parts = readdirSync(profile, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => readFileSync(join(entry.parentPath, entry.name)))
  return Buffer.concat(parts)
}
