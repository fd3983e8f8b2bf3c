import { join } from 'node:path'
import pg from 'pg'
import { type Config, StartRefusal } from '#server/config.ts'
import { queriesOf } from '#server/database/connect.ts'
import type { Queries } from '#server/database/database.ts'
import { migrations } from '#server/database/migrations/index.ts'
import type { Migration } from '#server/database/migrations/migration.ts'
import { takeTurn } from '#server/database/prepare-database.ts'
import { keptPassword } from '#server/hosting/data-folder.ts'
import { takeAlone } from '#server/hosting/presence.ts'
import { openAsOwner, type ReachedAsOwner } from '#server/hosting/reach-database.ts'
import {
  keyFileName,
  keysIn,
  keysTogether,
  parseKeys,
  publicHalves,
  writeKeys,
} from '#server/surat/key-file.ts'
import { giveUpKeys, missingKeys } from '#server/surat/published-keys.ts'
import { type BackupHeader, BackupUnusable, readBackupFile, writeBackupFile } from './backup-file.ts'
import { backupName } from './backup.ts'
import { checkKeys } from './check-keys.ts'
import { migrationsIn } from './own-tables.ts'
import { putBack } from './put-back.ts'
import { takeSnapshot } from './take-snapshot.ts'

export type RestoreOrder = {
  readonly file: string
  /** What is to become of a puskesmas that the database holds already. */
  readonly present: 'keep' | 'replace'
  /** What is to become of keys that phones were told of and that are nowhere; refused where this is not said. */
  readonly lostKeys?: 'given up'
  readonly now: number
}

export type Restored = {
  readonly header: BackupHeader
  readonly rows: ReadonlyMap<string, number>
  /** Where the puskesmas as it was before is kept, if there was one. */
  readonly replaced: string | undefined
}

/**
 * Puts a backup back. The whole file is checked before anything is touched, and all of it counts at once or not at
 * all. Throws `StartRefusal` for a file that cannot be restored here, a server that runs, and a database that holds
 * something unless it may be replaced; what is replaced is backed up into the data folder first.
 */
export async function restore(config: Config, order: RestoreOrder): Promise<Restored> {
  const header = await explained(order.file, () => checkWhole(order.file))
  const list = migrationsOf(header)
  const reached = await openAsOwner(config)
  const client = new pg.Client({ connectionString: reached.ownerUrl, connectionTimeoutMillis: 10_000 })
  client.on('error', () => undefined)
  try {
    await client.connect()
    const queries = queriesOf(client)
    if (!(await takeAlone(queries))) {
      throw new StartRefusal('a server runs on this database; stop it first')
    }
    await takeTurn(queries)
    const replaced = await makeWay(queries, reached, header, order)
    const rows = await explained(order.file, () =>
      putBack(client, {
        pieces: readBackupFile(order.file),
        migrations: list,
        applicationPassword: keptPassword(reached.folder, 'application'),
        puskesmasId: header.puskesmas.id,
        keep: (queries, keys) => keepKeys(queries, reached.folder, keys, order),
      }),
    )
    await client.query('analyze')
    return { header, rows, replaced }
  } finally {
    await client.end().catch(() => undefined)
    await reached.close()
  }
}

/** Reads all of it, so that a damaged file is known as such before anything is touched. */
async function checkWhole(file: string): Promise<BackupHeader> {
  let header: BackupHeader | undefined
  for await (const piece of readBackupFile(file)) {
    if (piece.kind === 'header') header = piece.header
  }
  if (!header) throw new BackupUnusable('damaged')
  return header
}

/** The migrations by which the backup's tables were made; one of a newer Teratai has some that are not known here. */
function migrationsOf(header: BackupHeader): readonly Migration[] {
  const known = new Set(migrations.map(({ id }) => id))
  const unknown = header.migrations.filter((id) => !known.has(id))
  if (unknown.length > 0) {
    throw new StartRefusal(
      `this backup was made by a newer Teratai (${unknown.join(', ')}); restore it with that edition`,
    )
  }
  return migrations.filter(({ id }) => header.migrations.includes(id))
}

/** Sees to what is there already. Gives where it was kept. */
async function makeWay(
  queries: Queries,
  { ownerUrl, folder }: ReachedAsOwner,
  header: BackupHeader,
  { present, now }: RestoreOrder,
): Promise<string | undefined> {
  const before = await puskesmasIn(queries)
  if (before === undefined) return undefined
  if (before !== header.puskesmas.id) {
    throw new StartRefusal(
      'the database holds another puskesmas than the backup; choose another TERATAI_DATA or DATABASE_URL',
    )
  }
  if (present === 'keep') {
    throw new StartRefusal('the database is not empty; --replace puts the backup in its place')
  }
  const kept = join(folder, backupName('before-restore', now))
  await writeBackupFile(kept, takeSnapshot({ ownerUrl, folder, now, keys: 'asFound' }))
  return kept
}

/**
 * Puts the keys of a backup into the data folder beside those that are there already. Refuses where both together lack
 * one that the restored puskesmas has told its phones of.
 */
async function keepKeys(
  queries: Queries,
  folder: string,
  files: readonly { readonly name: string; readonly text: string }[],
  { lostKeys: lost, now }: RestoreOrder,
): Promise<void> {
  let keys = keysIn(folder)
  for (const { name, text } of files) {
    const brought = name === keyFileName ? parseKeys(text) : undefined
    if (!brought) throw new BackupUnusable('damaged')
    keys = keysTogether(folder, brought)
  }
  if (lost === 'given up') await giveUpKeys(queries, await missingKeys(queries, publicHalves(keys)), now)
  await checkKeys(
    queries,
    keys,
    (missing) =>
      `neither the backup nor ${folder} has ${missing}, and nothing was ` +
      'restored; put keys.json there first, or, if they are gone for good, add --keys-lost',
  )
  if (keys) writeKeys(folder, keys)
}

async function puskesmasIn(queries: Queries): Promise<string | undefined> {
  if ((await migrationsIn(queries)).length === 0) return undefined
  const [row] = await queries.query<{ id: string }>('select puskesmas_id::text as id from installation')
  return row?.id
}

const reasons = {
  foreign: 'is no backup of Teratai',
  newerFormat: 'was made by a newer Teratai; restore it with that edition',
  damaged: 'is damaged or not whole, and nothing was restored; take an earlier backup',
} as const satisfies Record<BackupUnusable['why'], string>

async function explained<T>(file: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : ''
    if (error instanceof BackupUnusable) throw new StartRefusal(`${file} ${reasons[error.why]}`)
    if (code === 'ENOENT' || code === 'EACCES' || code === 'EISDIR')
      throw new StartRefusal(`${file} cannot be opened (${code})`)
    throw error
  }
}
