import type { SealedQueueKey, SealedRow } from '#protocol/batch/sealed-batch.ts'
import { uuidAt, uuidBytes } from '#protocol/batch/uuid-bytes.ts'
import { limits, type Mutation } from '#protocol/mutation.ts'
import type { SigningKeys } from '#device/platform/signing.ts'
import type { Traffic } from '#device/sync/send.ts'
import { type Database, readMeta, writeMeta } from './database.ts'
import {
  allOf,
  countOf,
  firstNumbersOf,
  firstOf,
  type Rows,
  rowsBetween,
  rowsNumbered,
  rowsOf,
  waitingIn,
} from './queue.ts'
import type { DeviceRow, OutboxRow, SendingNote } from './rows.ts'
import { isSealed, openable, openAll, paperSeal, plainSeals, type QueueSeal } from './seal.ts'
import { noteTrafficNow } from './traffic.ts'

/** A device whose rows go out under its own key; those of an earlier enrolment as well. */
export type Sender = {
  readonly deviceId: string
  readonly puskesmasId: string
  readonly personId: string
  readonly keys: SigningKeys
  readonly current: boolean
  /** Whether the puskesmas is to be asked what it holds, though nothing waits (sync-spec RS2). */
  readonly asks: boolean
  /** What it shows a puskesmas that does not know it any more. */
  readonly paper?: DeviceRow['paper']
}

export const day = 24 * 60 * 60 * 1000

/**
 * The enrolled device, and earlier ones that have rows without a receipt, or rows of which the puskesmas has to be
 * asked once a day whether it still has them.
 */
export async function readSenders(database: Database, now: number): Promise<Sender[]> {
  const [devices, current, asked] = await Promise.all([
    database.devices.toArray(),
    readMeta(database, 'currentDevice'),
    readMeta(database, 'asked'),
  ])
  const senders = devices.flatMap(({ deviceId, puskesmasId, personId, keys, paper }): Sender[] => {
    if (!deviceId || !puskesmasId || !personId) return []
    const isCurrent = deviceId === current
    const asks = !isCurrent && isOver(asked?.[deviceId], now)
    return [{ deviceId, puskesmasId, personId, keys, current: isCurrent, asks, ...(paper && { paper }) }]
  })
  const due = await Promise.all(
    senders.map(async (sender) => sender.current || (await rowsToSpeakOf(database, sender)) > 0),
  )
  return senders.filter((_, i) => due[i]).sort((a, b) => Number(b.current) - Number(a.current))
}

/** Whether a day has passed since. A clock that was put back since then says nothing. */
const isOver = (since: number | undefined, now: number) =>
  since === undefined || now >= since + day || now < since

async function rowsToSpeakOf(database: Database, { deviceId, asks }: Sender): Promise<number> {
  if (asks) return rowsBetween(database, deviceId).count()
  return countOf([...(await waitingIn(database, deviceId)), rowsOf(database, 'held', deviceId)])
}

/** Rows as they lie, with the keys that they lie under, for whoever cannot open them (sync-spec PK8). */
export type SealedRows = {
  readonly rows: readonly SealedRow[]
  readonly queueKeys: readonly SealedQueueKey[]
}

export type Collected = {
  readonly mutations: readonly Mutation[]
  /** Instead of mutations. */
  readonly sealed?: SealedRows
  /** All rows of this device in that state, these included. */
  readonly waiting: number
  /** The numbers of all held rows, ascending: the puskesmas says which of them it holds no longer. */
  readonly holds: readonly number[]
  /** Some of them are of records that this phone has let go of: a restored server lacks them, and so does it. */
  readonly lacks?: boolean
}

/** What goes out, by number. */
export const sentOf = ({ mutations, sealed }: Pick<Collected, 'mutations' | 'sealed'>) =>
  sealed?.rows ?? mutations

/**
 * The next rows to send, in number order: waiting ones, and held ones of which the puskesmas is asked daily.
 * Rows that stepped aside are passed over until their day, and then go alone. `seal`: nothing where nobody can open the
 * rows now. What can be opened goes whole and by itself, the rest as it lies.
 */
