import { browserLocks } from '#device/platform/locks.ts'
import { systemClock } from '#device/platform/clock.ts'
import { syncTag } from '#device/platform/sync-tag.ts'
import { openDatabase, readMeta } from '#device/store/database.ts'
import { runSync } from '#device/sync/engine.ts'
import { syncLock } from '#device/sync/sync-lock.ts'

/** In no TypeScript lib: https://wicg.github.io/background-sync/spec/ */
type SyncEvent = ExtendableEvent & { readonly tag: string }

/** Sends what waits when the browser finds a network, with the app closed or locked. */
export function sendWhenOnline(worker: ServiceWorkerGlobalScope): void {
  worker.addEventListener('sync' as 'activate', (event) => {
    // The browser's `sync` event; the lib knows only the common part of it.
    const sync = event as SyncEvent
    if (sync.tag === syncTag) sync.waitUntil(pushOnce())
  })
}

/** Rejects while rows still wait, so that the browser tries again later. */
async function pushOnce(): Promise<void> {
  const database = openDatabase()
  try {
    // The worker carries no version of its own: what it sends was written by the app that last judged here.
    const appVersion = (await database.run(() => readMeta(database, 'rulesEdition'))) ?? 'worker'
    const outcome = await browserLocks().holdIfFree(syncLock, () =>
      runSync({
        database,
        // It holds no key: what lies sealed goes as it lies.
        queueSeal: undefined,
        clock: systemClock,
        transport: (path, request) => fetch(path, request),
        appVersion,
      }),
    )
    if (!outcome?.ok) throw new Error(outcome ? outcome.failure.code : 'busy')
  } finally {
    database.close()
  }
}
