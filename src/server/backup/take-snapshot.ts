import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import pg from 'pg'
import { to as copyTo } from 'pg-copy-streams'
import { StartRefusal } from '#server/config.ts'
import { queriesOf } from '#server/database/connect.ts'
import { scopeStatement } from '#server/database/scope-statement.ts'
import type { Piece } from './backup-file.ts'
import { migrationsIn, type OwnTable, ownTables } from './own-tables.ts'

/** The files of the data folder that nothing can be made from anew. Passwords of the database are not among them. */
export const keyFiles = ['keys.json'] as const

/**
 * Not carried: `migration` is written by the migrations themselves; sessions and enrolment codes end by themselves,
 * and those that ended since must not come back.
 */
const leftOut: ReadonlySet<string> = new Set(['migration', 'session', 'enrolment_code'])

const newLine = 0x0a

/**
 * Everything there is, as of one moment, while others go on writing: all tables in one read-only snapshot, then the
 * keys, which only ever grow. Throws `StartRefusal` where no puskesmas was ever made.
 */
export async function* takeSnapshot(ownerUrl: string, folder: string, now: number): AsyncGenerator<Piece> {
  const client = new pg.Client({ connectionString: ownerUrl, connectionTimeoutMillis: 10_000 })
  client.on('error', () => undefined)
  await client.connect()
  try {
    yield* tables(client, now)
  } finally {
    await client.end().catch(() => undefined)
  }
  for (const name of keyFiles) {
    const path = join(folder, name)
    if (existsSync(path)) yield { kind: 'keys', keys: { name, text: readFileSync(path, 'utf8') } }
  }
}

async function* tables(client: pg.Client, now: number): AsyncGenerator<Piece> {
  const queries = queriesOf(client)
  const [here] = (await migrationsIn(queries)).length
    ? await queries.query<{ id: string }>('select puskesmas_id::text as id from installation')
    : []
  if (!here) throw new StartRefusal('there is no puskesmas yet; npm start makes it')
  // The owner too sees a puskesmas only under its scope.
  await queries.query(scopeStatement({ puskesmasId: here.id, posyandu: 'all' }))
  await queries.query(
    `set transaction isolation level repeatable read, read only; set local datestyle = 'ISO'`,
  )
  const [puskesmas] = await queries.query<{ name: string }>('select name from puskesmas')
  yield {
    kind: 'header',
    header: {
      madeAt: new Date(now).toISOString(),
      puskesmas: { id: here.id, name: puskesmas?.name ?? '' },
      migrations: [...(await migrationsIn(queries))],
    },
  }
  for (const table of await ownTables(queries)) if (!leftOut.has(table.name)) yield* rowsOf(client, table)
  await queries.query('commit')
}

async function* rowsOf(client: pg.Client, { name, columns }: OwnTable): AsyncGenerator<Piece> {
  yield { kind: 'table', table: { name, columns: [...columns] } }
  let rows = 0
  for await (const chunk of client.query(copyTo(`copy ${copied(name, columns)} to stdout`))) {
    const bytes = chunk as Buffer
    for (let at = bytes.indexOf(newLine); at >= 0; at = bytes.indexOf(newLine, at + 1)) rows += 1
    yield { kind: 'rows', bytes }
  }
  yield { kind: 'tableEnd', rows }
}

/** A table with its columns by name, so that their order may differ at the other end. */
export const copied = (table: string, columns: readonly string[]) =>
  `${pg.escapeIdentifier(table)} (${columns.map(pg.escapeIdentifier).join(', ')})`
