import { balanceOf } from './balance.ts'
import { type Database, readMeta } from './database.ts'
import type { OutboxRow, OutboxState } from './rows.ts'
import type { Balance, QueueRow } from './store.ts'

/** All rows of one queue state, by device and number. */
export const rowsIn = (database: Database, state: OutboxState) =>
  database.outbox
    .where('[state+deviceId+number]')
    // An array sorts above every string and number: the end of this state.
    .between([state], [state, []])

/** One device's rows of a queue state, by number. */
export const rowsOf = (database: Database, state: OutboxState, deviceId: string) =>
  database.outbox.where('[state+deviceId+number]').between([state, deviceId], [state, deviceId, []])

/** Those of them above a number. */
export const rowsAbove = (database: Database, state: OutboxState, deviceId: string, number: number) =>
  database.outbox
    .where('[state+deviceId+number]')
    .between([state, deviceId, number], [state, deviceId, []], false)

export async function readBalance(database: Database): Promise<Balance> {
  const [ledger, received, waiting, held] = await Promise.all([
    readMeta(database, 'ledger'),
    rowsIn(database, 'received').count(),
    rowsIn(database, 'waiting').count(),
    rowsIn(database, 'held').count(),
  ])
  return balanceOf(ledger, { received, waiting, held })
}

/**
 * How many rows without a receipt were saved up to `until` and are in no surat jalan that this phone has written since;
 * both by the phone's clock, ms.
 */
export async function countUnfiled(database: Database, until: number): Promise<number> {
  const writtenAt = (await readMeta(database, 'surat'))?.written?.at ?? Number.NEGATIVE_INFINITY
  const isUnfiled = ({ savedAt }: OutboxRow) => savedAt > writtenAt && savedAt <= until
  const counts = await Promise.all(
    (['held', 'waiting'] as const).map((state) => rowsIn(database, state).filter(isUnfiled).count()),
  )
  return counts.reduce((sum, count) => sum + count, 0)
}

/** Held and waiting rows, oldest first, then the received ones, newest first; at most `limit`. */
export async function readQueue(database: Database, limit: number): Promise<readonly QueueRow[]> {
  const [held, waiting, received] = await Promise.all([
    rowsIn(database, 'held').limit(limit).toArray(),
    rowsIn(database, 'waiting').limit(limit).toArray(),
    newestReceived(database, limit),
  ])
  return [...held, ...waiting, ...received].slice(0, limit).map(toQueueRow)
}

/** The newest receipts, by the server's time, whichever of this phone's enrolments wrote what they are for. */
async function newestReceived(database: Database, limit: number): Promise<readonly OutboxRow[]> {
  const ledger = await readMeta(database, 'ledger')
  const ofDevices = await Promise.all(
    Object.keys(ledger?.counters ?? {}).map((deviceId) =>
      rowsOf(database, 'received', deviceId).reverse().limit(limit).toArray(),
    ),
  )
  return ofDevices.flat().sort(newestFirst).slice(0, limit)
}

const newestFirst = (a: OutboxRow, b: OutboxRow) =>
  (b.receivedAt ?? 0) - (a.receivedAt ?? 0) || b.number - a.number

function toQueueRow(row: OutboxRow): QueueRow {
  return {
    number: row.number,
    deviceId: row.deviceId,
    kind: row.kind,
    recordId: row.recordId,
    savedAt: row.savedAt,
    state: row.state,
    ...(row.about !== row.recordId || row.kind === 'person' ? { personId: row.about } : {}),
    ...(row.code !== undefined && { code: row.code }),
    ...(row.field !== undefined && { field: row.field }),
    ...(row.resolution !== undefined && { resolution: row.resolution }),
    ...(row.reason !== undefined && { reason: row.reason }),
    ...(row.receivedAt !== undefined && { receivedAt: row.receivedAt }),
  }
}

/** A held row asks again with the next batch. */
export async function sendAgain(database: Database, { deviceId, number }: SentRow): Promise<void> {
  if (deviceId === undefined) return
  await database.dexie.transaction('rw', database.outbox, async () => {
    const row = await database.outbox.get([deviceId, number])
    if (row?.state === 'held') await database.outbox.put({ ...row, asideUntil: 0 })
  })
}

type SentRow = Pick<QueueRow, 'deviceId' | 'number'>
