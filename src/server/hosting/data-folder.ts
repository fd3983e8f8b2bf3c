import { randomBytes } from 'node:crypto'
import {
  closeSync,
  existsSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readFileSync,
  realpathSync,
  renameSync,
  writeSync,
} from 'node:fs'
import { dirname, join } from 'node:path'
import { StartRefusal } from '#server/config.ts'
import { mayWrite } from '#server/database/postgres-user.ts'

/**
 * Makes the folder where it is missing and gives its real path. `passable`: PostgreSQL runs as another user, who
 * must be able to pass through. A folder that is there already keeps its mode.
 */
export function openDataFolder(folder: string, mode: 'private' | 'passable'): string {
  try {
    makeFolder(folder, mode === 'private' ? 0o700 : 0o711)
  } catch (error) {
    throw new StartRefusal(`TERATAI_DATA ${folder} cannot be made (${codeOf(error)})`)
  }
  if (!mayWrite(folder)) throw new StartRefusal(`TERATAI_DATA ${folder} cannot be written to by this user`)
  return realpathSync(folder)
}

/** One by one: where the kernel makes no folders (/proc), Node's `recursive` tries for ever. */
function makeFolder(folder: string, mode: number): void {
  if (existsSync(folder)) return
  makeFolder(dirname(folder), mode)
  mkdirSync(folder, { mode })
}

const codeOf = (error: unknown) =>
  error instanceof Error && 'code' in error ? String(error.code) : 'unknown'

/** A password kept in the data folder, readable by its owner alone; made, and on disk, before anybody uses it. */
export function keptPassword(folder: string, name: 'owner' | 'application'): string {
  const path = join(folder, `${name}.password`)
  if (!existsSync(path)) writeDurably(path, randomBytes(24).toString('base64url'))
  return readFileSync(path, 'utf8').trim()
}

/** Writes a file of mode 600 so that it is there whole or not at all, whatever happens. */
export function writeDurably(path: string, text: string): void {
  const file = openSync(`${path}.new`, 'w', 0o600)
  writeSync(file, text)
  fsyncSync(file)
  closeSync(file)
  renameSync(`${path}.new`, path)
}
