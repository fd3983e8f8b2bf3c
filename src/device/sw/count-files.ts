import { openAsItIs, storeNamesIn } from '#device/store/open-as-it-is.ts'
import type { MetaRow } from '#device/store/rows.ts'
import { type TrafficNote, withTraffic } from '#device/store/traffic.ts'

/** Files of a version come one after another; once none has come for so long they are written down, ms. */
const quietMs = 1_000

/**
 * Counts what the worker itself fetches, the files of a new version: as they travelled, by the browser's own measure.
 * Exchanges with the puskesmas are counted where they are made.
 */
export function countFiles(worker: ServiceWorkerGlobalScope): void {
  let bytes = 0
  let timer: ReturnType<typeof setTimeout> | undefined
  const observer = new PerformanceObserver((list) => {
    for (const entry of list.getEntries() as PerformanceResourceTiming[])
      if (!new URL(entry.name).pathname.startsWith('/api/')) bytes += entry.transferSize
    clearTimeout(timer)
    timer = setTimeout(() => {
      const came = bytes
      bytes = 0
      if (came > 0) void noteFiles(came, Date.now(), worker.indexedDB).catch(() => undefined)
    }, quietMs)
  })
  observer.observe({ type: 'resource', buffered: true })
}

/** Of several people on one phone each is shown what the phone took. */
export async function noteFiles(app: number, at: number, factory: IDBFactory): Promise<void> {
  for (const name of await storeNamesIn(factory)) await noteIn(name, app, at, factory)
}

/** Into a store as it is: a worker of a new version must not bring it up to date under the page of the old one. */
async function noteIn(name: string, app: number, at: number, factory: IDBFactory): Promise<void> {
  const database = await openAsItIs(factory, name)
  if (!database) return
  try {
    await new Promise<void>((resolve, reject) => {
      const transaction = database.transaction('meta', 'readwrite')
      transaction.addEventListener('complete', () => resolve())
      transaction.addEventListener('abort', () => reject(transaction.error ?? new Error('aborted')))
      const meta = transaction.objectStore('meta')
      const before = meta.get('traffic')
      before.addEventListener('success', () => {
        // `writeMeta` and this write the value under its type.
        const note = (before.result as { value: TrafficNote } | undefined)?.value
        const value = withTraffic(note, at, { sent: 0, received: 0, app })
        meta.put({ key: 'traffic', value } satisfies MetaRow)
      })
    })
  } finally {
    database.close()
  }
}
