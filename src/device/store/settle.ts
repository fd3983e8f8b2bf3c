import type { SyncAnswer } from '#protocol/messages/sync.ts'
import { covers, isInRanges, rangesOf } from '#protocol/batch/number-ranges.ts'
import type { Mutation } from '#protocol/mutation.ts'
import type { Traffic } from '#device/sync/send.ts'
import { type Database, readMeta, writeMeta } from './database.ts'
import { tellReaders, withBareRequests } from './idb.ts'
import { day, type Sender } from './outbox.ts'
import { rowsAbove, rowsBetween, rowsNumbered, waitingRowsBetween } from './queue.ts'
import { asItStands, readReceipts, received, unmarked, withoutNumbers, withRanges } from './receipt-ranges.ts'
import type { ContactNote, OutboxRow, ReceiptRange, Receipts } from './rows.ts'
import { openable, openAll, type QueueSeal } from './seal.ts'
import { noteTraffic } from './traffic.ts'

/** One question and its answer, by whichever road they went. */
export type Exchange = {
  readonly sender: Sender
  /** Of rows that went as they lie nobody here knows what they mend: the held one is asked about daily anyhow. */
  readonly sent: readonly Pick<Mutation, 'number' | 'mends'>[]
  /** Held numbers of which the puskesmas was told, sent or not. */
  readonly holds?: readonly number[]
  readonly answer: SyncAnswer
  /** The phone's clock when the request left and when the answer came, ms. What came as a file has no `sentAt`. */
  readonly sentAt?: number
  readonly answeredAt: number
  /** What the exchange took over the wire. */
  readonly traffic?: Traffic
  /** `older`: the puskesmas has said something newer since. Only what it says of the rows sent is believed then. */
  readonly word?: 'new' | 'older'
}

/**
 * Takes in an answer: marks exactly the numbers that were sent and that it names, puts back what the server lost,
 * and notes the contact. One transaction.
 */
export async function settle(database: Database, exchange: Exchange): Promise<void> {
  const { sender, sent } = exchange
  const numbers = new Set(sent.map((mutation) => mutation.number))
  let changed = 0
  await withBareRequests(database.dexie, ['outbox', 'meta'], async (bare) => {
    const beside = toldBeside(exchange, numbers)
    const receipts = await readReceipts(database)
    const noted = await rangesToNote(database, exchange, receipts)
    const rows = [
      ...(await rowsNumbered(database, sender.deviceId, beyondRanges(numbers, noted))),
      ...(await settledBeside(database, sender.deviceId, beside, receipts)),
    ]
    const settled = rows.flatMap((row) => settledRow(row, exchange))
    changed = noted.length + settled.length
    // Bare requests of the same transaction take a third less time. One that fails undoes it.
    for (const row of settled) bare.objectStore('outbox').put(row)
    await noteReceipts(database, sender.deviceId, receipts, noted, settled)
    await askAboutMended(database, exchange)
    if (exchange.traffic) await noteTraffic(database, exchange.answer.serverTime, exchange.traffic)
    if (exchange.word === 'older') return
    await putBackLost(database, exchange, new Set([...numbers, ...beside]))
    // Whoever was enrolled while the request was out has heard nothing of it: it was said to the one before.
    if ((await readMeta(database, 'currentDevice')) === sender.deviceId) await noteContact(database, exchange)
    else await noteAsked(database, exchange)
  })
  if (changed > 0) tellReaders(database.dexie, ['outbox'])
}

/** Fewer rows are written at once: noting them and writing them later would be more work, and nobody would feel it. */
const fewestNoted = 4
/** With so many ranges noted rows are written at once: nobody has had time to write those behind them. */
const mostNoted = 8

/** Where all rows of a run of neighbours wait and have one receipt, their receipts are noted by range (sync-spec SE4). */
async function rangesToNote(
  database: Database,
  { sender: { deviceId }, sent, answer }: Exchange,
  receipts: Receipts,
): Promise<readonly ReceiptRange[]> {
  const noted = receipts[deviceId] ?? []
  const runs = rangesOf(sent.map(({ number }) => number).sort((a, b) => a - b))
  const found: ReceiptRange[] = []
  for (const { from, to, code, receivedAt, resolution } of answer.receipts)
    for (const [first, last] of runs) {
      const numbers = { from: Math.max(from, first), to: Math.min(to, last) }
      const range = { ...numbers, code, receivedAt, toldAt: answer.serverTime }
      const size = range.to - range.from + 1
      if (resolution !== undefined || size < fewestNoted || noted.length + found.length >= mostNoted) continue
      if ([...noted, ...found].some((other) => other.from <= range.to && range.from <= other.to)) continue
      if ((await waitingRowsBetween(database, deviceId, range).count()) === size) found.push(range)
    }
  return found
}

const beyondRanges = (numbers: ReadonlySet<number>, ranges: readonly ReceiptRange[]) =>
  new Set([...numbers].filter((number) => !ranges.some((range) => covers(range, number))))

/** With the new ranges, and without what rows that were written now say themselves. */
async function noteReceipts(
  database: Database,
  deviceId: string,
  before: Receipts,
  noted: readonly ReceiptRange[],
  written: readonly OutboxRow[],
): Promise<void> {
  const left = withoutNumbers(
    before,
    deviceId,
    written.map(({ number }) => number),
  )
  const after = noted.length > 0 ? withRanges(left, deviceId, [...(left[deviceId] ?? []), ...noted]) : left
  if (after !== before) await writeMeta(database, 'receipts', after)
}

/**
 * Numbers that an answer names beside those that were sent: held rows that it says are settled, and what it holds while
 * this phone shows it otherwise (sync-spec HD12).
 */
