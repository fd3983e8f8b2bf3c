import pg from 'pg'
import type { Queries } from './database.ts'
import { migrations } from './migrations/index.ts'
import type { Migration } from './migrations/migration.ts'

/**
 * Applies what the table `migration` does not list yet, each in its own transaction, and gives their ids. Throws
 * when the database knows a migration that this edition does not: it belongs to a newer server.
 */
export async function migrate(
  queries: Queries,
  applicationRole: string,
  list: readonly Migration[] = migrations,
): Promise<string[]> {
  await makeMigrationTable(queries)
  const rows = await queries.query<{ id: string }>('select id from migration')
  const done = new Set(rows.map((row) => row.id))
  const unknown = [...done].filter((id) => !list.some((migration) => migration.id === id))
  if (unknown.length > 0) throw new NewerDatabase(unknown)
  const missing = list.filter((migration) => !done.has(migration.id))
  for (const migration of missing) await apply(queries, migration, pg.escapeIdentifier(applicationRole))
  return missing.map((migration) => migration.id)
}

/** Applies these migrations to a database without tables, inside the caller's transaction. */
export async function layOut(queries: Queries, applicationRole: string, list: readonly Migration[]) {
  await makeMigrationTable(queries)
  for (const migration of list) await applyOne(queries, migration, pg.escapeIdentifier(applicationRole))
}

async function makeMigrationTable(queries: Queries): Promise<void> {
  await queries.query(
    'create table if not exists migration (id text primary key, applied_at timestamptz not null default now())',
  )
  await queries.query('alter table migration enable row level security')
}

/** The database was already used by a newer edition of the server. */
export class NewerDatabase extends Error {
  constructor(ids: readonly string[]) {
    super(`the database was made by a newer Teratai (${ids.join(', ')})`)
    this.name = 'NewerDatabase'
  }
}

async function apply(queries: Queries, migration: Migration, application: string): Promise<void> {
  await queries.query('begin')
  try {
    await applyOne(queries, migration, application)
    await queries.query('commit')
  } catch (error) {
    await queries.query('rollback')
    throw error
  }
}

async function applyOne(queries: Queries, migration: Migration, application: string): Promise<void> {
  await queries.query(migration.sql({ application }))
  await queries.query('insert into migration (id) values ($1)', [migration.id])
}
