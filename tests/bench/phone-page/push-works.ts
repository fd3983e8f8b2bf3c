import PouchDB from 'pouchdb-browser'
import { foldReceipts } from '#device/store/fold-receipts.ts'
import type { Change } from '#device/store/store.ts'
import { clocked } from './clocked.ts'
import type { KaderPhone } from './kader-phone.ts'
import type { Visits } from './visits.ts'

async function gzip(text: string): Promise<ArrayBuffer> {
  const stream = new Blob([text]).stream().pipeThrough(new CompressionStream('gzip'))
  return new Response(stream).arrayBuffer()
}

/** Sending visits: by the app's engine, as one POST of plain rows, and by PouchDB's replication. */
export async function pushWorks({ local: { store, planner }, sync, sendLocked }: KaderPhone, visits: Visits) {
  await new PouchDB('pouch-push').destroy()
  const pouch = new PouchDB('pouch-push')
  let waiting: readonly Change[] = []
  const take = (count: number) => {
    waiting = Array.from({ length: count }, () => visits.next().change)
    return waiting
  }
  return {
    /** Saves visits in one go, to be pushed. */
    fill: (count: number) => store.save(take(count)),
    push: () => clocked(() => sync()),
    lockedPush: () => clocked(sendLocked),
    balance: () => store.balance(),
    /** What the phone does behind a push while nobody waits; how long that takes. */
    fold: () => clocked(() => foldReceipts(planner.database)),
    plainFill(count: number) {
      take(count)
    },
    plainPush: () =>
      clocked(async () => {
        const body = await gzip(JSON.stringify(waiting.map(({ id, set }) => ({ id, ...set }))))
        const response = await fetch('/floor', { method: 'POST', body })
        await response.text()
      }),
    async pouchFill(count: number) {
      await pouch.bulkDocs(take(count).map(({ id, kind, set }) => ({ _id: id, kind, ...set })))
    },
    pouchPush: (remote: string) =>
      clocked(async () => {
        const { docs_written: written } = await pouch.replicate.to(new URL(remote, location.href).href)
        if (written !== waiting.length) throw new Error(`${written} of ${waiting.length} documents arrived`)
      }),
  }
}
