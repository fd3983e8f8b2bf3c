import { readKin } from '#server/aliases/standing-aliases.ts'
import type { Queries } from '#server/database/database.ts'
import { stayInScope } from './former-scope.ts'

/** Somebody whose data a phone holds: as whom they are shown, and where they stand now. */
export type OnPhone = { readonly personId: string; readonly posyanduId: string }

/**
 * Everybody whose record stood in a posyandu while the device had that posyandu, whether or not they stand there
 * still: all that may lie on its phone, rather more than less. Of a revoked device, who came before that. Under the
 * scope `all`, once conclusions are up to date.
 */
export async function peopleOnPhone(
  queries: Queries,
  puskesmasId: string,
  deviceId: string,
): Promise<OnPhone[]> {
  const stood = await queries.query<{ record_id: string }>(
    `with scope as (
       select posyandu_id, since, until from device_posyandu where puskesmas_id = $1 and device_id = $2
       union all
       select posyandu_id, since, until from device_former_posyandu where puskesmas_id = $1 and device_id = $2
     ), stay as (
       select s.record_id, s.posyandu_id, s.entered, s.left_at
       from record_stay s join record r using (puskesmas_id, record_id)
       where s.puskesmas_id = $1 and r.kind = 'person'
       union all
       select record_id, posyandu_id, entered, null from record
       where puskesmas_id = $1 and kind = 'person' and posyandu_id is not null
     )
     select distinct stay.record_id::text from stay join scope on ${stayInScope}`,
    [puskesmasId, deviceId],
  )
  const kin = await readKin(queries)
  const ids = new Set(stood.flatMap((row) => [row.record_id, ...kin.groupOf(row.record_id)]))
  return queries.query<OnPhone>(
    `select person_id::text as "personId", posyandu_id::text as "posyanduId" from person_summary
     where puskesmas_id = $1 and person_id = any ($2::uuid[])`,
    [puskesmasId, [...ids]],
  )
}
