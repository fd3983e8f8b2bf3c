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
       returning puskesmas_id, device_id, posyandu_id, since, until
     )
     insert into device_former_posyandu as known (puskesmas_id, device_id, posyandu_id, since, until)
     select puskesmas_id, device_id, posyandu_id, since, coalesce(lost.until, s.last_sequence)
     from lost join posyandu_stream s using (puskesmas_id, posyandu_id)
     on conflict (puskesmas_id, device_id, posyandu_id, until)
       do update set since = least(known.since, excluded.since)`,
    [devices, kept],
  )
}

/** Devices were just revoked: they are handed nothing that enters their posyandu from here on. */
export async function endScopes(queries: Queries, devices: readonly string[]): Promise<void> {
  await queries.query(
    `update device_posyandu d set until = s.last_sequence from posyandu_stream s
     where s.puskesmas_id = d.puskesmas_id and s.posyandu_id = d.posyandu_id and d.until is null
       and d.device_id = any ($1::uuid[])`,
    [devices],
  )
}
