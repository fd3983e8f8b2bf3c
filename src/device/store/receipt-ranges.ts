import { covers, rangesOf } from '#protocol/batch/number-ranges.ts'
import { type Database, readMeta } from './database.ts'
import type { OutboxRow, OutboxState, ReceiptRange, Receipts } from './rows.ts'

/**
 * Writing a row again for its receipt takes a request each, with two indexes, while somebody waits. So the receipts of
 * many neighbours are one note, in the transaction that settles their answer: a row that lies as waiting and is named
 * here is received (sync-spec SE4). `foldReceipts` writes the rows while nobody waits. Whoever reads both reads the
 * note first, or both in one transaction: a row is never without the one or the other.
 */
export const readReceipts = async (database: Database): Promise<Receipts> =>
  (await readMeta(database, 'receipts')) ?? {}

/** The row as it stands, whether or not its receipt has been written into it. */
export function asItStands(row: OutboxRow, receipts: Receipts): OutboxRow {
  const range = row.state === 'waiting' ? rangeWith(receipts[row.deviceId], row.number) : undefined
  return range ? received(row, range) : row
}

const rangeWith = (ranges: readonly ReceiptRange[] | undefined, number: number) =>
  ranges?.find((range) => covers(range, number))

/** The row without what an answer once said of it. */
export function unmarked(row: OutboxRow): OutboxRow {
  const { deviceId, number, state, kind, recordId, about, savedAt, bytes, body } = row
  return { deviceId, number, state, kind, recordId, about, savedAt, bytes, body }
}

/** The row with its receipt. */
export const received = (
  row: OutboxRow,
  { code, receivedAt, toldAt }: Omit<ReceiptRange, 'from' | 'to'>,
): OutboxRow => ({ ...unmarked(row), state: 'received', code, receivedAt, toldAt })

/** The note with other ranges of one device, ascending; a device without any is not in it. */
export function withRanges(receipts: Receipts, deviceId: string, ranges: readonly ReceiptRange[]): Receipts {
  const { [deviceId]: _, ...others } = receipts
  if (ranges.length === 0) return others
  return { ...others, [deviceId]: [...ranges].sort((a, b) => a.from - b.from) }
}

/** The note without these numbers of a device: what is to be known of them their rows say. */
export function withoutNumbers(receipts: Receipts, deviceId: string, numbers: readonly number[]): Receipts {
  const ranges = receipts[deviceId]
  if (!ranges) return receipts
  const left = rangesOf([...numbers].sort((a, b) => a - b)).reduce<readonly ReceiptRange[]>(
    (before, [from, to]) => before.flatMap((range) => outside(range, from, to)),
    ranges,
  )
  return withRanges(receipts, deviceId, left)
}

/** What of a range lies below and above these numbers. */
function outside(range: ReceiptRange, from: number, to: number): ReceiptRange[] {
  const below = { ...range, to: Math.min(range.to, from - 1) }
  const above = { ...range, from: Math.max(range.from, to + 1) }
  return [below, above].filter((part) => part.from <= part.to)
}

/** An array sorts above every string and number: the end of whatever its key begins with. */
type Bound = readonly (string | number | readonly [])[]

/** Where in the queue's index rows without a receipt lie, all or one device's: between what is noted, ends left out. */
export function gapsIn(
  receipts: Receipts,
  deviceId?: string,
): readonly (readonly [above: Bound, below: Bound])[] {
  const state: OutboxState = 'waiting'
  const start = deviceId === undefined ? [state] : [state, deviceId]
  const devices = deviceId === undefined ? Object.keys(receipts).sort() : [deviceId]
  const noted = devices.flatMap((id) => (receipts[id] ?? []).map((range) => ({ id, ...range })))
  const above: Bound[] = [start, ...noted.map(({ id, to }) => [state, id, to])]
  const below: Bound[] = [...noted.map(({ id, from }) => [state, id, from]), [...start, []]]
  return above.map((bound, i) => [bound, below[i] ?? start] as const)
}
