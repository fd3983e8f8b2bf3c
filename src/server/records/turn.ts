import type { Queries } from '#server/database/database.ts'

/**
 * Whether a writer excludes all others that put records in their place. Records whose person is not known yet
 * belong to no posyandu, so no turn of one keeps two writers of them apart.
 */
export type Placing = 'shared' | 'exclusive'

/** A write that needs the exclusive lock was met under the shared one: the transaction is to be run again. */
export class NeedsExclusivePlacing extends Error {}

/** What was read no longer holds: the transaction is to be run again. */
export class Raced extends Error {}

/** Serialization failures, deadlocks and lock time-outs of the database: nothing was kept, the next run may pass. */
const passing = new Set(['40001', '40P01', '55P03'])

/** Whether the same transaction, run again, may well succeed (sync-spec AP2). */
export function isToBeRunAgain(fault: unknown): boolean {
  if (fault instanceof NeedsExclusivePlacing || fault instanceof Raced) return true
  if (!(fault instanceof Error) || !('code' in fault)) return false
  return passing.has(String(fault.code)) || isThereAlready(fault)
}

/** Another writer made a record first that this one took for new. */
const isThereAlready = (fault: Error) =>
  'code' in fault && fault.code === '23505' && 'table' in fault && fault.table === 'record'

/** Whether no database answered: nothing can be held then, and the sender tries again. */
export function isDatabaseGone(fault: unknown): boolean {
  const code = fault instanceof Error && 'code' in fault ? String(fault.code) : ''
  return (
    /^(08|57P|53|ECONN|EPIPE|ETIMEDOUT|ENOTFOUND)/.test(code) ||
    (fault instanceof Error && /terminated|timeout/i.test(fault.message))
  )
}

/**
 * Waits for a turn in each of these posyandu, in one order for all writers (sync-spec AP2). Held until the end of the
 * transaction. In between nobody else changes a record that stands in one of them.
 */
export async function takeTurn(
  queries: Queries,
  puskesmasId: string,
  posyandu: ReadonlySet<string>,
  placing: Placing,
): Promise<void> {
  const keys = [...posyandu].sort().map((id) => `teratai ${puskesmasId} ${id}`)
  if (placing === 'exclusive') keys.push(placingKey(puskesmasId))
  await queries.query(
    'select pg_advisory_xact_lock(hashtextextended(key, 0)) from unnest($1::text[]) as key',
    [keys],
  )
}

const turnOfDevices = {
  name: 'turn-of-devices',
  text: `select posyandu_id, pg_advisory_xact_lock(hashtextextended('teratai ' || $1::uuid || ' ' || posyandu_id, 0))
    from (
      select distinct posyandu_id from device_posyandu
      where puskesmas_id = $1::uuid and device_id = any($2::uuid[]) order by posyandu_id
    ) scope`,
}

/**
 * The same for all posyandu of these devices, so that nobody has to know them before. Gives those in which the writer
 * has its turn now.
 */
export async function takeTurnOfDevices(
  queries: Queries,
  puskesmasId: string,
  deviceIds: readonly string[],
  placing: Placing,
): Promise<ReadonlySet<string>> {
  const waiting = queries.query<{ posyandu_id: string }>(turnOfDevices, [puskesmasId, deviceIds])
  if (placing === 'exclusive')
    queries.send('select pg_advisory_xact_lock(hashtextextended($1, 0))', [placingKey(puskesmasId)])
  return new Set((await waiting).map((row) => row.posyandu_id))
}

/** Taken before looking for records that waited for a person, unless the exclusive one is held already. */
export async function lockPlacing(queries: Queries, puskesmasId: string, placing: Placing): Promise<void> {
  if (placing === 'exclusive') return
  await queries.query('select pg_advisory_xact_lock_shared(hashtextextended($1, 0))', [
    placingKey(puskesmasId),
  ])
}

/**
 * Waits for a turn at something of which the whole puskesmas does one at a time; held until the end of the transaction.
 * `aliases`: two that are made at once would not see that together they are a ring.
 */
export async function takeNamedTurn(
  queries: Queries,
  puskesmasId: string,
  what: 'aliases' | 'assess',
): Promise<void> {
  await queries.query('select pg_advisory_xact_lock(hashtextextended($1, 0))', [
    `teratai ${puskesmasId} ${what}`,
  ])
}

const placingKey = (puskesmasId: string) => `teratai ${puskesmasId} placing`
