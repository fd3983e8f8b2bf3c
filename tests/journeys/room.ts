import type { CDPSession } from 'playwright-core'
import type { Phone } from './phone.ts'

const enough = 24 * 1024 * 1024
const pieces = [4_000_000, 500_000, 50_000, 5_000, 500]

/** A phone whose room is used up, until `makeRoom`. */
export type FullPhone = { readonly makeRoom: () => Promise<void> }

/**
 * Uses up the room of a phone in earnest. The browser's protocol gives the origin a small quota, which the browser
 * itself then counts against; files in its cache take what is left of it, as photos would. What IndexedDB was once
 * told of the room it believes for up to half a minute: small writes go on until the first is refused.
 */
export async function fillPhone({ context, page }: Phone, origin: string): Promise<FullPhone> {
  const session: CDPSession = await context.newCDPSession(page)
  // Holds for as long as this session lives.
  await session.send('Storage.overrideQuotaForOrigin', { origin, quotaSize: enough })
  await page.evaluate(fillCache, pieces)
  await page.evaluate(fillDatabase)
  return {
    async makeRoom() {
      await page.evaluate(() => caches.delete('photos'))
      await session.send('Storage.overrideQuotaForOrigin', { origin })
    },
  }
}

async function fillCache(sizes: readonly number[]): Promise<void> {
  const cache = await caches.open('photos')
  let count = 0
  for (const size of sizes) {
    for (let fits = true; fits; ) {
      fits = await cache.put(`/photos/${(count += 1)}`, new Response(new Uint8Array(size))).then(
        () => true,
        () => false,
      )
    }
  }
}

async function fillDatabase(): Promise<void> {
  const opening = indexedDB.open('photos')
  opening.onupgradeneeded = () => opening.result.createObjectStore('pieces', { autoIncrement: true })
  await new Promise((resolve, reject) => {
    opening.onsuccess = resolve
    opening.onerror = () => reject(opening.error)
  })
  const fits = () =>
    new Promise<boolean>((resolve) => {
      const writing = opening.result.transaction('pieces', 'readwrite')
      writing.objectStore('pieces').add(crypto.getRandomValues(new Uint8Array(500)))
      writing.oncomplete = () => resolve(true)
      writing.onabort = () => resolve(false)
    })
  while (await fits()) await new Promise((resolve) => setTimeout(resolve, 50))
  opening.result.close()
}
