import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { connect, queriesOf } from '#server/database/connect.ts'
import { testVault } from '#tests/builders/test-vault.ts'
import { tablesOfPuskesmas } from './table-rows.ts'
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
  const owner = queriesOf(client, testVault)
  const folder = mkdtempSync(join(tmpdir(), 'teratai-keys-'))
  const keys = await openKeyRing(folder, keysMadeAt)
  rmSync(folder, { recursive: true })
  const database = connect({ url: urls.applicationUrl, vault: testVault, connections: 6 })
  return {
    database,
    owner,
    keys,
    tables: await tablesOfPuskesmas(owner),
    async close() {
      await database.close()
      await client.end()
    },
  }
}
