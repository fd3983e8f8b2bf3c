import { whenIdle } from '#device/platform/idle.ts'
import type { Database } from './database.ts'
import { withBareRequests } from './idb.ts'
import { countLyingAsWaiting, rowsBetween } from './queue.ts'
import { asItStands, readReceipts, withoutNumbers } from './receipt-ranges.ts'
import type { MetaRow, Receipts } from './rows.ts'

/** So many rows are written at a time, so that a save gets its turn between. */
const atOnce = 100

/**
 * Writes rows as received whose receipts are noted by range (sync-spec SE4), some at a time, whenever `whenFree`
 * resolves. Nobody is told: they stand as before. Cut off anywhere it goes on the next time.
 */
export async function foldReceipts(
  database: Database,
  whenFree: () => Promise<void> = whenIdle,
): Promise<void> {
  for (;;) {
    const [deviceId] = Object.keys(await database.run(() => readReceipts(database)))
    if (deviceId === undefined) break
    await whenFree()
    await database.run(() => foldSome(database, deviceId))
  }
  await whenFree()
  await database.run(() => sweepIndex(database))
}

/**
 * Chromium leaves in an index what it said of a row before the row was written again. Each count of what waits then
 * passes over all that ever waited (3,000 such rows: 50 to 130 ms, slowed by nothing), and only a transaction that may
 * write takes it away on its way.
 */
async function sweepIndex(database: Database): Promise<void> {
  await database.dexie.transaction('rw', database.outbox, () => countLyingAsWaiting(database))
}

/** The lowest of one device. One transaction: a row has its receipt by the note or by itself, never by neither. */
async function foldSome(database: Database, deviceId: string): Promise<void> {
  await withBareRequests(database.dexie, ['outbox', 'meta'], async (bare) => {
    const receipts: Receipts = await readReceipts(database)
    const [range] = receipts[deviceId] ?? []
    if (!range) return
    const to = Math.min(range.to, range.from + atOnce - 1)
    const rows = await rowsBetween(database, deviceId, range.from, to).toArray()
    const numbers = Array.from({ length: to - range.from + 1 }, (_, i) => range.from + i)
    const left = withoutNumbers(receipts, deviceId, numbers)
    // Bare requests: through tables every live reader would read again what it shows already.
    const outbox = bare.objectStore('outbox')
    for (const row of rows) {
      const now = asItStands(row, receipts)
      if (now !== row) outbox.put(now)
    }
    bare.objectStore('meta').put({ key: 'receipts', value: left } satisfies MetaRow)
  })
}