function toldBeside({ answer, holds = [], word }: Exchange, sent: ReadonlySet<number>): ReadonlySet<number> {
  if (word === 'older') return new Set()
  const settled = holds.filter((number) => receiptFor(answer, number))
  const told = [...settled, ...answer.held.map(({ number }) => number)]
  return new Set(told.filter((number) => !sent.has(number)))
}

/** The rows of these; one that waits is settled by the answer to its own sending, and by nothing else. */
async function settledBeside(
  database: Database,
  deviceId: string,
  numbers: ReadonlySet<number>,
  receipts: Receipts,
): Promise<readonly OutboxRow[]> {
  if (numbers.size === 0) return []
  const rows = await database.outbox.bulkGet([...numbers].map((number) => [deviceId, number]))
  return rows
    .filter((row) => row !== undefined)
    .map((row) => asItStands(row, receipts))
    .filter((row) => row.state !== 'waiting')
}

/** What an answer says was received, this number among it. */
export const receiptFor = ({ receipts }: Pick<SyncAnswer, 'receipts'>, number: number) =>
  receipts.find((range) => covers(range, number))

/** The row after the answer; none when the answer does not name it. */
function settledRow(row: OutboxRow, { answer, answeredAt }: Exchange): OutboxRow[] {
  const receipt = receiptFor(answer, row.number)
  if (receipt) {
    const { code, receivedAt, resolution, reason } = receipt
    const how = { ...(resolution !== undefined && { resolution }), ...(reason !== undefined && { reason }) }
    return [{ ...received(row, { code, receivedAt, toldAt: answer.serverTime }), ...how }]
  }
  const held = answer.held.find(({ number }) => number === row.number)
  if (!held) return []
  const { code, field, receivedAt } = held
  const again = answeredAt + day
  return [
    {
      ...unmarked(row),
      state: 'held',
      code,
      receivedAt,
      asideUntil: again,
      ...(field !== undefined && { field }),
    },
  ]
}

/** A mend that was accepted resolves the held row it names: the next batch asks how that one stands now. */
async function askAboutMended(database: Database, { sender, sent, answer }: Exchange) {
  for (const { number, mends } of sent) {
    if (mends === undefined || !receiptFor(answer, number)) continue
    const row = await database.outbox.get([sender.deviceId, mends])
    if (row?.state === 'held') await database.outbox.put({ ...row, asideUntil: 0 })
  }
}

/**
 * A server restored from a backup holds less than it gave receipts for: those rows wait again (sync-spec RS1). What it
 * holds are the numbers up to `have` and those `beyond`.
 */
async function putBackLost(database: Database, { sender, answer }: Exchange, sent: ReadonlySet<number>) {
  const { deviceId } = sender
  const receipts = await readReceipts(database)
  const beyond = answer.beyond ?? (await beyondUntold(database, deviceId, answer.have, receipts))
  const isThere = ({ number }: OutboxRow) => sent.has(number) || isInRanges(beyond, number)
  const noted = (receipts[deviceId] ?? []).filter(({ to }) => to > answer.have)
  const rows = await Promise.all([
    rowsAbove(database, 'received', deviceId, answer.have).toArray(),
    rowsAbove(database, 'held', deviceId, answer.have).toArray(),
    ...noted.map(({ from, to }) =>
      rowsBetween(database, deviceId, Math.max(from, answer.have + 1), to).toArray(),
    ),
  ])
  const lost = rows.flat().filter((row) => !isThere(row))
  if (lost.length === 0) return
  const waiting = { state: 'waiting', again: 1 } as const
  await database.outbox.bulkPut(lost.map((row) => Object.assign(unmarked(row), waiting)))
  await noteReceipts(database, deviceId, receipts, [], lost)
}

/**
 * A server of an edition that does not tell what it holds above a gap: that may lawfully be all, where the row at the
 * gap still waits here.
 */
async function beyondUntold(
  database: Database,
  deviceId: string,
  have: number,
  receipts: Receipts,
): Promise<[number, number][]> {
  const atGap = await database.outbox.get([deviceId, have + 1])
  const isWaiting = atGap && asItStands(atGap, receipts).state === 'waiting'
  return isWaiting ? [[have + 1, Number.MAX_SAFE_INTEGER]] : []
}

async function noteContact(database: Database, { answer, sentAt, answeredAt }: Exchange): Promise<void> {
  const before = await readMeta(database, 'contact')
  const byNetwork = sentAt !== undefined && {
    clockOffset: Math.round((sentAt + answeredAt) / 2 - answer.serverTime),
    contacts: (before?.contacts ?? 0) + 1,
  }
  const note: ContactNote = {
    ...(before ?? { firstLoadDone: false }),
    ...byNetwork,
    lastContactAt: answer.serverTime,
    device: answer.device,
    have: answer.have,
  }
  await writeMeta(database, 'contact', note)
}

async function noteAsked(database: Database, { sender, answeredAt }: Exchange): Promise<void> {
  const asked = await readMeta(database, 'asked')
  await writeMeta(database, 'asked', { ...asked, [sender.deviceId]: answeredAt })
}

/** Those of these numbers that have no receipt yet. */
export async function unreceived(
  database: Database,
  seal: QueueSeal,
  deviceId: string,
  numbers: ReadonlySet<number>,
): Promise<Exchange['sent']> {
  const receipts = await readReceipts(database)
  const rows = (await rowsNumbered(database, deviceId, numbers)).filter(
    (row) => asItStands(row, receipts).state !== 'received',
  )
  const readable = await openable(seal, rows)
  const opened = await openAll(
    seal,
    readable.map((row) => row.body),
  )
  return [...opened, ...rows.filter((row) => !readable.includes(row))]
}
