import pg from 'pg'
import { to as copyTo } from 'pg-copy-streams'
import { StartRefusal } from '#server/config.ts'
import { queriesOf } from '#server/database/connect.ts'
import type { Queries } from '#server/database/database.ts'
import { scopeStatement } from '#server/database/scope-statement.ts'
import { keyFileName, keysIn, keyTextIn } from '#server/surat/key-file.ts'
import type { Piece } from './backup-file.ts'
import { checkKeys } from './check-keys.ts'
import { migrationsIn, type OwnTable, ownTables } from './own-tables.ts'

/**
 * Not carried: `migration` is written by the migrations themselves; sessions and enrolment codes end by themselves,
 * and those that ended since must not come back.
 */
const leftOut: ReadonlySet<string> = new Set(['migration', 'session', 'enrolment_code'])

const newLine = 0x0a

export type Snapshot = {
  readonly ownerUrl: string
  /** The data folder, which has the keys. Passwords of the database stay there. */
  readonly folder: string
  readonly now: number
  /** `asFound`: of what is about to be replaced, which may be what the missing keys are brought to. */
  readonly keys: 'whole' | 'asFound'
}

/**
 * Everything there is, as of one moment, while others go on writing: all tables in one read-only snapshot, then the
 * keys, which only ever grow. Throws `StartRefusal` where no puskesmas was ever made, and where keys are missing.
 */
export async function* takeSnapshot({ ownerUrl, folder, now, keys }: Snapshot): AsyncGenerator<Piece> {
  const client = new pg.Client({ connectionString: ownerUrl, connectionTimeoutMillis: 10_000 })
  client.on('error', () => undefined)
  await client.connect()
  try {
    yield* tables(client, now, keys === 'whole' ? (queries) => checkFolder(queries, folder) : undefined)
  } finally {
    await client.end().catch(() => undefined)
  }
  const text = keyTextIn(folder)
  if (text !== undefined) yield { kind: 'keys', keys: { name: keyFileName, text } }
}

const checkFolder = (queries: Queries, folder: string) =>
  checkKeys(
    queries,
    keysIn(folder),
    (missing) =>
      `${keyFileName} in ${folder} lacks ${missing}, and no backup was made; ` +
      'name the TERATAI_DATA that has them, bring them here by npm run surat -- --keys-from FILE, or, if they are gone ' +
      'for good, give them up by npm run surat -- --keys-lost',
  )

async function* tables(
  client: pg.Client,
  now: number,
  check?: (queries: Queries) => Promise<void>,
): AsyncGenerator<Piece> {
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
  await check?.(queries)
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
