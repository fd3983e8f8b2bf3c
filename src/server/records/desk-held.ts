import type { HeldAnswer } from '#protocol/messages/desk.ts'
import type { Queries } from '#server/database/database.ts'

type HeldRow = { number: number; code: string; field: string | null; kind: string | null; received_at: Date }

/** What is held of a device and not resolved: codes and fields. Needs the scope `all`, never gives a value. */
export async function listHeld(
  queries: Queries,
  puskesmasId: string,
  deviceId: string,
): Promise<HeldAnswer['held']> {
  const rows = await queries.query<HeldRow>(
    `select number, code, field, kind, received_at from mutation
     where puskesmas_id = $1 and device_id = $2 and outcome = 'held' and not resolved
     order by number, received_at limit 2000`,
    [puskesmasId, deviceId],
  )
  return rows.map(toHeld)
}

const toHeld = ({ number, code, field, kind, received_at }: HeldRow): HeldAnswer['held'][number] => ({
  number,
  code,
  ...(field !== null && { field }),
  ...(kind !== null && { kind }),
  receivedAt: received_at.getTime(),
})
