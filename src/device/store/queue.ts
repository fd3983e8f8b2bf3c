import { type Database, readMeta } from './database.ts'
import type { CounterNote, OutboxRow, OutboxState } from './rows.ts'
import type { Balance, QueueRow } from './store.ts'

/** All rows of one queue state, by device and number. */
export const rowsIn = (database: Database, state: OutboxState) =>
  database.outbox
    .where('[state+deviceId+number]')
    // An array sorts above every string and number: the end of this state.
    .between([state], [state, []])

/** `saved` comes from the running numbers, the others from the rows: that they agree is a proof, not a sum. */
export async function readBalance(database: Database): Promise<Balance> {
  const [ledger, received, waiting, held] = await Promise.all([
    readMeta(database, 'ledger'),
    rowsIn(database, 'received').count(),
    rowsIn(database, 'waiting').count(),
    rowsIn(database, 'held').count(),
  ])
  const counters = Object.values(ledger?.counters ?? {})
  const total = (pick: (counter: CounterNote) => number) =>
    counters.reduce((sum, counter) => sum + pick(counter), 0)
  return {
    saved: total((counter) => counter.lastNumber),
    received: received + total((counter) => counter.prunedTo),
    waiting,
    held,
  }
}

/** Held and waiting rows, oldest first, then the received ones, newest first; at most `limit`. */
export async function readQueue(database: Database, limit: number): Promise<readonly QueueRow[]> {
  const [held, waiting, received] = await Promise.all([
    rowsIn(database, 'held').limit(limit).toArray(),
    rowsIn(database, 'waiting').limit(limit).toArray(),
    rowsIn(database, 'received').reverse().limit(limit).toArray(),
  ])
  return [...held, ...waiting, ...received].slice(0, limit).map(toQueueRow)
}

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
    ...(row.receivedAt !== undefined && { receivedAt: row.receivedAt }),
  }
}
