import { existsSync, statSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { type Config, StartRefusal } from '#server/config.ts'
import { mayWrite } from '#server/database/postgres-user.ts'
import { joinAsOwner } from '#server/hosting/reach-database.ts'
import { writeBackupFile } from './backup-file.ts'
import { takeSnapshot } from './take-snapshot.ts'

/** A backup's name in a folder, which sorts by time: `teratai-2026-11-22-1403-07.backup`. UTC. */
export function backupName(what: 'teratai' | 'before-restore', now: number): string {
  const [day, time] = new Date(now).toISOString().split('T') as [string, string]
  return `${what}-${day}-${time.slice(0, 5).replace(':', '')}-${time.slice(6, 8)}.backup`
}

/**
 * Writes the whole puskesmas, database and keys, as one file of mode 600 while the server may run. `to`: a folder, in
 * which the file gets a name by time, or a file that is not there yet. Gives its path. Throws `StartRefusal`,
 * with `keysMissing` where the data folder lacks keys that phones were told of.
 */
export async function backup(config: Config, to: string, now: number): Promise<string> {
  const path = placeOf(to, now)
  const reached = await joinAsOwner(config)
  try {
    const { ownerUrl, folder } = reached
    await writeBackupFile(path, takeSnapshot({ ownerUrl, folder, now, keys: 'whole' }))
    return path
  } finally {
    await reached.close()
  }
}

function placeOf(to: string, now: number): string {
  const asked = resolve(to)
  const isFolder = existsSync(asked) && statSync(asked).isDirectory()
  const path = isFolder ? join(asked, backupName('teratai', now)) : asked
  if (existsSync(path))
    throw new StartRefusal(`${path} is there already; a backup never takes another's place`)
  const folder = dirname(path)
  if (!existsSync(folder)) throw new StartRefusal(`the folder ${folder} is not there`)
  if (!mayWrite(folder)) throw new StartRefusal(`the folder ${folder} cannot be written to by this user`)
  return path
}
