import type { Queries } from '#server/database/database.ts'
import type { Outcome } from './outcome.ts'
import type { Reason } from './read-entry.ts'

/** Whose batch it is. */
type Owner = { readonly puskesmasId: string; readonly deviceId: string }

/** Keeps the bytes of a signed batch as they came, once however often they come. Returns the hash of the bytes. */
export async function keepBatch(
  queries: Queries,
  { puskesmasId, deviceId }: Owner,
  bytes: Uint8Array,
  now: number,
): Promise<string> {
  const hash = queries.vault.mark(bytes)
  await queries.query(
    `insert into held_batch (puskesmas_id, device_id, batch_hash, envelope, received_at)
     values ($1, $2, $3, $4, $5) on conflict do nothing`,
    [puskesmasId, deviceId, hash, queries.vault.seal(bytes, deviceId), new Date(now)],
  )
  return hash
}

/** Holds numbers whose content lies unread in a kept batch (sync-spec HD2, HD3). */
export async function holdUnread(
  queries: Queries,
  { puskesmasId, deviceId }: Owner,
  batchHash: string,
  numbers: readonly number[],
  { code }: Reason,
  now: number,
): Promise<readonly Outcome[]> {
  const closed = await closedUnread(queries, { puskesmasId, deviceId }, numbers)
  const open = numbers.filter((number) => !closed.some((each) => each.number === number))
  if (open.length === 0) return closed
  const rows = await queries.query<{ number: number; received_at: Date }>(
    `insert into mutation (puskesmas_id, device_id, number, content_hash, outcome, code, received_at)
     select $1, $2, number, $3, 'held', $4, $5 from unnest($6::integer[]) as number
     on conflict (puskesmas_id, device_id, number, content_hash) do update set code = excluded.code
     returning number, received_at`,
    [puskesmasId, deviceId, batchHash, code, new Date(now), open],
  )
  const held = rows.map((row) => ({
    number: row.number,
    outcome: 'held' as const,
    code,
    receivedAt: row.received_at.getTime(),
  }))
  return [...closed, ...held]
}

type ClosedRow = { number: number; receipt: string; resolution_reason: string | null; received_at: Date }

/** What lies unread under these numbers and was closed: batches differ each time, so numbers have to do. */
async function closedUnread(
  queries: Queries,
  { puskesmasId, deviceId }: Owner,
  numbers: readonly number[],
): Promise<readonly Outcome[]> {
  if (numbers.length === 0) return []
  const rows = await queries.query<ClosedRow>(
    `select distinct on (number) number, receipt, resolution_reason, received_at from mutation
     where puskesmas_id = $1 and device_id = $2 and number = any($3::integer[]) and content is null
       and resolution = 'closed' order by number, received_at`,
    [puskesmasId, deviceId, numbers],
  )
  return rows.map(({ number, receipt, resolution_reason: reason, received_at: at }) => ({
    number,
    outcome: 'duplicate',
    receipt,
    receivedAt: at.getTime(),
    resolved: { resolution: 'closed', ...(reason !== null && { reason }) },
  }))
}
