import { rmSync } from 'node:fs'
import { startCluster } from '#server/database/cluster.ts'
import { embeddedBinaries } from '#server/database/postgres-binaries.ts'
import { asOwner, prepareDatabase } from '#server/database/prepare-database.ts'
import { scratchFolder } from './scratch-folder.ts'

/** What is thrown away when it has been looked at waits for no disk. */
const hasty = ['fsync=off', 'synchronous_commit=off', 'full_page_writes=off', 'max_connections=80']

/** A PostgreSQL of its own with one migrated database. `stop` ends it and takes its folder away. */
export type ThrowawayDatabase = {
  readonly ownerUrl: string
  readonly applicationUrl: string
  readonly stop: () => Promise<void>
}

/** Starts one for a run of tests, of seeds or of hostile requests; `name` is that of its database and in its folder's. */
export async function startThrowawayDatabase(
  name: string,
  binaries: string = embeddedBinaries(),
): Promise<ThrowawayDatabase> {
  const folder = scratchFolder(name)
  const cluster = await startCluster({ binaries, folder, ownerPassword: 'owner of tests', settings: hasty })
  const stop = async () => {
    await cluster.stop()
    rmSync(folder, { recursive: true, force: true })
  }
  try {
    await asOwner(cluster.url('postgres'), (queries) => queries.query(`create database ${name}`))
    const ownerUrl = cluster.url(name)
    const { applicationUrl } = await prepareDatabase({
      ownerUrl,
      applicationPassword: 'application of tests',
    })
    return { ownerUrl, applicationUrl, stop }
  } catch (error) {
    await stop()
    throw error
  }
}
