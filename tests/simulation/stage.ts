import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { connect, queriesOf } from '#server/database/connect.ts'
import type { Database, Queries } from '#server/database/database.ts'
import { type KeyRing, openKeyRing } from '#server/surat/key-ring.ts'

/** The database that simulations share; each has a puskesmas of its own in it, and nothing crosses puskesmas. */
export type Stage = {
  readonly database: Database
  /** Looks behind the scenes, past row-level security. */
  readonly owner: Queries
  /** Every table with rows of a puskesmas. */
  readonly tables: readonly string[]
  /** Every puskesmas here has the same: they lie in files, which no restore of a database touches. */
  readonly keys: KeyRing
  close(): Promise<void>
}

const keysMadeAt = 1_000_000

export async function openStage(urls: {
  readonly ownerUrl: string
  readonly applicationUrl: string
}): Promise<Stage> {
  const client = new pg.Client({ connectionString: urls.ownerUrl, pipeline: true })
  client.on('error', () => undefined)
  await client.connect()
  const owner = queriesOf(client)
  const rows = await owner.query<{ name: string }>(
    `select c.relname as name from pg_class c join pg_attribute a on a.attrelid = c.oid
     where c.relkind = 'r' and c.relnamespace = 'public'::regnamespace and a.attname = 'puskesmas_id'
       and c.relname <> 'installation' order by c.relname`,
  )
  const folder = mkdtempSync(join(tmpdir(), 'teratai-keys-'))
  const keys = await openKeyRing(folder, keysMadeAt)
  rmSync(folder, { recursive: true })
  const database = connect({ url: urls.applicationUrl, connections: 6 })
  return {
    database,
    owner,
    keys,
    tables: rows.map((row) => row.name),
    async close() {
      await database.close()
      await client.end()
    },
  }
}
