import { pipeline } from 'node:stream/promises'
import { Readable } from 'node:stream'
import pg from 'pg'
import { from as copyFrom } from 'pg-copy-streams'
import { queriesOf } from '#server/database/connect.ts'
import type { Queries } from '#server/database/database.ts'
import { layOut } from '#server/database/migrate.ts'
import type { Migration } from '#server/database/migrations/migration.ts'
import { applicationRole, ensureRole } from '#server/database/prepare-database.ts'
import { BackupUnusable, type Piece } from './backup-file.ts'
import { type OwnTable, ownTables } from './own-tables.ts'
import { copied } from './take-snapshot.ts'

type KeyPiece = Extract<Piece, { kind: 'keys' }>['keys']

export type PutBack = {
  readonly pieces: AsyncGenerator<Piece>
  /** Those that made the tables of the backup. */
  readonly migrations: readonly Migration[]
  readonly applicationPassword: string
  readonly puskesmasId: string
  /** Called with the key files of the backup before anything counts; what it throws undoes everything. */
  readonly keep: (queries: Queries, keys: readonly KeyPiece[]) => Promise<void>
}

/**
 * Replaces all of Teratai's tables by those of a backup, in one transaction: whatever goes wrong, the database stays
 * as it was. Gives how many rows each table got.
 */
export async function putBack(client: pg.Client, order: PutBack): Promise<ReadonlyMap<string, number>> {
  const queries = queriesOf(client)
  await queries.query('begin')
  try {
    const role = await applicationRole(queries)
    await dropAll(queries)
    await ensureRole(queries, role, order.applicationPassword)
    await layOut(queries, role, order.migrations)
    const { rows, keys } = await fill(client, order)
    await queries.query(`select set_config('app.puskesmas_id', $1, true)`, [order.puskesmasId])
    await order.keep(queries, keys)
    await queries.query('commit')
    return rows
  } catch (error) {
    await queries.query('rollback').catch(() => undefined)
    throw error
  }
}

async function dropAll(queries: Queries): Promise<void> {
  const names = (await ownTables(queries)).map(({ name }) => pg.escapeIdentifier(name))
  if (names.length > 0) await queries.query(`drop table ${names.join(', ')}`)
}

async function fill(client: pg.Client, { pieces }: PutBack) {
  const tables = new Map((await ownTables(queriesOf(client))).map((table) => [table.name, table]))
  const rows = new Map<string, number>()
  const keys: KeyPiece[] = []
  for (let next = await pieces.next(); !next.done; next = await pieces.next()) {
    const piece = next.value
    if (piece.kind === 'keys') keys.push(piece.keys)
    if (piece.kind !== 'table') continue
    const table = tables.get(piece.table.name)
    // The migrations named in the header make every table that is within.
    if (!table) throw new BackupUnusable('damaged')
    rows.set(table.name, await fillTable(client, { ...table, columns: piece.table.columns }, pieces))
  }
  return { rows, keys }
}

/** Row-level security is put aside for the copy, and with it the scope that it asks for; the commit has it again. */
async function fillTable(client: pg.Client, table: OwnTable, pieces: AsyncGenerator<Piece>): Promise<number> {
  const name = pg.escapeIdentifier(table.name)
  if (table.forced) await client.query(`alter table ${name} no force row level security`)
  const into = client.query(copyFrom(`copy ${copied(table.name, table.columns)} from stdin`))
  const expected = { rows: -1 }
  await pipeline(Readable.from(rowsUntilEnd(pieces, expected), { objectMode: false }), into)
  if (into.rowCount !== expected.rows) throw new BackupUnusable('damaged')
  if (table.forced) await client.query(`alter table ${name} force row level security`)
  return expected.rows
}

async function* rowsUntilEnd(pieces: AsyncGenerator<Piece>, expected: { rows: number }) {
  for (let next = await pieces.next(); !next.done; next = await pieces.next()) {
    const piece = next.value
    if (piece.kind === 'rows') yield piece.bytes
    else if (piece.kind === 'tableEnd') {
      expected.rows = piece.rows
      return
    } else break
  }
  throw new BackupUnusable('damaged')
}
