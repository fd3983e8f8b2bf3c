import type { DeviceView } from '#protocol/messages/access.ts'
import type { Queries } from '#server/database/database.ts'
import { Refusal } from '#server/errors.ts'
import { holderName } from './device.ts'
import { endScopes } from './device-posyandu.ts'
import type { Named } from './named.ts'
import type { Session } from './session.ts'

type DeviceRow = {
  id: string
  account: Named
  role: DeviceView['role']
  posyandu: Named[]
  enrolled_at: Date
  revoked_at: Date | null
  last_contact_at: Date | null
  app_version: string
  waiting: number | null
  held: number | null
  clock_offset_ms: number | null
  forgotten_at: Date | null
  account_known: boolean
}

/** Whose devices: of all posyandu, or of those in the list. */
export type DevicesOf = readonly string[] | 'all'

/** Those that somebody at the desk may see and revoke. */
export const devicesOf = (session: Session): DevicesOf =>
  session.role === 'admin' ? 'all' : session.posyandu

/**
 * Whether a forgotten device `d` may be given back to the account `a` that its paper names. Another device on the same
 * phone can vouch for it, but not for an account of anybody else.
 */
const mayReturnAsItWas = `coalesce(a.active, false) and (d.vouched_by is null or exists (select 1 from device v
  where v.puskesmas_id = d.puskesmas_id and v.device_id = d.vouched_by and v.account_id = d.account_id))`

const visible = `($1::uuid[] is null or exists (select 1 from device_posyandu v
  where v.puskesmas_id = d.puskesmas_id and v.device_id = d.device_id and v.posyandu_id = any ($1)))`

/** Devices that are in use first, then the revoked; the longest silent first. */
export async function listDevices(queries: Queries, of: DevicesOf): Promise<DeviceView[]> {
  const rows = await queries.query<DeviceRow>(
    `select d.device_id::text as id, d.role, d.enrolled_at, d.revoked_at, d.last_contact_at, d.app_version,
       d.waiting, d.held, d.clock_offset_ms, d.forgotten_at, ${mayReturnAsItWas} as account_known,
       jsonb_build_object('id', d.account_id, 'name', ${holderName}) as account,
       coalesce((select jsonb_agg(jsonb_build_object('id', p.posyandu_id, 'name', p.name) order by lower(p.name))
         from device_posyandu dp join posyandu p
           on p.puskesmas_id = dp.puskesmas_id and p.posyandu_id = dp.posyandu_id
         where dp.puskesmas_id = d.puskesmas_id and dp.device_id = d.device_id), '[]') as posyandu
     from device d left join account a on a.puskesmas_id = d.puskesmas_id and a.account_id = d.account_id
     where ${visible}
     order by d.revoked_at is not null, coalesce(d.last_contact_at, d.enrolled_at), d.device_id`,
    [of === 'all' ? null : of],
  )
  return rows.map(deviceOf)
}

const deviceOf = (row: DeviceRow): DeviceView => ({
  id: row.id,
  account: row.account,
  role: row.role,
  posyandu: row.posyandu,
  enrolledAt: row.enrolled_at.getTime(),
  appVersion: row.app_version,
  ...(row.revoked_at && { revokedAt: row.revoked_at.getTime() }),
  ...(row.last_contact_at && { lastContactAt: row.last_contact_at.getTime() }),
  ...(row.waiting !== null && { waiting: row.waiting }),
  ...(row.held !== null && { held: row.held }),
  ...(row.clock_offset_ms !== null && { clockOffset: row.clock_offset_ms }),
  ...(row.forgotten_at && { forgottenAt: row.forgotten_at.getTime(), accountKnown: row.account_known }),
})

/**
 * Revokes a device: from then on it is handed nothing, and what it still sends is held. Again changes nothing.
 * Refuses with `notFound` outside `of`.
 */
export async function revokeDevice(
  queries: Queries,
  deviceId: string,
  of: DevicesOf,
  now: number,
): Promise<void> {
  const rows = await queries.query(
    `update device d set revoked_at = coalesce(d.revoked_at, $3)
     where d.device_id = $2 and ${visible} returning 1 as one`,
    [of === 'all' ? null : of, deviceId, new Date(now)],
  )
  if (rows.length === 0) throw new Refusal('notFound')
  await endScopes(queries, [deviceId])
}

/** Whose phone it is, by the account's id. */
export async function accountOf(queries: Queries, deviceId: string): Promise<string | undefined> {
  const [row] = await queries.query<{ account_id: string }>(
    'select account_id::text from device where device_id = $1',
    [deviceId],
  )
  return row?.account_id
}
