import { existsSync, readdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import type { TestProject } from 'vitest/node'
import { type Cluster, startCluster } from '#server/database/cluster.ts'
import { embeddedBinaries } from '#server/database/postgres-binaries.ts'
import { asOwner, prepareDatabase } from '#server/database/prepare-database.ts'
import { scratchFolder, sweepScratchFolders } from './scratch-folder.ts'

/** One of the two servers that every `.db.test.ts` runs on. `template` is migrated; each test file copies it. */
export type TestServer = {
  readonly name: 'embedded' | 'debian'
  readonly ownerUrl: string
  readonly applicationUrl: string
}

declare module 'vitest' {
  export interface ProvidedContext {
    databases: readonly TestServer[]
  }
}

export const templateName = 'teratai_template'

/** Debian's own PostgreSQL, the oldest version there; without one the run stops with the line to type. */
export function debianBinaries(): string {
  const top = '/usr/lib/postgresql'
  const versions = existsSync(top) ? readdirSync(top) : []
  const found = versions
    .map((version) => join(top, version, 'bin'))
    .find((folder) => existsSync(join(folder, 'initdb')))
  if (!found) {
    throw new Error(
      "Debian's PostgreSQL is missing: sudo apt-get update && sudo apt-get install -y postgresql",
    )
  }
  return found
}

/** Test data is thrown away, so nothing waits for the disk. */
const hasty = ['fsync=off', 'synchronous_commit=off', 'full_page_writes=off', 'max_connections=80']

async function startServer(name: TestServer['name'], binaries: string) {
  const folder = scratchFolder(name)
  const cluster = await startCluster({ binaries, folder, ownerPassword: 'owner of tests', settings: hasty })
  try {
    await asOwner(cluster.url('postgres'), (queries) => queries.query(`create database ${templateName}`))
    const ownerUrl = cluster.url(templateName)
    const { applicationUrl } = await prepareDatabase({
      ownerUrl,
      applicationPassword: 'application of tests',
    })
    return { server: { name, ownerUrl, applicationUrl }, stop: () => stop(cluster, folder) }
  } catch (error) {
    await stop(cluster, folder)
    throw error
  }
}

async function stop(cluster: Cluster, folder: string): Promise<void> {
  await cluster.stop()
  rmSync(folder, { recursive: true, force: true })
}

/** Vitest's global set-up: both servers start before the first test and are gone after the last. */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  await sweepScratchFolders()
  const started = await Promise.all([
    startServer('embedded', embeddedBinaries()),
    startServer('debian', debianBinaries()),
  ])
  project.provide(
    'databases',
    started.map(({ server }) => server),
  )
  return async () => {
    await Promise.all(started.map((one) => one.stop()))
  }
}
