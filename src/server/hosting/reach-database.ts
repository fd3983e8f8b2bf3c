import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { type Config, StartRefusal } from '#server/config.ts'
import { type Cluster, startCluster, urlOf } from '#server/database/cluster.ts'
import { connect } from '#server/database/connect.ts'
import type { Database } from '#server/database/database.ts'
import { NewerDatabase } from '#server/database/migrate.ts'
import { embeddedBinaries } from '#server/database/postgres-binaries.ts'
import { postgresUser } from '#server/database/postgres-user.ts'
import { asOwner, prepareDatabase } from '#server/database/prepare-database.ts'
import { joinVault, openOwnVault } from '#server/sealing/data-key.ts'
import type { Vault } from '#server/sealing/vault.ts'
import { keptPassword, openDataFolder } from './data-folder.ts'
import { holderOf, type Lock, takeLock } from './lock.ts'
import { holdPresence } from './presence.ts'

/** A database as its owner reaches it, however old or empty, and how to leave it. */
export type ReachedAsOwner = {
  readonly ownerUrl: string
  /** The real path of the data folder. */
  readonly folder: string
  /** Where the running server listens; for tools beside it. */
  readonly runningAt: string | undefined
  /** Settles when an embedded PostgreSQL ends by itself. */
  readonly ended: Promise<void> | undefined
  readonly lock: Lock | undefined
  /** Closes all that was opened here, in order. Again does nothing. */
  close(): Promise<void>
}

/** The same, up to date and connected as the application. */
export type Reached = ReachedAsOwner & { readonly database: Database }

const databaseName = 'teratai'

const folderOf = ({ data, databaseUrl }: Config) =>
  openDataFolder(data, databaseUrl === undefined && postgresUser() ? 'passable' : 'private')

/** For the server: takes the data folder for itself, or throws `StartRefusal` while another Teratai has it. */
export const openDatabase = async (config: Config): Promise<Reached> => {
  const reached = await prepared(await openAsOwner(config), ownVault)
  return config.databaseUrl ? withPresence(reached) : reached
}

/** Takes the data folder likewise, and changes nothing in the database. */
export async function openAsOwner(config: Config): Promise<ReachedAsOwner> {
  if (config.databaseUrl) await checkAnswers(config.databaseUrl)
  const folder = folderOf(config)
  const lock = takeLock(folder)
  try {
    return await (config.databaseUrl ? ofServer(config.databaseUrl, folder, lock) : embedded(folder, lock))
  } catch (error) {
    lock.release()
    throw error
  }
}

/**
 * For tools beside the server (`npm run enrol`, `npm run import`): joins the running server's database, or starts
 * it for as long as the tool needs it. Throws `StartRefusal` where no server ever ran.
 */
export const joinDatabase = async (config: Config): Promise<Reached> =>
  prepared(await joinAsOwner(config), joinVault)

/** Joins likewise, and changes nothing in the database. */
export async function joinAsOwner(config: Config): Promise<ReachedAsOwner> {
  if (!config.databaseUrl && !existsSync(join(config.data, 'postgres'))) {
    throw new StartRefusal(
      `there is no data in ${config.data}; npm start makes it, or TERATAI_DATA names another folder`,
    )
  }
  const folder = folderOf(config)
  const holder = holderOf(folder)
  if (!holder) return openAsOwner(config)
  const ownerUrl = config.databaseUrl ?? runningUrl(folder)
  return {
    ownerUrl,
    folder,
    runningAt: holder.address,
    lock: undefined,
    ended: undefined,
    close: async () => undefined,
  }
}

/** The port is the fourth line of PostgreSQL's own `postmaster.pid`. */
function runningUrl(folder: string): string {
  try {
    const port = Number(readFileSync(join(folder, 'postgres', 'postmaster.pid'), 'utf8').split('\n')[3])
    return urlOf({ ownerPassword: keptPassword(folder, 'owner') }, port, databaseName)
  } catch {
    throw new StartRefusal(`the server on ${folder} is just starting or stopping; try again in a moment`)
  }
}

