import { timingSafeEqual } from 'node:crypto'
import type { Queries } from '#server/database/database.ts'
import { hashToken } from './session.ts'

/**
 * A phone as the server knows it. `active` is false once it was revoked or its account switched off, and while it is
 * known by its paper only: its pushes are then held and it is given nothing. `posyandu` is its scope.
 */
export type Device = {
  readonly deviceId: string
  readonly accountId: string
  readonly role: 'kader' | 'nakes'
  /** ECDSA P-256, raw uncompressed point, base64url. */
  readonly publicKey: string
  /** The hashes of its pull tokens, one after the other: an enrolment that was asked again has more than one. */
  readonly pullTokenHash: Uint8Array
  readonly active: boolean
  readonly posyandu: readonly string[]
  /** The highest mutation number held without a gap. */
  readonly have: number
}

type DeviceRow = {
  device_id: string
  account_id: string
  role: Device['role']
  public_key: string
  pull_token_hash: Buffer
  active: boolean
  posyandu: string[]
  have: number
}

/** Whether a device `d` of the account `a`, which may be forgotten, may write and pull. */
export const isActive = 'd.revoked_at is null and d.forgotten_at is null and coalesce(a.active, false)'

/** What the holder of a device is called, as far as anybody knows. */
export const holderName = `coalesce(a.display_name, d.holder_name, '')`

/** The device of this id, or nothing. Takes no lock; sees devices under every scope of the puskesmas. */
export async function findDevice(queries: Queries, deviceId: string): Promise<Device | undefined> {
  const [row] = await queries.query<DeviceRow>(
    `select d.device_id, d.account_id, d.role, d.public_key, d.pull_token_hash, d.have,
       ${isActive} as active,
       coalesce((select array_agg(p.posyandu_id::text order by p.posyandu_id) from device_posyandu p
         where p.puskesmas_id = d.puskesmas_id and p.device_id = d.device_id), '{}') as posyandu
     from device d left join account a on a.puskesmas_id = d.puskesmas_id and a.account_id = d.account_id
     where d.device_id = $1`,
    [deviceId],
  )
  return (
    row && {
      deviceId: row.device_id,
      accountId: row.account_id,
      role: row.role,
      publicKey: row.public_key,
      pullTokenHash: row.pull_token_hash,
      active: row.active,
      posyandu: row.posyandu,
      have: row.have,
    }
  )
}

/** Whether this is a token that lets the device pull. */
export function pullTokenMatches(device: Pick<Device, 'pullTokenHash'>, token: string | undefined): boolean {
  if (token === undefined) return false
  const given = hashToken(token)
  const { pullTokenHash: kept } = device
  let matches = false
  for (let at = 0; at + given.length <= kept.length; at += given.length)
    if (timingSafeEqual(given, kept.subarray(at, at + given.length))) matches = true
  return matches
}
