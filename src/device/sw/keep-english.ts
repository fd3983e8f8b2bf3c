import type { PrecacheFile } from './cache-policy.ts'

const cacheName = 'teratai-english'

/** The English words, one file a part of the app. */
export const isEnglish = (url: string): boolean => /(?:^|\/)assets\/en-[^/]+\.js$/.test(url)

type Kept = {
  readonly caches: CacheStorage
  readonly fetch: (url: string) => Promise<Response>
  /** Paths of this edition's files. */
  readonly paths: readonly string[]
}

/**
 * Keeps the English words on phones where English was chosen, whole: asking for one of them brings all, and an update
 * brings its own before it takes over. All other phones are spared them.
 */
export function keepEnglish(worker: ServiceWorkerGlobalScope, files: readonly PrecacheFile[]): void {
  const kept: Kept = {
    caches: worker.caches,
    fetch: (url) => worker.fetch(url),
    paths: files.map(({ url }) => new URL(url, worker.location.origin).pathname),
  }
  worker.addEventListener('install', (event) => event.waitUntil(bringAlong(kept)))
  worker.addEventListener('activate', (event) => event.waitUntil(dropOutdated(kept)))
  worker.addEventListener('fetch', (event) => {
    const { origin, pathname } = new URL(event.request.url)
    if (event.request.method !== 'GET' || origin !== worker.location.origin) return
    if (!kept.paths.includes(pathname)) return
    event.respondWith(answerWith(kept, pathname))
    event.waitUntil(bringAll(kept))
  })
}

/** An update must not fail for want of words that are shown in Indonesian until they come. */
export async function bringAlong(kept: Kept): Promise<void> {
  if (await kept.caches.has(cacheName)) await bringAll(kept)
}

export async function bringAll(kept: Kept): Promise<void> {
  await Promise.all(kept.paths.map((path) => answerWith(kept, path).catch(() => undefined)))
}

export async function answerWith(kept: Kept, path: string): Promise<Response> {
  const cache = await kept.caches.open(cacheName)
  const known = await cache.match(path)
  if (known) return known
  const response = await kept.fetch(path)
  if (response.ok) await cache.put(path, response.clone())
  return response
}

/** Those of the edition before, once no page needs them any more. */
export async function dropOutdated(kept: Kept): Promise<void> {
  if (!(await kept.caches.has(cacheName))) return
  const cache = await kept.caches.open(cacheName)
  for (const { url } of await cache.keys())
    if (!kept.paths.includes(new URL(url).pathname)) await cache.delete(url)
}
