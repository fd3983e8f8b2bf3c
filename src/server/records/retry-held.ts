import type { Arrived } from '#protocol/batch/codec.ts'
import type { Database, Queries } from '#server/database/database.ts'
import { openContent } from './sealed-content.ts'
import { openInside, openOutside } from './open-batch.ts'
import type { Openers } from './open-sealed-rows.ts'
import { pushQueueOf } from './push-queue.ts'
import { readEntry } from './read-entry.ts'

export type RetryOptions = {
  readonly now: number
  readonly log?: (entry: Readonly<Record<string, unknown>>) => void
  /** Only what is held of this device, which was let back in. */
  readonly deviceId?: string
  /** All keys that the puskesmas has: what did not open before may open now. */
  readonly openers?: Openers | undefined
}

const atOnce = 500

/**
 * Tries again what is held, by today's rules: for the start of a newer server, which may read what an older one could
 * not (sync-spec HD10). What stays held stays as it was. Phones learn of it when they send a held number again.
 * Returns how many were accepted.
 */
export async function retryHeld(
  database: Database,
  puskesmasId: string,
  { now, log, deviceId: only, openers }: RetryOptions,
): Promise<number> {
  const scope = { puskesmasId, posyandu: 'all' } as const
  const devices =
    only === undefined
      ? await database.withScope(scope, (queries) => devicesWithHeld(queries, puskesmasId))
      : [only.toLowerCase()]
  let accepted = 0
  for (const deviceId of devices) {
    const held = await database.withScope(scope, (queries) =>
      heldOf(queries, { puskesmasId, deviceId, openers }),
    )
    const entries = held.map((arrived) => readEntry(arrived, database.vault))
    for (let start = 0; start < entries.length; start += atOnce) {
      const push = {
        deviceId,
        entries: entries.slice(start, start + atOnce),
        now,
      }
      const { outcomes } = await pushQueueOf(database, puskesmasId).add(push, log)
      accepted += outcomes.filter((outcome) => outcome.outcome === 'accepted').length
    }
  }
  return accepted
}

/** Codes that another edition of the server, another scope of the device or its return may lift. */
const liftable = `outcome = 'held' and not resolved and code not in ('numberReused', 'deviceRevoked')`

async function devicesWithHeld(queries: Queries, puskesmasId: string): Promise<string[]> {
  const rows = await queries.query<{ device_id: string }>(
    `select distinct device_id from mutation m where puskesmas_id = $1 and ${liftable}
       and exists (select 1 from device d where d.puskesmas_id = $1 and d.device_id = m.device_id
         and d.forgotten_at is null)`,
    [puskesmasId],
  )
  return rows.map((row) => row.device_id)
}

type Whose = {
  readonly puskesmasId: string
  readonly deviceId: string
  readonly openers: Openers | undefined
}

async function heldOf(queries: Queries, { puskesmasId, deviceId, openers }: Whose): Promise<Arrived[]> {
  const rows = await queries.query<{ number: number; content: unknown; is_unread: boolean }>(
    `select number, content, content is null as is_unread from mutation
     where puskesmas_id = $1 and device_id = $2 and ${liftable} order by number`,
    [puskesmasId, deviceId],
  )
  const told = rows
    .filter((row) => !row.is_unread)
    .map(({ number, content }) => ({ number, entry: openContent(queries.vault, deviceId, content) }))
  const unread = new Set(rows.filter((row) => row.is_unread).map((row) => row.number))
  if (unread.size === 0) return told
  const batches = await queries.query<{ envelope: Buffer }>(
    `select envelope from held_batch where puskesmas_id = $1 and device_id = $2 order by received_at`,
    [puskesmasId, deviceId],
  )
  const found: Arrived[] = []
  for (const { envelope } of batches)
    for (const row of await readBatch(queries.vault.open(envelope, deviceId), puskesmasId, openers))
      if (unread.has(row.number)) found.push(row)
  return [...told, ...found].sort((a, b) => a.number - b.number)
}

/** What this edition can read of a kept batch. Its signature was checked when it came. */
async function readBatch(
  bytes: Uint8Array,
  puskesmasId: string,
  openers: Openers | undefined,
): Promise<readonly Arrived[]> {
  const inside = await openInside(openOutside(bytes, puskesmasId), openers)
  return 'arrived' in inside ? inside.arrived : []
}
