import type { PuskesmasKeys } from '#protocol/surat/puskesmas-keys.ts'
import type { Queries } from '#server/database/database.ts'

type KeyRow = { number: number; seal: string; sign: string; lost: boolean }

/**
 * Writes down which public keys phones are told, so that the database knows for ever what its key file must have. A
 * number that is known with other keys stays as it is.
 */
export async function publishKeys(
  queries: Queries,
  puskesmasId: string,
  keys: readonly PuskesmasKeys[],
  now: number,
): Promise<void> {
  await queries.query(
    `insert into puskesmas_key (puskesmas_id, number, seal, sign, published_at)
     select $1, number, seal, sign, $2 from unnest($3::bigint[], $4::text[], $5::text[]) as key (number, seal, sign)
     on conflict (puskesmas_id, number) do nothing`,
    [
      puskesmasId,
      new Date(now),
      keys.map(({ number }) => number),
      keys.map(({ seal }) => seal),
      keys.map(({ sign }) => sign),
    ],
  )
}

/**
 * The numbers of published keys that these do not match, but those given up as lost. None for a database of an edition
 * that published none. Needs the puskesmas's scope.
 */
export async function missingKeys(queries: Queries, held: readonly PuskesmasKeys[]): Promise<number[]> {
  const published = await publishedKeys(queries)
  return published
    .filter(({ lost, number, seal, sign }) => {
      const own = held.find((keys) => keys.number === number)
      return !lost && !(own?.seal === seal && own.sign === sign)
    })
    .map(({ number }) => number)
}

/** Every key that phones were ever told, also those that are lost since; oldest first. Needs the puskesmas's scope. */
export async function publishedKeys(queries: Queries): Promise<KeyRow[]> {
  const [there] = await queries.query(
    `select 1 from pg_class where oid = to_regclass('public.puskesmas_key')`,
  )
  if (!there) return []
  const rows = await queries.query<KeyRow & { number: string }>(
    'select number::text, seal, sign, lost_at is not null as lost from puskesmas_key order by puskesmas_key.number',
  )
  return rows.map((row) => ({ ...row, number: Number(row.number) }))
}

/** Gives keys up as lost for good: nothing asks for their private halves any more. */
export async function giveUpKeys(queries: Queries, numbers: readonly number[], now: number): Promise<void> {
  await queries.query(
    'update puskesmas_key set lost_at = $2 where number = any($1::bigint[]) and lost_at is null',
    [numbers, new Date(now)],
  )
}
