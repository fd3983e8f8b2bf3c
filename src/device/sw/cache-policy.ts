import { PrecacheController } from 'workbox-precaching'
import { isOwnFile } from './own-file.ts'
import { gateUpdates } from './update-gate.ts'

export type PrecacheFile = { readonly url: string; readonly revision: string | null }

/** Pages that only the network has: the API, the puskesmas's desk, the server's health, and files. */
const networkOnly = [/^\/api(\/|$)/, /^\/puskesmas(\/|$)/, /^\/desk/, /^\/health$/, /\.(?!html$)[a-z0-9]+$/i]

/**
 * Answers from the app's own precache and touches nothing else: other requests, and above all every POST of the
 * page, go their way as if no worker were there. `onPage`: what is of use to a page that is just being opened.
 */
export function serveFromPrecache(
  worker: ServiceWorkerGlobalScope,
  files: readonly PrecacheFile[],
  onPage: () => void,
): void {
  const precache = new PrecacheController({
    plugins: [{ cacheWillUpdate: async ({ response }) => ((await isOwnFile(response)) ? response : null) }],
  })
  precache.addToCacheList([...files])
  gateUpdates(worker, (event) => precache.install(event))
  worker.addEventListener('activate', (event) => void precache.activate(event))
  worker.addEventListener('fetch', (event) => {
    const isPrecached = (url: string) => precache.getCacheKeyForURL(url) !== undefined
    const url = precachedUrlFor(event.request, worker.location.origin, isPrecached)
    if (url === undefined) return
    event.respondWith(fromPrecache(precache, url, event.request))
    if (event.request.mode === 'navigate') onPage()
  })
}

/** The precached file that answers a request; `undefined` where it is none of this worker's business. */
export function precachedUrlFor(
  request: Pick<Request, 'method' | 'mode' | 'url'>,
  origin: string,
  isPrecached: (url: string) => boolean,
): string | undefined {
  const url = new URL(request.url)
  if (request.method !== 'GET' || url.origin !== origin) return undefined
  if (request.mode === 'navigate')
    return networkOnly.some((path) => path.test(url.pathname)) ? undefined : '/index.html'
  const plain = url.origin + url.pathname
  return isPrecached(plain) ? plain : undefined
}

async function fromPrecache(precache: PrecacheController, url: string, request: Request): Promise<Response> {
  return (await precache.matchPrecache(url)) ?? fetch(request)
}
