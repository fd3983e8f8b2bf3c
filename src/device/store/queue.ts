import { isInRanges } from '#protocol/batch/number-ranges.ts'
import { balanceOf } from './balance.ts'
import { type Database, readMeta } from './database.ts'
import { asItStands, gapsIn, readReceipts } from './receipt-ranges.ts'
import type { OutboxRow, OutboxState, ReceiptRange } from './rows.ts'
import type { Balance, QueueRow } from './store.ts'

/** What has been told of a row beside its receipt is in the row itself: only of waiting ones the note has to be asked. */
type Told = Exclude<OutboxState, 'waiting'>

/** All rows of one queue state, by device and number; received ones that are noted by range are not among them. */
export const rowsIn = (database: Database, state: Told) =>
  database.outbox
    .where(byState)
    // An array sorts above every string and number: the end of this state.
    .between([state], [state, []])

/** One device's rows of a queue state, by number; see `rowsIn`. */
export const rowsOf = (database: Database, state: Told, deviceId: string) =>
  database.outbox.where(byState).between([state, deviceId], [state, deviceId, []])

/** Those of them above a number. */
export const rowsAbove = (database: Database, state: Told, deviceId: string, number: number) =>
  database.outbox.where(byState).between([state, deviceId, number], [state, deviceId, []], false)

/** One device's rows, or some of them by number, both ends included. */
export const rowsBetween = (database: Database, deviceId: string, from?: number, to?: number) =>
  database.outbox
    .where('[deviceId+number]')
    .between(from === undefined ? [deviceId] : [deviceId, from], [deviceId, to ?? []], true, true)

const byState = '[state+deviceId+number]'

/** How many rows lie as waiting, those too whose receipts are noted by range. */
export const countLyingAsWaiting = (database: Database) =>
  database.outbox.where(byState).between(['waiting'], ['waiting', []]).count()

/** Rows without a receipt, of one device or of all, in the order of their numbers; mostly it is one. */
export async function waitingIn(database: Database, deviceId?: string): Promise<readonly Rows[]> {
  const receipts = await readReceipts(database)
  return gapsIn(receipts, deviceId).map(([above, below]) =>
    database.outbox.where(byState).between(above, below, false, false),
  )
}
export type Rows = ReturnType<typeof rowsIn>

/** The rows of these numbers. Mostly they are neighbours, and read at once. */
export async function rowsNumbered(
  database: Database,
  deviceId: string,
  numbers: ReadonlySet<number>,
): Promise<readonly OutboxRow[]> {
  if (numbers.size === 0) return []
  const [first, last] = [Math.min(...numbers), Math.max(...numbers)]
  if (last - first >= numbers.size * 2) {
    const rows = await database.outbox.bulkGet([...numbers].map((number) => [deviceId, number]))
    return rows.filter((row) => row !== undefined)
  }
  const between = await rowsBetween(database, deviceId, first, last).toArray()
  return between.filter((row) => numbers.has(row.number))
}

/** Rows that lie as waiting, whether or not their receipts are noted by range. */
export const waitingRowsBetween = (
  database: Database,
  deviceId: string,
  { from, to }: Pick<ReceiptRange, 'from' | 'to'>,
) => {
  const state: OutboxState = 'waiting'
  return database.outbox.where(byState).between([state, deviceId, from], [state, deviceId, to], true, true)
}

/** The first rows of several lots, one after the other. */
export const firstOf = (lots: readonly Rows[], limit: number): Promise<OutboxRow[]> =>
  firstRead(lots, limit, (rows) => rows.toArray())

/** Likewise their numbers. */
export async function firstNumbersOf(lots: readonly Rows[], limit: number): Promise<readonly number[]> {
  const keys = await firstRead(lots, limit, (rows) => rows.primaryKeys())
  return keys.map(([, number]) => number)
}

async function firstRead<T>(
  lots: readonly Rows[],
  limit: number,
  read: (rows: Rows) => PromiseLike<readonly T[]>,
): Promise<T[]> {
  const found: T[] = []
  for (const rows of lots)
    if (found.length < limit) found.push(...(await read(rows.clone().limit(limit - found.length))))
  return found
}

export const allOf = async (lots: readonly Rows[]): Promise<OutboxRow[]> =>
  (await Promise.all(lots.map((rows) => rows.clone().toArray()))).flat()

export async function countOf(lots: readonly Rows[]): Promise<number> {
  const counts = await Promise.all(lots.map((rows) => rows.clone().count()))
  return counts.reduce((sum, count) => sum + count, 0)
}

/** In one transaction: a receipt that is being written into its row is counted once. */
export const readBalance = (database: Database): Promise<Balance> =>
  database.dexie.transaction('r', database.outbox, database.meta, async () => {
    const [ledger, all, waiting, held, told] = await Promise.all([
      readMeta(database, 'ledger'),
      countLyingAsWaiting(database),
      waitingIn(database).then(countOf),
      rowsIn(database, 'held').count(),
      rowsIn(database, 'received').count(),
    ])
    return balanceOf(ledger, { received: told + all - waiting, waiting, held })
  })

/**
 * How many rows without a receipt were saved up to `until`, by the phone's clock, ms, and are not in the last surat jalan
 * that was saved or handed on.
 */
export async function countUnfiled(database: Database, until: number): Promise<number> {
  const filed = (await readMeta(database, 'surat'))?.handedOut?.numbers ?? {}
  const isUnfiled = ({ deviceId, number, savedAt }: OutboxRow) =>
    savedAt <= until && !isInRanges(filed[deviceId] ?? [], number)
  const lots = [...(await waitingIn(database)), rowsIn(database, 'held')]
  return countOf(lots.map((rows) => rows.filter(isUnfiled)))
}

/** Held and waiting rows, oldest first, then the received ones, newest first; at most `limit`. */
export async function readQueue(database: Database, limit: number): Promise<readonly QueueRow[]> {
  const [held, waiting, received] = await Promise.all([
    rowsIn(database, 'held').limit(limit).toArray(),
    waitingIn(database).then((lots) => firstOf(lots, limit)),
    newestReceived(database, limit),
  ])
  return [...held, ...waiting, ...received].slice(0, limit).map(toQueueRow)
}

/** The newest receipts, by the server's time, whichever of this phone's enrolments wrote what they are for. */
async function newestReceived(database: Database, limit: number): Promise<readonly OutboxRow[]> {
  const receipts = await readReceipts(database)
  const ledger = await readMeta(database, 'ledger')
  const ofDevices = await Promise.all(
    Object.keys(ledger?.counters ?? {}).flatMap((deviceId) => [
      rowsOf(database, 'received', deviceId).reverse().limit(limit).toArray(),
      ...(receipts[deviceId] ?? []).map(({ from, to }) =>
        rowsBetween(database, deviceId, from, to).reverse().limit(limit).toArray(),
      ),
    ]),
  )
  // One that has been written since the note was read comes by both ways.
  const rows = new Map(
    ofDevices.flat().map((row) => [`${row.deviceId} ${row.number}`, asItStands(row, receipts)]),
  )
  return [...rows.values()]
    .filter(({ state }) => state === 'received')
    .sort(newestFirst)
    .slice(0, limit)
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
