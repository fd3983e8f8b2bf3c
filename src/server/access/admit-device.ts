import type { Queries } from '#server/database/database.ts'
import { Refusal } from '#server/errors.ts'
import { findAccount } from './accounts.ts'
import { type DevicesOf, devicesOf, listDevices } from './devices.ts'
import { takeAway } from './device-posyandu.ts'
import { mayEnrol } from './may-enrol.ts'
import type { Session } from './session.ts'

/**
 * Lets a forgotten device back in, as if it had never been forgotten (sync-spec FD4): for the person of its paper, or
 * for another whom an admin names, because that account may be forgotten too. Refuses with `notFound`, with
 * `accountForgotten` where somebody has to be named, and with `forbidden` for whom this account might not enrol.
 */
export async function admitDevice(
  queries: Queries,
  deviceId: string,
  { session, accountId, now }: { session: Session; accountId: string | undefined; now: number },
): Promise<void> {
  const of: DevicesOf = devicesOf(session)
  const device = (await listDevices(queries, of)).find(({ id }) => id === deviceId.toLowerCase())
  if (device?.forgottenAt === undefined || device.revokedAt !== undefined) throw new Refusal('notFound')
  if (accountId === undefined && !device.accountKnown) throw new Refusal('accountForgotten')
  if (accountId !== undefined && session.role !== 'admin') throw new Refusal('forbidden', 'accountId')
  const account = await findAccount(queries, accountId ?? device.account.id)
  const { role } = account
  if (!account.active || (role !== 'kader' && role !== 'nakes'))
    throw new Refusal('invalidInput', 'accountId')
  if (!mayEnrol(session, account)) throw new Refusal('forbidden')
  await queries.query(
    `update device set account_id = $2, role = $3, forgotten_at = null, admitted_at = $4, admitted_by = $5
     where device_id = $1`,
    [deviceId, account.id, role, new Date(now), session.accountId],
  )
  await giveBack(queries, deviceId, account.id)
}

/** All that the account has, and nothing else: since the enrolment that may be more or less than the paper says. */
async function giveBack(queries: Queries, deviceId: string, accountId: string): Promise<void> {
  const kept = await queries.query<{ posyandu_id: string }>(
    'select posyandu_id::text from account_posyandu where account_id = $1',
    [accountId],
  )
  await takeAway(
    queries,
    [deviceId],
    kept.map((row) => row.posyandu_id),
  )
  await queries.query(
    `insert into device_posyandu (puskesmas_id, device_id, posyandu_id, since)
     select a.puskesmas_id, $1, a.posyandu_id, s.last_sequence
     from account_posyandu a join posyandu_stream s using (puskesmas_id, posyandu_id)
     where a.account_id = $2
     on conflict do nothing`,
    [deviceId, accountId],
  )
}
