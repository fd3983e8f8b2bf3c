import { v7 } from 'uuid'
import type { Account, AccountChange, NewAccount } from '#protocol/messages/access.ts'
import type { Queries } from '#server/database/database.ts'
import { endScopes, takeAway } from './device-posyandu.ts'
import { Refusal } from '#server/errors.ts'
import { isDuplicate, type Named, requirePosyandu } from './named.ts'
import { hashToken } from './session.ts'

type AccountRow = {
  id: string
  login_name: string | null
  display_name: string
  role: Account['role']
  active: boolean
  posyandu: Named[]
  created_at: Date
  last_login_at: Date | null
}

const accountColumns = `a.account_id::text as id, a.login_name, a.display_name, a.role, a.active, a.created_at,
  a.last_login_at,
  coalesce((select jsonb_agg(jsonb_build_object('id', p.posyandu_id, 'name', p.name) order by lower(p.name))
    from account_posyandu ap join posyandu p on p.puskesmas_id = ap.puskesmas_id and p.posyandu_id = ap.posyandu_id
    where ap.puskesmas_id = a.puskesmas_id and ap.account_id = a.account_id), '[]') as posyandu`

const accountOf = (row: AccountRow): Account => ({
  id: row.id,
  ...(row.login_name !== null && { loginName: row.login_name }),
  displayName: row.display_name,
  role: row.role,
  active: row.active,
  posyandu: row.posyandu,
  createdAt: row.created_at.getTime(),
  ...(row.last_login_at && { lastLoginAt: row.last_login_at.getTime() }),
})

/** All accounts, by name. */
export async function listAccounts(queries: Queries): Promise<Account[]> {
  const rows = await queries.query<AccountRow>(
    `select ${accountColumns} from account a order by lower(a.display_name), a.account_id`,
  )
  return rows.map(accountOf)
}

/** One account; refuses with `notFound`. */
export async function findAccount(queries: Queries, accountId: string): Promise<Account> {
  const [row] = await queries.query<AccountRow>(
    `select ${accountColumns} from account a where a.account_id = $1`,
    [accountId],
  )
  if (!row) throw new Refusal('notFound')
  return accountOf(row)
}

/** What an account of this role must have and may not have; refuses with `invalidInput` and the field. */
function checkNewAccount(account: NewAccount): void {
  const logsIn = account.role !== 'kader'
  if (logsIn !== (account.loginName !== undefined)) throw new Refusal('invalidInput', 'loginName')
  if (logsIn !== (account.password !== undefined)) throw new Refusal('invalidInput', 'password')
  const holdsPosyandu = account.role === 'kader' || account.role === 'nakes'
  if (!holdsPosyandu && account.posyandu.length > 0) throw new Refusal('invalidInput', 'posyandu')
  if (account.role === 'kader' && account.posyandu.length === 0) throw new Refusal('invalidInput', 'posyandu')
}

/** `passwordHash` is of `account.password`; it is made before the transaction, being slow. */
export type AccountToCreate = NewAccount & {
  readonly puskesmasId: string
  readonly passwordHash: string | undefined
  readonly demo?: boolean
}

/** Creates an account and gives its id. Refuses with `invalidInput`, `nameTaken` or `notFound` and the field. */
export async function createAccount(
  queries: Queries,
  account: AccountToCreate,
  now: number,
): Promise<string> {
  checkNewAccount(account)
  await requirePosyandu(queries, account.posyandu, 'posyandu')
  const id = v7()
  await queries
    .query(
      `insert into account (puskesmas_id, account_id, login_name, display_name, role, password_hash, demo, created_at)
       values ($1, $2, $3, $4, $5, $6, $7, $8)`,
      [
        account.puskesmasId,
        id,
        account.loginName ?? null,
        account.displayName,
        account.role,
        account.passwordHash ?? null,
        account.demo ?? false,
        new Date(now),
      ],
    )
    .catch((error: unknown) => {
      throw isDuplicate(error) ? new Refusal('nameTaken', 'loginName') : error
    })
  await assign(queries, account.puskesmasId, id, account.posyandu)
  return id
}

/** `ownToken`: the session that asks, which survives a change of its own password. */
export type ChangeContext = {
  readonly puskesmasId: string
  readonly passwordHash: string | undefined
  readonly ownToken: string | undefined
  readonly now: number
}