export async function collect(
  database: Database,
  seal: QueueSeal | undefined,
  deviceId: string,
  size: number,
  now: number,
): Promise<Collected> {
  const isDue = ({ asideUntil }: OutboxRow) => asideUntil === undefined || isOver(asideUntil - day, now)
  const [waiting, held] = await Promise.all([
    waitingIn(database, deviceId).then((lots) => dueRows(database, deviceId, lots, { size, isDue })),
    rowsOf(database, 'held', deviceId).primaryKeys(),
  ])
  const heldDue =
    held.length > 0
      ? (await dueRows(database, deviceId, [rowsOf(database, 'held', deviceId)], { size, isDue })).due
      : []
  const due = [...waiting.due, ...heldDue].sort(byNumber)
  const opening = seal ?? keyless(database)
  const together = await alike(database, opening, due)
  const rows = withinBytes(oneCulpritAlone(together.rows).slice(0, size))
  const lacks = await lacksSome(database, rows)
  const lot = await opened(opening, { ...together, rows })
  return { ...lot, waiting: waiting.rows, holds: held.map(([, number]) => number), lacks }
}

/** Who has no key opens what lies open, as long as this phone still has rows of its own that do. */
const keyless = (database: Database): QueueSeal => ({
  ...plainSeals.queue,
  opens: async (body) => !isSealed(body) && !(await readMeta(database, 'sealed')),
})

async function opened(seal: QueueSeal, { rows, keys }: Alike): Promise<Lot> {
  if (keys) return { mutations: [], sealed: asTheyLie(rows, keys) }
  const mutations = await openAll(
    seal,
    rows.map((row) => row.body),
  )
  return { mutations }
}

type KeysById = ReadonlyMap<string, SealedQueueKey>

/** The queue keys that the puskesmas can open. */
async function keysById(database: Database): Promise<KeysById> {
  const notes = (await readMeta(database, 'queueKeys')) ?? []
  return new Map(notes.flatMap(({ id, sealed }) => (sealed ? [[id, sealed]] : [])))
}

/** Rows of one batch; with `keys` they go as they lie. */
type Alike = { readonly rows: readonly OutboxRow[]; readonly keys?: KeysById }

/** Of some rows the first ones that can go together: all can be opened here, or all by the puskesmas alone. */
async function alike(database: Database, seal: QueueSeal, rows: readonly OutboxRow[]): Promise<Alike> {
  const readable = await openable(seal, rows)
  if (readable.length === rows.length) return { rows }
  const keys = await keysById(database)
  const isReadable = new Set(readable)
  const first = rows.find((row) => isReadable.has(row) || keys.has(queueKeyIdOf(row) ?? ''))
  if (!first || isReadable.has(first)) return { rows: readable }
  return { rows: rows.filter((row) => !isReadable.has(row) && keys.has(queueKeyIdOf(row) ?? '')), keys }
}

function asTheyLie(rows: readonly OutboxRow[], keys: KeysById): SealedRows {
  const used = new Set(rows.flatMap((row) => queueKeyIdOf(row) ?? []))
  return {
    rows: rows.flatMap(({ number, body }) =>
      isSealed(body) ? [{ number, keyId: uuidAt(body, 0) ?? '', sealed: body.subarray(uuidBytes) }] : [],
    ),
    queueKeys: [...used].flatMap((id) => keys.get(id) ?? []),
  }
}

/** Which queue key a row lies under, by the bytes before it; nothing of one that lies open. */
export const queueKeyIdOf = ({ body }: Pick<OutboxRow, 'body'>): string | undefined =>
  isSealed(body) ? uuidAt(body, 0) : undefined

/**
 * Only what once had its receipt may have gone. Of what is held nothing is asked back: it is not taken yet, and its
 * person may have left.
 */
async function lacksSome(database: Database, rows: readonly OutboxRow[]): Promise<boolean> {
  const again = rows.filter((row) => row.state === 'waiting' && row.again)
  const ids = [...new Set(again.map((row) => row.recordId))]
  return ids.length > 0 && (await database.records.where('id').anyOf(ids).count()) < ids.length
}

/**
 * The next rows that are due, and how many rows there are in all. Rows mostly are due: as many as fit are read at once,
 * and further ones looked at only where there are more. Their numbers come from the index and they themselves by number:
 * through the index each would be looked for by itself.
 */
async function dueRows(
  database: Database,
  deviceId: string,
  lots: readonly Rows[],
  { size, isDue }: { readonly size: number; readonly isDue: (row: OutboxRow) => boolean },
): Promise<{ readonly due: readonly OutboxRow[]; readonly rows: number }> {
  const next = await firstNumbersOf(lots, size + 1)
  const due = (await rowsNumbered(database, deviceId, new Set(next))).filter(isDue)
  if (next.length <= size) return { due, rows: next.length }
  const further = lots.map((one) => one.clone().filter(isDue))
  return { due: due.length > 0 ? due : await firstOf(further, size), rows: await countOf(lots) }
}

/** Whether this device has rows above a number. */
export async function hasRowsAbove(database: Database, deviceId: string, number: number): Promise<boolean> {
  const next = rowsBetween(database, deviceId, number + 1).limit(1)
  return (await next.count()) > 0
}

