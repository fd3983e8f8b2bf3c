import { randomBytes } from 'node:crypto'
import { setTimeout as pass } from 'node:timers/promises'
import pg from 'pg'
import { StartRefusal } from '#server/config.ts'
import type { Queries } from '#server/database/database.ts'
import { asOwner, takeTurn } from '#server/database/prepare-database.ts'
import {
  type DataKey,
  type KeysFile,
  keyFileName,
  keysIn,
  publicHalves,
  writeKeys,
} from '#server/surat/key-file.ts'
import { openKeyRing } from '#server/surat/key-ring.ts'
import { missingKeys } from '#server/surat/published-keys.ts'
import { sealRows } from './seal-rows.ts'
import { dataKeyLength, openVault, type Vault } from './vault.ts'

/** By what the database knows its key: nothing about the key follows from it. */
export const markOfKey = (vault: Vault): string => vault.mark('teratai data key')

/** The vault of the key that everything in this database is sealed under; `undefined` where nothing is sealed yet. */
export async function sealedUnder(queries: Queries): Promise<string | undefined> {
  const [there] = await queries.query(`select 1 from pg_class where oid = to_regclass('public.data_key')`)
  if (!there) return undefined
  const [row] = await queries.query<{ mark: string }>('select mark::text from data_key')
  return row?.mark
}

/** The vault among these keys that has this mark, if any has. */
export const vaultAmong = (keys: KeysFile | undefined, mark: string): Vault | undefined =>
  keys?.data?.map(vaultOf).find((vault) => markOfKey(vault) === mark)

const vaultOf = ({ key }: DataKey) => openVault(Buffer.from(key, 'base64url'))

type Place = { readonly ownerUrl: string; readonly folder: string; readonly now: number }

/**
 * The vault of a database, for the start of a server: where nothing is sealed yet a key is made, kept in the data folder
 * first, and all that is there is sealed under it. What a start that was cut off left to do is done. Throws
 * `StartRefusal` where the folder lacks the key.
 */
export function openOwnVault({ ownerUrl, folder, now }: Place): Promise<Vault> {
  return asOwner(ownerUrl, async (queries) => {
    // Two servers that start at once do this one after the other.
    await takeTurn(queries)
    const mark = await sealedUnder(queries)
    const vault =
      mark === undefined
        ? await sealAll(queries, folder, now)
        : (vaultAmong(keysIn(folder), mark) ?? refuse(lacking(folder)))
    await writeAnew(queries)
    return vault
  })
}

/** The same for a tool beside the server: makes nothing, and without the key opens nothing. */
export function joinVault({ ownerUrl, folder }: Omit<Place, 'now'>): Promise<Vault> {
  return asOwner(ownerUrl, async (queries) => {
    const mark = await sealedUnder(queries)
    if (mark === undefined)
      return closed('nothing is sealed in this database yet; start the server once, then try again')
    return vaultAmong(keysIn(folder), mark) ?? closed(lacking(folder))
  })
}

/** Refuses when it is needed: what does without it goes on, as bringing the key does. */
function closed(why: string): Vault {
  const refused = () => refuse(why)
  return { seal: refused, open: refused, mark: refused }
}

const lacking = (folder: string) =>
  `${keyFileName} in ${folder} lacks the key under which this database is sealed; name the TERATAI_DATA that has it, ` +
  'or bring it here by npm run surat -- --keys-from FILE'

function refuse(why: string): never {
  throw new StartRefusal(why, 'keysMissing')
}

/** Under a key that is on the disk before anything is sealed; all or nothing. */
async function sealAll(queries: Queries, folder: string, now: number): Promise<Vault> {
  // Row-level security binds the owner too. Before the first start is done there is no puskesmas, and nothing to seal.
  const [here] = await queries.query(
    `select set_config('app.puskesmas_id', puskesmas_id::text, false), set_config('app.posyandu', 'all', false)
     from installation`,
  )
  if (here) await checkFolder(queries, folder)
  const vault = vaultOf(await newestKey(folder, now))
  await queries.query('begin')
  try {
    const sealed = here ? await sealRows(queries, vault) : []
    await queries.query('insert into data_key (mark, since, unwritten) values ($1, $2, $3)', [
      markOfKey(vault),
      new Date(now),
      sealed,
    ])
    await queries.query('commit')
    return vault
  } catch (error) {
    await queries.query('rollback')
    throw error
  }
}

/** Nothing is sealed under a key of the wrong folder: that would be found when the right one comes, and be too late. */
async function checkFolder(queries: Queries, folder: string): Promise<void> {
  const missing = await missingKeys(queries, publicHalves(keysIn(folder)))
  if (missing.length > 0)
    refuse(
      `${keyFileName} in ${folder} lacks keys that phones were told of (number ${missing.join(', ')}), and the database ` +
        'is to be sealed now under a key beside them; name the TERATAI_DATA that has them, bring them here by ' +
        'npm run surat -- --keys-from FILE, or, if they are gone for good, give them up by npm run surat -- --keys-lost',
    )
}

async function newestKey(folder: string, now: number): Promise<DataKey> {
  await openKeyRing(folder, now)
  const keys = keysIn(folder)
  const known = keys?.data?.at(-1)
  if (known) return known
  if (!keys) throw new Error('no key file')
  const made = { madeAt: now, key: randomBytes(dataKeyLength).toString('base64url') }
  writeKeys(folder, { ...keys, data: [made] })
  return made
}

const mostTries = 10
const triedAgainAfter = 200

/**
 * What was overwritten lies readable in the tables' files until they are written anew. Where it cannot be sure that none
 * of it stayed, as with a statistic that is being taken all the while, that is left to the next start.
 */
async function writeAnew(queries: Queries): Promise<void> {
  const [row] = await queries.query<{ unwritten: string[] }>('select unwritten from data_key')
  for (const table of row?.unwritten ?? [])
    for (let tries = 1; tries <= mostTries; tries++) {
      const isAlone = await isAloneHere(queries)
      await queries.query(`vacuum full ${pg.escapeIdentifier(table)}`)
      if (isAlone) {
        await queries.query('update data_key set unwritten = array_remove(unwritten, $1)', [table])
        break
      }
      await pass(triedAgainAfter)
    }
}

/** PostgreSQL keeps overwritten rows for every transaction of the database that began before: whether there is none. */
async function isAloneHere(queries: Queries): Promise<boolean> {
  const others = await queries.query(
    `select 1 from pg_locks l join pg_stat_activity a using (pid)
     where l.locktype = 'virtualxid' and pid <> pg_backend_pid() and a.datname = current_database() limit 1`,
  )
  return others.length === 0
}