/** Changes what is named. Switching off ends sessions, revokes phones and takes back unused codes. */
export async function changeAccount(
  queries: Queries,
  accountId: string,
  change: AccountChange,
  { puskesmasId, passwordHash, ownToken, now }: ChangeContext,
): Promise<void> {
  const account = await findAccount(queries, accountId)
  if (change.displayName !== undefined) {
    await queries.query('update account set display_name = $2 where account_id = $1', [
      accountId,
      change.displayName,
    ])
  }
  if (passwordHash !== undefined) {
    if (account.role === 'kader') throw new Refusal('invalidInput', 'password')
    await setPassword(queries, accountId, passwordHash, ownToken)
  }
  if (change.posyandu !== undefined) await reassign(queries, puskesmasId, account, change.posyandu)
  if (change.active === true) {
    await queries.query('update account set active = true where account_id = $1', [accountId])
  }
  if (change.active === false) await switchOff(queries, account, now)
}

/** Sets a password and ends the account's sessions but the one that asks. */
export async function setPassword(
  queries: Queries,
  accountId: string,
  passwordHash: string,
  ownToken?: string,
): Promise<void> {
  await queries.query('update account set password_hash = $2 where account_id = $1', [
    accountId,
    passwordHash,
  ])
  await queries.query('delete from session where account_id = $1 and token_hash is distinct from $2', [
    accountId,
    ownToken === undefined ? null : hashToken(ownToken),
  ])
}

async function assign(queries: Queries, puskesmasId: string, accountId: string, posyandu: readonly string[]) {
  await queries.query(
    `insert into account_posyandu (puskesmas_id, account_id, posyandu_id)
     select $1, $2, unnest($3::uuid[]) on conflict do nothing`,
    [puskesmasId, accountId, posyandu],
  )
}

/** The account's phones follow in what it loses and gains; a revoked one stays what it was when it was revoked. */
async function reassign(
  queries: Queries,
  puskesmasId: string,
  account: Account,
  posyandu: readonly string[],
) {
  if (account.role !== 'kader' && account.role !== 'nakes') throw new Refusal('invalidInput', 'posyandu')
  if (account.role === 'kader' && posyandu.length === 0) throw new Refusal('invalidInput', 'posyandu')
  await requirePosyandu(queries, posyandu, 'posyandu')
  const before = new Set(account.posyandu.map(({ id }) => id))
  const gained = posyandu.filter((id) => !before.has(id.toLowerCase()))
  await queries.query(
    'delete from account_posyandu where account_id = $1 and not (posyandu_id = any ($2::uuid[]))',
    [account.id, posyandu],
  )
  await assign(queries, puskesmasId, account.id, posyandu)
  const devices = await queries.query<{ device_id: string }>(
    'select device_id::text from device where account_id = $1 and revoked_at is null',
    [account.id],
  )
  await takeAway(
    queries,
    devices.map((row) => row.device_id),
    posyandu,
  )
  await queries.query(
    `insert into device_posyandu (puskesmas_id, device_id, posyandu_id, since)
     select d.puskesmas_id, d.device_id, s.posyandu_id, s.last_sequence
     from device d join posyandu_stream s using (puskesmas_id)
     where d.account_id = $1 and d.revoked_at is null and s.posyandu_id = any ($2::uuid[])
     on conflict do nothing`,
    [account.id, gained],
  )
}

async function switchOff(queries: Queries, account: Account, now: number): Promise<void> {
  if (account.role === 'admin') {
    // Locked in one order, so that two admins cannot switch each other off at the same time.
    const admins = await queries.query<{ id: string }>(
      `select account_id::text as id from account where role = 'admin' and active order by account_id for update`,
    )
    if (admins.every(({ id }) => id === account.id)) throw new Refusal('lastAdmin')
  }
  await queries.query('update account set active = false where account_id = $1', [account.id])
  await queries.query('delete from session where account_id = $1', [account.id])
  await queries.query('delete from enrolment_code where account_id = $1 and used_at is null', [account.id])
  const revoked = await queries.query<{ device_id: string }>(
    'update device set revoked_at = $2 where account_id = $1 and revoked_at is null returning device_id::text',
    [account.id, new Date(now)],
  )
  await endScopes(
    queries,
    revoked.map((row) => row.device_id),
  )
}
