import { PlanOutdated, untilCurrent, write } from './commit.ts'
import type { LocalStore } from './create-store.ts'
import type { Database } from './database.ts'
import { foldReceipts } from './fold-receipts.ts'
import { answer } from './idb.ts'
import { letGo } from './leaving.ts'
import { day } from './outbox.ts'
import type { Intent } from './intent.ts'
import { rowsBetween } from './queue.ts'
import { readReceipts } from './receipt-ranges.ts'
import type { OutboxRow, ReceiptNote, RecordRow } from './rows.ts'
import { mintLock } from './save.ts'

/** So long after the phone was told, by the server's time: against a server that comes back from a backup. */
export const receivedRowsDays = 60
const rowsAtOnce = 500

/**
 * Clears away received rows after 60 days, lowest numbers first and without leaving a gap, and keeps each record's
 * last receipt; then lets go of records that left and have all their receipts. `serverTime` in ms.
 */
export async function tidy(local: LocalStore, deviceId: string, serverTime: number): Promise<void> {
  const { database, shelf } = local.planner
  try {
    await foldOlderThan(database, serverTime - receivedRowsDays * day)
  } finally {
    // It needs room, this makes some.
    await database.run(() =>
      local.locks.hold(mintLock, async () => {
        // The exchange before this may have changed the clock's offset.
        await shelf.refresh()
        await untilCurrent(() => clearReceived(local, deviceId, serverTime - receivedRowsDays * day))
        await untilCurrent(() => letGo(local))
      }),
    )
  }
}

/** Mostly they have been written long since: a phone on which nothing was ever idle keeps no row for longer. */
async function foldOlderThan(database: Database, before: number): Promise<void> {
  const ranges = Object.values(await database.run(() => readReceipts(database))).flat()
  if (ranges.some(({ toldAt }) => toldAt < before)) await foldReceipts(database, () => Promise.resolve())
}

async function clearReceived(local: LocalStore, deviceId: string, before: number): Promise<void> {
  const { database, shelf } = local.planner
  const rowsOfDevice = rowsBetween(database, deviceId)
  // What was held for long, or taken long before its answer came, has its receipt only since the phone was told.
  const isKept = ({ state, toldAt, receivedAt }: OutboxRow) =>
    state !== 'received' || (toldAt ?? receivedAt ?? before) >= before
  // Mostly nothing is old: then one row tells.
  const first = await rowsOfDevice.clone().first()
  if (!first || isKept(first)) return
  const oldest = await rowsOfDevice.limit(rowsAtOnce).toArray()
  const kept = oldest.findIndex(isKept)
  const old = kept === -1 ? oldest : oldest.slice(0, kept)
  const last = old.at(-1)
  if (!last) return
  const rows = await rowsWithReceipts(local, old)
  const counter = shelf.base().ledger.counters[deviceId]
  if (!counter) return
  const intent: Intent = {
    states: new Map(),
    rows,
    counter: { deviceId, note: { ...counter, prunedTo: last.number } },
  }
  await write(local.planner, intent, undefined, {
    stores: ['outbox'],
    async write(stores) {
      const outbox = stores('outbox')
      const keys = old.map((row) => [row.deviceId, row.number])
      const now = await Promise.all(keys.map((key) => answer<OutboxRow | undefined>(outbox.get(key))))
      if (now.some((row) => row?.state !== 'received')) throw new PlanOutdated()
      for (const key of keys) outbox.delete(key)
    },
  })
}

async function rowsWithReceipts(local: LocalStore, old: readonly OutboxRow[]): Promise<RecordRow[]> {
  const receipts = new Map<string, ReceiptNote>()
  for (const { recordId, receivedAt, code } of old)
    receipts.set(recordId, { receivedAt: receivedAt ?? 0, code: code ?? '' })
  const { shelf } = local.planner
  await shelf.load({ records: receipts.keys() })
  return [...receipts].flatMap(([id, receipt]) => {
    const row = shelf.record(id)?.row
    return row ? [Object.assign({}, row, { receipt })] : []
  })
}
