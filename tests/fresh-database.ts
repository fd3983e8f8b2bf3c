import { randomBytes } from 'node:crypto'
import { inject } from 'vitest'
import { connect } from '#server/database/connect.ts'
import type { Database } from '#server/database/database.ts'
import { asOwner } from '#server/database/prepare-database.ts'
import { testVault } from './builders/test-vault.ts'
import { type TestServer, templateName } from './databases.ts'

/** The servers to run on: `describe.each(testServers())('… on $name', (server) => …)`. */
export const testServers = (): readonly TestServer[] => inject('databases')

/** An own, migrated, empty database. `ownerUrl` passes row-level security, for looking behind the scenes. */
export type FreshDatabase = {
  readonly database: Database
  readonly ownerUrl: string
  readonly applicationUrl: string
  /** Closes the pool and drops the database; for `afterAll`. */
  drop(): Promise<void>
}

/** Copies the migrated template, in about a tenth of a second. */
export async function freshDatabase(server: TestServer): Promise<FreshDatabase> {
  const name = `test_${randomBytes(8).toString('hex')}`
  const maintenance = withDatabase(server.ownerUrl, 'postgres')
  await asOwner(maintenance, (queries) => queries.query(`create database ${name} template ${templateName}`))
  const applicationUrl = withDatabase(server.applicationUrl, name)
  const database = connect({ url: applicationUrl, vault: testVault, connections: 8 })
  return {
    database,
    applicationUrl,
    ownerUrl: withDatabase(server.ownerUrl, name),
    drop: async () => {
      await database.close()
      await asOwner(maintenance, (queries) => queries.query(`drop database ${name} with (force)`))
    },
  }
}

function withDatabase(url: string, database: string): string {
  const other = new URL(url)
  other.pathname = `/${database}`
  return other.href
}
