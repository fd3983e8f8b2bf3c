import { createHash } from 'node:crypto'
import { type ChangedRecord, toColumns } from '#protocol/messages/columns.ts'
import type { ChangesPage, WriterPhones } from '#protocol/messages/sync.ts'
import type { PuskesmasKeys } from '#protocol/surat/puskesmas-keys.ts'
import type { Database, Queries } from '#server/database/database.ts'
import { agingDayAt } from '#protocol/records/aging-file.ts'
import { readSettings } from '#server/access/settings.ts'
import { tellAliases } from '#server/aliases/tell-aliases.ts'
import type { IsOwnWrite, OwnWrites } from './own-writes.ts'
import { readCursor, type StreamPosition, writeCursor } from './cursor.ts'
import { stayBehind, type StayBehind } from './stay-behind.ts'
import { countAfter, readStream, startOfStream, type Room } from './stream-page.ts'
import { phonesElsewhere, phonesOf } from './writer-phones.ts'

const mostEntries = 1_000
/** About a megabyte of JSON a page (sync-spec PL3). */
const mostBytes = 900_000

export type PullRequest = {
  readonly cursor?: string | undefined
  readonly limit: number
  /** The mark of the aliases that the phone has; absent where its edition knows of none. */
  readonly aliases?: string | undefined
  readonly columns?: true | undefined
  /** `stays`: what has aged out by the server's time may be left out of a first load. */
  readonly aged?: 'stays' | undefined
  /** The phone reads `phones` in place of `writers`. */
  readonly phones?: true | undefined
  readonly now: number
  /** What came in the same request is not handed back. */
  readonly own?: OwnWrites
  /** The puskesmas's public keys, told where the cursor saw others. */
  readonly keys?: PuskesmasKeys | undefined
}

/**
 * One page of what changed in these posyandu since the cursor, seen under exactly their scope. Runs in a
 * transaction of its own, after what was pushed has been committed.
 */
export function pullChanges(
  database: Database,
  puskesmasId: string,
  posyandu: readonly string[],
  request: PullRequest,
): Promise<ChangesPage> {
  return database.withScope({ puskesmasId, posyandu }, async (queries) => {
    // One snapshot for the whole page: positions, records and counts belong together.
    await queries.query('set transaction isolation level repeatable read')
    return readPage(database, queries, { puskesmasId, posyandu: [...posyandu].sort() }, request)
  })
}

type Sought = { readonly puskesmasId: string; readonly posyandu: readonly string[] }
type Stream = { readonly position: StreamPosition; readonly stays: StayBehind }

async function readPage(
  database: Database,
  queries: Queries,
  { puskesmasId, posyandu }: Sought,
  request: PullRequest,
): Promise<ChangesPage> {
  const cursor = readCursor(request.cursor)
  const told = await whatIsTold(queries, puskesmasId, posyandu, request.keys)
  const aged = request.aged && agingDayAt(request.now)
  const streams = new Map<string, Stream>()
  for (const posyanduId of posyandu) {
    const place = { puskesmasId, posyanduId }
    const position = await startOfStream(queries, place, cursor.streams[posyanduId], aged)
    streams.set(posyanduId, { position, stays: await stayBehind(database, queries, place, position) })
  }
  const isOwnWrite = await ownBut(queries, puskesmasId, posyandu, request.own)
  const { records, left } = await fillPage(queries, puskesmasId, streams, isOwnWrite, request)
  let remaining = 0
  for (const [posyanduId, { position, stays }] of streams)
    remaining += await countAfter(queries, { puskesmasId, posyanduId }, position, stays)
  const positions = [...streams].map(([id, { position }]) => [id, position] as const)
  const writers = await writersToTell(queries, { puskesmasId, posyandu }, told, {
    known: cursor.names,
    isLast: remaining === 0,
    inFull: request.phones,
  })
  const elsewhere = request.phones ? await phonesElsewhere(queries, puskesmasId, posyandu, records) : {}
  return {
    changes: {
      ...(request.columns ? { records: [], columns: toColumns(records) } : { records }),
      left,
      ...(cursor.settings !== told.marks.settings && { settings: told.settings }),
      ...(writers.told && { posyandu: told.names }),
      ...(request.phones
        ? phonesIn(writers.told, elsewhere)
        : writers.told && { writers: namesIn(writers.told) }),
      ...(await tellAliases(queries, puskesmasId, posyandu, request.aliases)),
      ...(request.keys && cursor.keys !== told.marks.keys && { keys: request.keys }),
      remaining,
    },
    cursor: writeCursor({
      v: 1,
      streams: Object.fromEntries(positions),
      ...told.marks,
      names: writers.mark,
    }),
    more: remaining > 0,
  }
}

