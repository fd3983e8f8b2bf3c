import type { Queries } from '#server/database/database.ts'
import { hashToken } from './session.ts'

/** How long after its last log-in a browser is known, ms; Teratai's own: longer than any leave. */
export const browserRemembered = 180 * 24 * 60 * 60 * 1000

/** Whether this account logged in before in the browser that shows this token. */
export async function isKnownBrowser(queries: Queries, token: string, accountId: string): Promise<boolean> {
  const rows = await queries.query('select 1 from known_browser where token_hash = $1 and account_id = $2', [
    hashToken(token),
    accountId,
  ])
  return rows.length > 0
}

/** Remembers that the account logged in there; browsers that were not used for long are forgotten. */
export async function rememberBrowser(
  queries: Queries,
  { puskesmasId, token, accountId }: { puskesmasId: string; token: string; accountId: string },
  now: number,
): Promise<void> {
  await queries.query('delete from known_browser where last_used_at < $1', [
    new Date(now - browserRemembered),
  ])
  await queries.query(
    `insert into known_browser (puskesmas_id, token_hash, account_id, last_used_at) values ($1, $2, $3, $4)
     on conflict (puskesmas_id, token_hash, account_id) do update set last_used_at = excluded.last_used_at`,
    [puskesmasId, hashToken(token), accountId, new Date(now)],
  )
}
