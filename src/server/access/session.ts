import { createHash, randomBytes } from 'node:crypto'
import type { AccountRole } from '#protocol/messages/access.ts'
import type { Queries } from '#server/database/database.ts'

/** Who is logged in at a desk. `posyandu` are those that the account is assigned to. */
export type Session = {
  readonly accountId: string
  readonly loginName: string
  readonly displayName: string
  readonly role: AccountRole
  readonly posyandu: readonly string[]
  readonly expiresAt: number
}

/** On HTTPS the prefix keeps sites beside this one, under the same parent name, from setting a cookie in its place. */
export const cookieName = (name: 'session' | 'browser', address: string) =>
  `${address.startsWith('https:') ? '__Host-' : ''}teratai_${name}`
/** Teratai's own: a working day. */
export const sessionLength = 12 * 60 * 60 * 1000

/** A secret of 32 random bytes, base64url. */
export const newToken = () => randomBytes(32).toString('base64url')

/** Tokens are kept as SHA-256 only; being random and long, they need no slow hash. */
export const hashToken = (token: string) => createHash('sha256').update(token).digest()

type SessionRow = {
  account_id: string
  login_name: string
  display_name: string
  role: AccountRole
  expires_at: Date
  posyandu: string[]
}

/** The session that a cookie's token opens, unless it ended or its account was switched off. */
export async function findSession(
  queries: Queries,
  token: string,
  now: number,
): Promise<Session | undefined> {
  const [row] = await queries.query<SessionRow>(
    `select a.account_id, a.login_name, a.display_name, a.role, s.expires_at,
       coalesce((select array_agg(p.posyandu_id::text order by p.posyandu_id) from account_posyandu p
         where p.puskesmas_id = a.puskesmas_id and p.account_id = a.account_id), '{}') as posyandu
     from session s join account a on a.puskesmas_id = s.puskesmas_id and a.account_id = s.account_id
     where s.token_hash = $1 and s.expires_at > $2 and a.active`,
    [hashToken(token), new Date(now)],
  )
  return (
    row && {
      accountId: row.account_id,
      loginName: row.login_name,
      displayName: row.display_name,
      role: row.role,
      posyandu: row.posyandu,
      expiresAt: row.expires_at.getTime(),
    }
  )
}

/** Opens a session and gives its token, which nobody can read back later. Ended sessions are cleared away. */
export async function openSession(queries: Queries, puskesmasId: string, accountId: string, now: number) {
  const token = newToken()
  const expiresAt = now + sessionLength
  await queries.query('delete from session where expires_at <= $1', [new Date(now)])
  await queries.query(
    'insert into session (puskesmas_id, token_hash, account_id, created_at, expires_at) values ($1, $2, $3, $4, $5)',
    [puskesmasId, hashToken(token), accountId, new Date(now), new Date(expiresAt)],
  )
  return { token, expiresAt }
}

/** Ends the session of this token. */
export async function closeSession(queries: Queries, token: string) {
  await queries.query('delete from session where token_hash = $1', [hashToken(token)])
}