/** Reads as much as one page holds, and moves the positions on. */
async function fillPage(
  queries: Queries,
  puskesmasId: string,
  streams: Map<string, Stream>,
  isOwnWrite: IsOwnWrite,
  request: PullRequest,
) {
  const records: ChangedRecord[] = []
  const left: { id: string; posyanduId: string }[] = []
  const sizeOf = request.columns ? sizeInColumns : sizeInFull
  let room: Room = {
    entriesLeft: Math.min(Math.max(request.limit, 1), mostEntries),
    bytesLeft: mostBytes,
    sizeOf,
  }
  // Everybody's people come before anybody's visits.
  for (const pass of ['people', 'rest', 'changes'] as const)
    for (const [posyanduId, { position, stays }] of streams) {
      if (room.entriesLeft <= 0 || room.bytesLeft <= 0) continue
      const reading = { puskesmasId, posyanduId, from: position, stays, isOwnWrite }
      const page = await readStream(queries, reading, pass, room)
      records.push(...page.records)
      left.push(...page.left)
      room = {
        entriesLeft: room.entriesLeft - page.records.length - page.left.length,
        bytesLeft: room.bytesLeft - page.bytes,
        sizeOf,
      }
      streams.set(posyanduId, { position: page.position, stays })
    }
  return { records, left }
}

const sizeInFull: Room['sizeOf'] = (_, record) => Buffer.byteLength(JSON.stringify(record))
/** By columns a record takes about as much as it does in the table. */
const sizeInColumns: Room['sizeOf'] = (state) => Buffer.byteLength(JSON.stringify(state))

/** Settings whole, the names of the device's posyandu, and the keys, with marks that a cursor keeps. */
async function whatIsTold(
  queries: Queries,
  puskesmasId: string,
  posyandu: readonly string[],
  keys: PuskesmasKeys | undefined,
) {
  const { values: settings } = await readSettings(queries)
  const names = await queries.query<{ id: string; name: string }>(
    `select posyandu_id as id, name from posyandu where puskesmas_id = $1 and posyandu_id = any($2::uuid[])
     order by posyandu_id`,
    [puskesmasId, posyandu],
  )
  const marks = { settings: markOf(settings), ...(keys && { keys: markOf(keys) }) }
  return { settings, names, marks }
}

/**
 * Who writes in these posyandu, where the phone has to hear it: they come with the names of the posyandu. Asked for
 * where those are others, and else with the last page: on the pages before it they would only be asked for again. The
 * mark is of what the phone reads (`inFull`: when its phones were enrolled, too), so that one that upgrades hears of it.
 */
async function writersToTell(
  queries: Queries,
  { puskesmasId, posyandu }: Sought,
  { names }: { readonly names: readonly { id: string; name: string }[] },
  { known, isLast, inFull }: { known: string | undefined; isLast: boolean; inFull: true | undefined },
): Promise<{ readonly mark: string; readonly told?: WriterPhones }> {
  const ofNames = `${markOf(names)}.`
  if (known?.startsWith(ofNames) && !isLast) return { mark: known }
  const phones = await phonesOf(queries, puskesmasId, posyandu)
  const mark = ofNames + markOf(inFull ? phones : namesIn(phones))
  return { mark, ...(mark !== known && { told: phones }) }
}

const namesIn = (phones: WriterPhones): Record<string, string> =>
  Object.fromEntries(Object.entries(phones).map(([id, { name }]) => [id, name]))

function phonesIn(ofThese: WriterPhones | undefined, elsewhere: WriterPhones) {
  const phones = { ...ofThese, ...elsewhere }
  return Object.keys(phones).length > 0 && { phones }
}

/**
 * Own writes, but what has left one of these streams, itself or by its person, who takes it along on the phone: whoever
 * is told so has to hear where it stands now, on this page or on a later one.
 */
async function ownBut(
  queries: Queries,
  puskesmasId: string,
  posyandu: readonly string[],
  own: OwnWrites | undefined,
): Promise<IsOwnWrite> {
  if (!own || own.people.size === 0) return () => false
  const concerned = [...own.people].flatMap(([id, personId]) => [id, personId ?? id])
  const rows = await queries.query<{ record_id: string }>(
    `select record_id from left_mark
     where puskesmas_id = $1 and posyandu_id = any($2::uuid[]) and record_id = any($3::uuid[])`,
    [puskesmasId, posyandu, [...new Set(concerned)]],
  )
  const moved = new Set(rows.map((row) => row.record_id))
  const hasMoved = (id: string) => moved.has(id) || moved.has(own.people.get(id) ?? id)
  return (recordId, state) => !hasMoved(recordId) && own.isOwn(recordId, state)
}

const markOf = (told: unknown) =>
  createHash('sha256').update(JSON.stringify(told)).digest('base64url').slice(0, 16)
