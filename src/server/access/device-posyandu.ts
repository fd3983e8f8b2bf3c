import type { Queries } from '#server/database/database.ts'

/**
 * Takes all posyandu but these from devices. What a phone wrote while it had one is still taken there (sync-spec MV4),
 * so it is kept from when until when that was.
 */
export async function takeAway(
  queries: Queries,
  devices: readonly string[],
  kept: readonly string[],
): Promise<void> {
  await queries.query(
    `with lost as (
       delete from device_posyandu where not (posyandu_id = any ($2::uuid[])) and device_id = any ($1::uuid[])
       returning puskesmas_id, device_id, posyandu_id, since
     )
     insert into device_former_posyandu as known (puskesmas_id, device_id, posyandu_id, since, until)
     select puskesmas_id, device_id, posyandu_id, since, s.last_sequence
     from lost join posyandu_stream s using (puskesmas_id, posyandu_id)
     on conflict (puskesmas_id, device_id, posyandu_id, until)
       do update set since = least(known.since, excluded.since)`,
    [devices, kept],
  )
}
