import { isActive } from '#server/access/device.ts'
import type { Queries } from '#server/database/database.ts'
import { acceptedAbove } from './kept-batches.ts'
import { type NumberRange, rangesOf } from '#protocol/batch/number-ranges.ts'
import type { Outcome } from './outcome.ts'

/** A device as it stands inside the transaction that takes its batch, its row locked. */
export type LockedDevice = {
  readonly deviceId: string
  readonly active: boolean
  /** Known by its paper only: what it sends is held until it is let back in. */
  readonly forgotten: boolean
  readonly posyandu: readonly string[]
  /** The highest number held without a gap, and the highest held at all. */
  readonly have: number
  readonly highest: number
  /** Whether anything of it is held and not resolved. */
  readonly holdsAny: boolean
  readonly pullTokenHash: Uint8Array
  readonly puskesmasName: string
}

type DeviceRow = {
  device_id: string
  active: boolean
  forgotten: boolean
  posyandu: string[]
  have: number
  highest_number: number
  holds_any: boolean
  pull_token_hash: Buffer
  puskesmas_name: string
}

const lock = {
  name: 'lock-devices',
  text: `select d.device_id, ${isActive} as active, d.revoked_at is null and d.forgotten_at is not null as forgotten, d.have, d.highest_number,
       d.pull_token_hash, exists(select 1 from mutation m where m.puskesmas_id = d.puskesmas_id
         and m.device_id = d.device_id and m.outcome = 'held' and not m.resolved) as holds_any,
       (select s.name from puskesmas s where s.puskesmas_id = d.puskesmas_id) as puskesmas_name,
       array(select p.posyandu_id::text from device_posyandu p
         where p.puskesmas_id = d.puskesmas_id and p.device_id = d.device_id) as posyandu
     from device d left join account a on a.puskesmas_id = d.puskesmas_id and a.account_id = d.account_id
     where d.puskesmas_id = $1 and d.device_id = any($2::uuid[]) order by d.device_id for no key update of d`,
}

/** Locks devices in the order of their ids, first of all locks: a device's batches are taken one after the other. */
export async function lockDevices(
  queries: Queries,
  puskesmasId: string,
  deviceIds: readonly string[],
): Promise<ReadonlyMap<string, LockedDevice>> {
  const rows = await queries.query<DeviceRow>(lock, [puskesmasId, deviceIds])
  const locked = rows.map((row): LockedDevice => {
    const { device_id: deviceId, active, forgotten, posyandu, have, highest_number: highest } = row
    const { pull_token_hash: pullTokenHash, puskesmas_name: puskesmasName, holds_any: holdsAny } = row
    return { deviceId, active, forgotten, posyandu, have, highest, holdsAny, pullTokenHash, puskesmasName }
  })
  return new Map(locked.map((device) => [device.deviceId, device]))
}

/** What a phone said of itself, as far as it could be read. */
export type Said = {
  readonly appVersion?: string | undefined
  readonly waiting?: number | undefined
  readonly held?: number | undefined
  /** The numbers that it shows as held, as ranges. */
  readonly holds?: readonly NumberRange[] | undefined
  readonly clockOffset?: number | undefined
}

/** How a device stands after its batch. */
export type Standing = {
  readonly device: LockedDevice
  readonly have: number
  readonly highest: number
  /** Absent where the device was not heard of: what it sent before was tried again. */
  readonly said: Said | undefined
  readonly now: number
}

/**
 * What is held of a device after these outcomes (sync-spec RC3): the highest number without a gap, the highest at all,
 * and the ranges above the gap. Reads only where there is a gap.
 */
export async function standingAfter(
  queries: Queries,
  puskesmasId: string,
  device: LockedDevice,
  outcomes: readonly Outcome[],
): Promise<Pick<Standing, 'have' | 'highest'> & { readonly beyond: readonly NumberRange[] }> {
  const numbers = new Set(outcomes.map((outcome) => outcome.number))
  const highest = Math.max(device.highest, ...numbers)
  let have = device.have
  while (numbers.has(have + 1)) have += 1
  if (have === highest) return { have, highest, beyond: [] }
  const rows = await queries.query<{ number: number }>(
    'select distinct number from mutation where puskesmas_id = $1 and device_id = $2 and number > $3',
    [puskesmasId, device.deviceId, have],
  )
  const there = new Set([
    ...numbers,
    ...rows.map((row) => row.number),
    ...(await acceptedAbove(queries, puskesmasId, device.deviceId, have)),
  ])
  while (there.has(have + 1)) have += 1
  const above = [...there].filter((number) => number > have)
  return { have, highest, beyond: rangesOf(above.sort((a, b) => a - b)) }
}

const count = (claimed: number | undefined) =>
  claimed === undefined ? null : Math.min(Math.max(claimed, 0), 2_147_483_647)

const note = {
  name: 'note-standings',
  text: `update device d set last_contact_at = coalesce(n.last_contact_at, d.last_contact_at), have = n.have, highest_number = n.highest,
       app_version = coalesce(n.app_version, d.app_version), waiting = coalesce(n.waiting, d.waiting),
       held = coalesce(n.held, d.held), clock_offset_ms = coalesce(n.clock_offset_ms, d.clock_offset_ms)
     from unnest($2::uuid[], $3::timestamptz[], $4::integer[], $5::integer[], $6::text[], $7::integer[],
       $8::integer[], $9::double precision[])
       as n (device_id, last_contact_at, have, highest, app_version, waiting, held, clock_offset_ms)
     where d.puskesmas_id = $1 and d.device_id = n.device_id`,
}

/** Notes the contact of these devices, what each said of itself, and up to where the puskesmas has its mutations. */
export function noteStandings(queries: Queries, puskesmasId: string, standings: readonly Standing[]): void {
  queries.send(note, [
    puskesmasId,
    standings.map((each) => each.device.deviceId),
    standings.map((each) => (each.said ? new Date(each.now) : null)),
    standings.map((each) => each.have),
    standings.map((each) => each.highest),
    standings.map((each) => each.said?.appVersion?.replaceAll('\u0000', '').slice(0, 64) ?? null),
    standings.map((each) => count(each.said?.waiting)),
    standings.map((each) => count(each.said?.held)),
    standings.map((each) => each.said?.clockOffset ?? null),
  ])
}
