import { createHash } from 'node:crypto'
import { holderName } from '#server/access/device.ts'
import type { ChangedRecord, ChangesPage } from '#protocol/messages/sync.ts'
import type { PuskesmasKeys } from '#protocol/surat/puskesmas-keys.ts'
import type { Database, Queries } from '#server/database/database.ts'
import { readSettings } from '#server/access/settings.ts'
import { tellAliases } from '#server/aliases/tell-aliases.ts'
import type { IsOwnWrite, OwnWrites } from './own-writes.ts'
import { readCursor, type StreamPosition, writeCursor } from './cursor.ts'
import { countAfter, readStream, startOfStream, type StreamPage } from './stream-page.ts'

const mostEntries = 1_000
/** About a megabyte of JSON a page (sync-spec PL3). */
const mostBytes = 900_000

export type PullRequest = {
  readonly cursor?: string | undefined
  readonly limit: number
  /** The mark of the aliases that the phone has; absent where its edition knows of none. */
  readonly aliases?: string | undefined
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
    return readPage(queries, puskesmasId, [...posyandu].sort(), request)
  })
}

async function readPage(
  queries: Queries,
  puskesmasId: string,
  posyandu: readonly string[],
  request: PullRequest,
): Promise<ChangesPage> {
  const cursor = readCursor(request.cursor)
  const told = await whatIsTold(queries, puskesmasId, posyandu, request.keys)
  const streams = new Map<string, StreamPosition>()
  for (const id of posyandu)
    streams.set(id, await startOfStream(queries, puskesmasId, id, cursor.streams[id]))
  const records: ChangedRecord[] = []
  const left: { id: string; posyanduId: string }[] = []
  const isOwnWrite = await ownBut(queries, puskesmasId, posyandu, request.own)
  let entriesLeft = Math.min(Math.max(request.limit, 1), mostEntries)
  let bytesLeft = mostBytes
  // Everybody's people come before anybody's visits.
  for (const pass of ['people', 'rest', 'changes'] as const)
    for (const id of posyandu) {
      const from = streams.get(id)
      if (!from || entriesLeft <= 0 || bytesLeft <= 0) continue
      const room = { entriesLeft, bytesLeft }
      const page: StreamPage = await readStream(queries, puskesmasId, id, from, pass, room, isOwnWrite)
      records.push(...page.records)
      left.push(...page.left)
      entriesLeft -= page.records.length + page.left.length
      bytesLeft -= page.bytes
      streams.set(id, page.position)
    }
  let remaining = 0
  for (const [id, at] of streams) remaining += await countAfter(queries, puskesmasId, id, at)
  return {
    changes: {
      records,
      left,
      ...(cursor.settings !== told.marks.settings && { settings: told.settings }),
      ...(cursor.names !== told.marks.names && { posyandu: told.names, writers: told.writers }),
      ...(await tellAliases(queries, puskesmasId, posyandu, request.aliases)),
      ...(request.keys && cursor.keys !== told.marks.keys && { keys: request.keys }),
      remaining,
    },
    cursor: writeCursor({
      v: 1,
      streams: Object.fromEntries(streams),
      ...told.marks,
    }),
    more: remaining > 0,
  }
}

/** Settings whole, the names of the device's posyandu and of who writes there, and the keys, with marks that a cursor keeps. */
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
  const writers = await writersIn(queries, puskesmasId, posyandu)
  const marks = {
    settings: markOf(settings),
    names: markOf([names, writers]),
    ...(keys && { keys: markOf(keys) }),
  }
  return { settings, names, writers, marks }
}

async function writersIn(queries: Queries, puskesmasId: string, posyandu: readonly string[]) {
  const rows = await queries.query<{ id: string; name: string }>(
    `select distinct d.device_id::text as id, ${holderName} as name
     from device_posyandu dp
     join device d on d.puskesmas_id = dp.puskesmas_id and d.device_id = dp.device_id
     left join account a on a.puskesmas_id = d.puskesmas_id and a.account_id = d.account_id
     where dp.puskesmas_id = $1 and dp.posyandu_id = any($2::uuid[]) order by id`,
    [puskesmasId, posyandu],
  )
  return Object.fromEntries(rows.map(({ id, name }) => [id, name]))
}

/** Own writes, but those that have left one of these streams: whoever is told so has to hear where they stand now. */
async function ownBut(
  queries: Queries,
  puskesmasId: string,
  posyandu: readonly string[],
  own: OwnWrites | undefined,
): Promise<IsOwnWrite> {
  if (!own || own.ids.length === 0) return () => false
  const rows = await queries.query<{ record_id: string }>(
    `select record_id from left_mark
     where puskesmas_id = $1 and posyandu_id = any($2::uuid[]) and record_id = any($3::uuid[])`,
    [puskesmasId, posyandu, own.ids],
  )
  const moved = new Set(rows.map((row) => row.record_id))
  return (recordId, state) => !moved.has(recordId) && own.isOwn(recordId, state)
}

const markOf = (told: unknown) =>
  createHash('sha256').update(JSON.stringify(told)).digest('base64url').slice(0, 16)
