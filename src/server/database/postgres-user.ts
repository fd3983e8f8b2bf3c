import { execFileSync } from 'node:child_process'
import { constants, accessSync, statSync } from 'node:fs'
import { dirname, resolve } from 'node:path'
import { StartRefusal } from '#server/config.ts'

/** Whom PostgreSQL runs as: `undefined` is the own user. It refuses to run as root, so root runs it as `postgres`. */
export type PostgresUser = { readonly uid: number; readonly gid: number } | undefined

/** Finds that user; root makes it where it is missing, as Debian's own package would. */
export function postgresUser(): PostgresUser {
  if (process.getuid?.() !== 0) return undefined
  try {
    return find()
  } catch {
    return makeUser()
  }
}

const find = () => ({ uid: idOf('-u'), gid: idOf('-g') })

function makeUser(): PostgresUser {
  try {
    execFileSync('useradd', ['--system', '--user-group', '--no-create-home', 'postgres'], { stdio: 'ignore' })
    return find()
  } catch {
    throw new StartRefusal(
      'PostgreSQL does not run as root, and a user called postgres could not be made; make it, or start as another user',
    )
  }
}

function idOf(flag: '-u' | '-g'): number {
  return Number(
    execFileSync('id', [flag, 'postgres'], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }),
  )
}

/** A command with the way it is to be spawned. */
export type Command = {
  readonly file: string
  readonly args: readonly string[]
  readonly as: { readonly uid?: number; readonly gid?: number }
}

/**
 * The command as that user. Where a folder on the way is closed to it (a checkout below `/root`, say), root's
 * right to pass closed folders is handed on; PostgreSQL only minds its user's number.
 */
export function asPostgresUser(
  user: PostgresUser,
  paths: readonly string[],
  file: string,
  args: readonly string[],
): Command {
  if (!user) return { file, args, as: {} }
  if (paths.every((path) => mayPass(path, user))) return { file, args, as: user }
  return {
    file: 'setpriv',
    args: [
      `--reuid=${user.uid}`,
      `--regid=${user.gid}`,
      '--clear-groups',
      '--inh-caps=+dac_override',
      '--ambient-caps=+dac_override',
      file,
      ...args,
    ],
    as: {},
  }
}

function mayPass(path: string, user: { uid: number; gid: number }): boolean {
  for (let folder = dirname(resolve(path)); ; folder = dirname(folder)) {
    const { uid, gid, mode } = statSync(folder)
    const bit = uid === user.uid ? 0o100 : gid === user.gid ? 0o010 : 0o001
    if ((mode & bit) === 0) return false
    if (folder === dirname(folder)) return true
  }
}

/** Whether this process may write in a folder. */
export function mayWrite(folder: string): boolean {
  try {
    accessSync(folder, constants.W_OK | constants.X_OK)
    return true
  } catch {
    return false
  }
}