const byNumber = (a: OutboxRow, b: OutboxRow) => a.number - b.number

/** A row that stepped aside once must not drag others down again. */
function oneCulpritAlone(rows: readonly OutboxRow[]): readonly OutboxRow[] {
  const healthy = rows.filter((row) => !wasAside(row))
  return healthy.length > 0 ? healthy : rows.slice(0, 1)
}

const wasAside = (row: OutboxRow) => row.state === 'waiting' && row.asideUntil !== undefined

function withinBytes(rows: readonly OutboxRow[]): OutboxRow[] {
  let bytes = 0
  return rows.filter((row, i) => {
    bytes += row.bytes
    return i === 0 || bytes <= limits.bytesPerBatch
  })
}

/** Lets a lone culprit step aside for a day; the others go on (sync-spec SD3). */
export async function stepAside(database: Database, deviceId: string, number: number, now: number) {
  // Not by `update`, which copies a row deeply to compare it, sealed bytes too.
  await database.dexie.transaction('rw', database.outbox, async () => {
    const row = await database.outbox.get([deviceId, number])
    if (row) await database.outbox.put({ ...row, asideUntil: now + day })
  })
}

/** What goes in one batch: `mutations`, or instead of them rows as they lie. */
export type Lot = Pick<Collected, 'mutations' | 'sealed'>

/**
 * Every row of a device without a receipt, in lots that each fit into a batch. A row that stepped aside goes alone: what
 * it did to others by network it must not do in a file.
 */
export async function collectAll(
  database: Database,
  seal: QueueSeal,
  deviceId: string,
): Promise<{
  readonly lots: readonly Lot[]
  readonly waiting: number
  /** As `Collected.holds`. */
  readonly holds: readonly number[]
  /** As `Collected.lacks`. */
  readonly lacks: boolean
}> {
  const [waiting, held] = await Promise.all([
    waitingIn(database, deviceId).then(allOf),
    rowsOf(database, 'held', deviceId).toArray(),
  ])
  const rows = [...waiting, ...held].sort(byNumber)
  const lots: Lot[] = []
  for (let left: readonly OutboxRow[] = rows; left.length > 0; ) {
    const together = await alike(database, seal, left)
    if (together.rows.length === 0) break
    for (const lot of lotsOf(together.rows)) lots.push(await opened(seal, { ...together, rows: lot }))
    const taken = new Set(together.rows)
    left = left.filter((row) => !taken.has(row))
  }
  const lacks = await lacksSome(database, waiting)
  return {
    lots,
    waiting: waiting.length,
    holds: held.map(({ number }) => number),
    lacks,
  }
}

function lotsOf(rows: readonly OutboxRow[]): readonly (readonly OutboxRow[])[] {
  const lots: OutboxRow[][] = []
  let bytes = 0
  for (const row of rows) {
    const lot = lots.at(-1)
    const [first] = lot ?? []
    const isFull = !first || wasAside(row) || wasAside(first) || bytes + row.bytes > limits.bytesPerBatch
    if (isFull || lot?.length === limits.mutationsPerBatch) {
      lots.push([row])
      bytes = row.bytes
    } else {
      lot?.push(row)
      bytes += row.bytes
    }
  }
  return lots
}

/** Keeps the enrolment paper that an answer brought, with the number of the keys that this phone has pinned. */
export async function keepPaper(
  database: Database,
  deviceId: string,
  text: string,
): Promise<DeviceRow['paper']> {
  const body = await paperSeal.seal(text)
  return database.run(async () => {
    const pinned = await readMeta(database, 'puskesmasKeys')
    const paper = pinned && { body, keys: pinned.number }
    if (!paper) return undefined
    await database.dexie.transaction('rw', database.devices, async () => {
      const row = await database.devices.where('deviceId').equals(deviceId).first()
      if (row) await database.devices.put({ ...row, paper })
    })
    return paper
  })
}

const unhindered: SendingNote = { size: limits.mutationsPerBatch, failures: 0 }

export const readSending = async (database: Database): Promise<SendingNote> =>
  (await readMeta(database, 'sending')) ?? unhindered

/** After a failure: how to go on, and what it took. One transaction; `now` by the phone's clock, ms. */
export const noteFailure = (database: Database, note: SendingNote, traffic: Traffic, now: number) =>
  database.dexie.transaction('rw', database.meta, async () => {
    await noteTrafficNow(database, now, traffic)
    await writeSending(database, note)
  })

export const writeSending = (database: Database, note: SendingNote) => writeMeta(database, 'sending', note)
