import { browserLocks } from '#device/platform/locks.ts'
import { sendForAll } from '#device/phone/send-for-all.ts'
import { syncTag } from '#device/platform/sync-tag.ts'
import { syncLock } from '#device/sync/sync-lock.ts'

/** In no TypeScript lib: https://wicg.github.io/background-sync/spec/ */
type SyncEvent = ExtendableEvent & { readonly tag: string }

/** Sends what waits when the browser finds a network, with the app closed or locked. */
export function sendWhenOnline(worker: ServiceWorkerGlobalScope): void {
  worker.addEventListener('sync' as 'activate', (event) => {
    // The browser's `sync` event; the lib knows only the common part of it.
    const sync = event as SyncEvent
    if (sync.tag === syncTag) sync.waitUntil(sendOrReject())
  })
}

/** Rejects while rows still wait, so that the browser tries again later. */
async function sendOrReject(): Promise<void> {
  const outcome = await browserLocks().holdIfFree(syncLock, () => sendForAll())
  if (!outcome?.ok) throw new Error(outcome ? outcome.failure.code : 'busy')
}