const ownVault = (place: { ownerUrl: string; folder: string }) => openOwnVault({ ...place, now: Date.now() })

async function prepared(
  owned: ReachedAsOwner,
  findVault: (place: ReachedAsOwner) => Promise<Vault>,
): Promise<Reached> {
  try {
    const applicationPassword = keptPassword(owned.folder, 'application')
    const { applicationUrl } = await prepareDatabase({ ownerUrl: owned.ownerUrl, applicationPassword })
    const database = connect({ url: applicationUrl, vault: await findVault(owned) })
    const close = once(async () => {
      await database.close()
      await owned.close()
    })
    return { ...owned, database, close }
  } catch (error) {
    await owned.close()
    throw explain(error)
  }
}

/** Whoever would restore the database finds that a server runs on it, wherever that is. */
async function withPresence(reached: Reached): Promise<Reached> {
  const leave = await holdPresence(reached.ownerUrl)
  const close = once(async () => {
    await leave()
    await reached.close()
  })
  return { ...reached, close }
}

async function embedded(folder: string, lock: Lock): Promise<ReachedAsOwner> {
  const cluster = await startCluster({
    binaries: embeddedBinaries(),
    folder,
    ownerPassword: keptPassword(folder, 'owner'),
  }).catch((error: unknown) => {
    throw new StartRefusal(error instanceof Error ? error.message : 'PostgreSQL did not start')
  })
  try {
    await createDatabase(cluster)
    const close = once(async () => {
      await cluster.stop()
      lock.release()
    })
    const ownerUrl = cluster.url(databaseName)
    return { ownerUrl, folder, lock, close, runningAt: undefined, ended: cluster.ended }
  } catch (error) {
    await cluster.stop()
    throw error
  }
}

/** That a PostgreSQL lets its owner in, before anything is made. What else is there or answers nothing is refused. */
async function checkAnswers(ownerUrl: string): Promise<void> {
  try {
    await asOwner(ownerUrl, async () => undefined)
  } catch (error) {
    const known = explain(error)
    if (known instanceof StartRefusal || !(error instanceof Error)) throw known
    const why = 'code' in error ? String(error.code) : error.message
    throw new StartRefusal(`DATABASE_URL: no PostgreSQL answers there (${why})`)
  }
}

function ofServer(ownerUrl: string, folder: string, lock: Lock): ReachedAsOwner {
  const close = once(async () => lock.release())
  return { ownerUrl, folder, lock, close, runningAt: undefined, ended: undefined }
}

async function createDatabase(cluster: Cluster): Promise<void> {
  await asOwner(cluster.url('postgres'), async (queries) => {
    const found = await queries.query('select 1 from pg_database where datname = $1', [databaseName])
    if (found.length === 0) await queries.query(`create database ${databaseName}`)
  })
}

/** The same work for every call, done once. */
export function once(work: () => Promise<void>): () => Promise<void> {
  let running: Promise<void> | undefined
  return () => (running ??= work())
}

/** Why a database cannot be used, in one line; passwords and addresses are not repeated. */
function explain(error: unknown): unknown {
  const code = error instanceof Error && 'code' in error ? String(error.code) : ''
  if (error instanceof NewerDatabase)
    return new StartRefusal(`${error.message}; start that edition, or a newer one`)
  if (/^(ECONNREFUSED|ENOTFOUND|ETIMEDOUT|EHOSTUNREACH|EAI_AGAIN)$/.test(code)) {
    return new StartRefusal(`DATABASE_URL: no PostgreSQL answers there (${code})`)
  }
  if (code === '28P01' || code === '28000')
    return new StartRefusal('DATABASE_URL: PostgreSQL refuses this user or password')
  if (code === '3D000') return new StartRefusal('DATABASE_URL: there is no such database; create it first')
  if (code === '42501') {
    return new StartRefusal(
      'DATABASE_URL: this user may not do what is needed; it must own the database and have CREATEROLE',
    )
  }
  return error
}
