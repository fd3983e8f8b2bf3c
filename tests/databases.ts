import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import type { TestProject } from 'vitest/node'
import { embeddedBinaries } from '#server/database/postgres-binaries.ts'
import { sweepScratchFolders } from './scratch-folder.ts'
import { startThrowawayDatabase } from './throwaway-database.ts'

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

async function startServer(name: TestServer['name'], binaries: string) {
  const { stop, ...urls } = await startThrowawayDatabase(templateName, binaries)
  return { server: { name, ...urls }, stop }
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
