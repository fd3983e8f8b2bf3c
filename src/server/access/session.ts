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
/** However busy, a session ends after this, ms; Teratai's own: a working day, so that a password is typed once a day. */
export const sessionLength = 12 * 60 * 60 * 1000
/**
 * A session ends that nobody used for so long, ms. Teratai's own, from the 15–30 minutes that OWASP's Session Management
 * Cheat Sheet gives for ordinary risk: the desk's computer stands in a room where others pass, and a nakes who measures
 * a child beside it should not have to log in after each.
 */
export const sessionIdle = 30 * 60 * 1000
/** Uses closer together than this are written down as one, ms. */
const noticed = 60_000

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
  last_seen_at: Date
  posyandu: string[]
}

/**
 * The session that a cookie's token opens, unless it ended, was left alone too long, or its account was switched off.
 * `use`: a page that asks by itself, with nobody before it, keeps no session open.
 */
export async function findSession(
  queries: Queries,
  token: string,
  now: number,
  use: 'byPerson' | 'unattended',
): Promise<Session | undefined> {
  const [row] = await queries.query<SessionRow>(
    `select a.account_id, a.login_name, a.display_name, a.role, s.expires_at, s.last_seen_at,
       coalesce((select array_agg(p.posyandu_id::text order by p.posyandu_id) from account_posyandu p
         where p.puskesmas_id = a.puskesmas_id and p.account_id = a.account_id), '{}') as posyandu
     from session s join account a on a.puskesmas_id = s.puskesmas_id and a.account_id = s.account_id
     where s.token_hash = $1 and s.expires_at > $2 and s.last_seen_at > $3 and a.active`,
    [hashToken(token), new Date(now), new Date(now - sessionIdle)],
  )
  if (row && use === 'byPerson' && now - row.last_seen_at.getTime() >= noticed)
    await queries.query('update session set last_seen_at = $2 where token_hash = $1', [
      hashToken(token),
      new Date(now),
    ])
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
  await queries.query('delete from session where expires_at <= $1 or last_seen_at <= $2', [
    new Date(now),
    new Date(now - sessionIdle),
  ])
  await queries.query(
    `insert into session (puskesmas_id, token_hash, account_id, created_at, last_seen_at, expires_at)
     values ($1, $2, $3, $4, $4, $5)`,
    [puskesmasId, hashToken(token), accountId, new Date(now), new Date(expiresAt)],
  )
  return { token, expiresAt }
}

/** Ends the session of this token. */
export async function closeSession(queries: Queries, token: string) {
  await queries.query('delete from session where token_hash = $1', [hashToken(token)])
}
