import { updateMarks, type UpdateMarks, updateReady } from '#device/platform/update-marks.ts'

/**
 * A browser puts an installed update into use by itself as soon as no page of the app is open: in the middle of a
 * posyandu day, when a phone is switched off and on. So an update brings its files and then refuses to be installed,
 * until a person has agreed to it on this phone; its files stay, and the next try finds them. The very first worker
 * passes.
 */
export function gateUpdates(
  worker: ServiceWorkerGlobalScope,
  bringFiles: (event: ExtendableEvent) => Promise<unknown>,
): void {
  const marks = updateMarks(worker.caches)
  worker.addEventListener('install', (event) => {
    event.waitUntil(bringFiles(event).then(() => passGate(worker, marks, Date.now())))
  })
  worker.addEventListener('activate', (event) => event.waitUntil(marks.clear()))
}

type Told = { readonly postMessage: (message: string) => void }

type Gated = {
  readonly registration: { readonly active: unknown }
  readonly clients: { readonly matchAll: (options: ClientQueryOptions) => Promise<readonly Told[]> }
  readonly skipWaiting: () => Promise<void>
}

/** Rejects, and so keeps the update out, as long as nobody agreed. */
export async function passGate(worker: Gated, marks: UpdateMarks, now: number): Promise<void> {
  if (!worker.registration.active) return
  if (await marks.isConsented(now)) return worker.skipWaiting()
  await marks.noteReady()
  const pages = await worker.clients.matchAll({ type: 'window', includeUncontrolled: true })
  // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a worker's pages are of its own origin
  for (const page of pages) page.postMessage(updateReady)
  throw new Error('the update waits for consent')
}
