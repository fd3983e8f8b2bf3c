import { randomUUID } from 'node:crypto'
import { seenBy, stateOf } from '#protocol/merge.ts'
import { type FieldValue, limits, type Mutation } from '#protocol/mutation.ts'
import { movingAlong } from '#server/aliases/moving-along.ts'
import type { Database, Queries } from '#server/database/database.ts'
import type { Outcome } from './outcome.ts'
import { type Entry, readEntry } from './read-entry.ts'
import { newReceiptCode } from './receipts.ts'
import { type How, runAgain } from './run-again.ts'
import { loadWorkingSet } from './working-set.ts'
import type { Sent, Writer } from './writer.ts'

/** What the server itself writes: only the fields that change. */
export type ServerChange = {
  readonly kind: string
  readonly id: string
  readonly set: Readonly<Record<string, FieldValue>>
  /** The stamps that a person had before their eyes. Absent: what the record shows when it is written. */
  readonly seen?: Mutation['seen']
}

export type ServerWriteOptions = {
  /** Time of the writes and of their receipt, ms. */
  readonly now: number
  readonly log?: (entry: Readonly<Record<string, unknown>>) => void
}

/** Changes that the server would not take from a phone either, with why; the others are written. */
export type ServerWriteResult = {
  readonly written: number
  readonly refused: readonly {
    readonly change: ServerChange
    readonly code: string
    readonly field?: string
  }[]
}

/**
 * Writes records as the server (demo, import, settled conflicts): a device of its own mints the mutations, and they go
 * the way of all others (sync-spec AP10). In transactions of at most 500 changes, in their order; a stop in between
 * leaves whole transactions. Unless a change says what was seen, it sees what the record shows then, and so replaces it.
 * Whoever is one with somebody who is moved is moved along, in the same transaction.
 */
export async function writeAsServer(
  database: Database,
  puskesmasId: string,
  changes: readonly ServerChange[],
  options: ServerWriteOptions,
): Promise<ServerWriteResult> {
  const refused: { change: ServerChange; code: string; field?: string }[] = []
  for (let start = 0; start < changes.length; start += limits.mutationsPerBatch) {
    const chunk = changes.slice(start, start + limits.mutationsPerBatch)
    const outcomes = await writeChunk(database, puskesmasId, chunk, options)
    for (const [i, outcome] of outcomes.entries()) {
      const change = chunk[i]
      if (change && outcome.outcome === 'held') {
        const { code, field } = outcome
        refused.push({ change, code, ...(field !== undefined && { field }) })
      }
    }
  }
  return { written: changes.length - refused.length, refused }
}

async function writeChunk(
  database: Database,
  puskesmasId: string,
  asked: readonly ServerChange[],
  { now, log }: ServerWriteOptions,
): Promise<readonly Outcome[]> {
  const scope = { puskesmasId, posyandu: 'all' } as const
  const along = await database.withScope(scope, (queries) => movingAlong(queries, asked))
  const changes: readonly ServerChange[] = [...asked, ...along]
  // Numbers are reserved first: a gap after a crash harms nobody, a number used twice would.
  const numbers = await database.withScope(scope, (queries) =>
    reserveNumbers(queries, puskesmasId, changes.length),
  )
  const entries = await database.withScope(scope, (queries) =>
    mint(queries, puskesmasId, changes, { ...numbers, now }),
  )
  const work = async (queries: Queries, { apply }: How) => {
    const posyandu = await everyPosyandu(queries, puskesmasId)
    const [outcomes] = await apply(queries, [sentBy({ ...numbers, posyandu }, entries, now)])
    return outcomes ?? []
  }
  return runAgain(database, puskesmasId, work, { log, mayGoOneByOne: true })
}

/**
 * The same for a few changes within a transaction that applies mutations: with them it is kept or undone. `posyandu`:
 * where they write, of which it had better have its turn. Nobody is moved along.
 */
export async function writeWithin(
  queries: Queries,
  puskesmasId: string,
  changes: readonly ServerChange[],
  {
    apply,
    posyandu,
    now,
  }: Pick<How, 'apply'> & { readonly posyandu: ReadonlySet<string>; readonly now: number },
): Promise<readonly Outcome[]> {
  if (changes.length === 0) return []
  const numbers = await reserveNumbers(queries, puskesmasId, changes.length)
  const entries = await mint(queries, puskesmasId, changes, { ...numbers, now })
  const [outcomes] = await apply(queries, [sentBy({ ...numbers, posyandu }, entries, now)])
  return outcomes ?? []
}

/** Numbers of the server's own device, from the first of them on. */
type Numbers = { readonly deviceId: string; readonly first: number }

const sentBy = (
  { deviceId, first, posyandu }: Numbers & Pick<Writer, 'posyandu'>,
  entries: readonly Entry[],
  now: number,
): Sent => ({
  writer: { deviceId, posyandu },
  entries,
  now,
  receipt: newReceiptCode('Server'),
  highest: first - 1,
})

async function reserveNumbers(queries: Queries, puskesmasId: string, count: number): Promise<Numbers> {
  const [row] = await queries.query<{ device_id: string; last_number: number }>(
    `insert into server_writer (puskesmas_id, device_id, last_number) values ($1, $2, $3)
     on conflict (puskesmas_id) do update set last_number = server_writer.last_number + $3
     returning device_id, last_number`,
    [puskesmasId, randomUUID(), count],
  )
  if (!row) throw new Error('no number for the server')
  return { deviceId: row.device_id, first: row.last_number - count + 1 }
}

/** The server writes everywhere: its scope is every posyandu there is. */
async function everyPosyandu(queries: Queries, puskesmasId: string): Promise<ReadonlySet<string>> {
  const rows = await queries.query<{ posyandu_id: string }>(
    'select posyandu_id from posyandu where puskesmas_id = $1',
    [puskesmasId],
  )
  return new Set(rows.map((row) => row.posyandu_id))
}

/** Should another writer come between reading and writing, both values stay, as between two phones. */
async function mint(
  queries: Queries,
  puskesmasId: string,
  changes: readonly ServerChange[],
  { deviceId, first, now }: Numbers & { readonly now: number },
): Promise<Entry[]> {
  const records = await loadWorkingSet(queries, puskesmasId, new Set(changes.map((change) => change.id)))
  return changes.map((change, i) => {
    const { kind, id, set } = change
    const seen = change.seen ?? seenBy(records.get(id)?.state, Object.keys(set))
    const number = first + i
    const mutation = { number, kind, id, time: now, set, ...(seen && { seen }) }
    records.accept(records.preview(stateOf(mutation, deviceId)))
    return readEntry({ number, entry: mutation }, queries.vault)
  })
}
