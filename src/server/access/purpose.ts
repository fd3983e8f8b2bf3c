import type { Purpose, PurposeCode } from '#protocol/messages/access.ts'
import type { Queries } from '#server/database/database.ts'

/** What this account said today that people's data are opened for; `day`: the calendar's, where the puskesmas is. */
export async function findPurpose(
  queries: Queries,
  accountId: string,
  day: string,
): Promise<Purpose | undefined> {
  const [row] = await queries.query<{ purpose: PurposeCode; words: string | null }>(
    'select purpose, words from stated_purpose where account_id = $1 and stated_on = $2',
    [accountId, day],
  )
  return row && { code: row.purpose, ...(row.words !== null && { words: row.words }) }
}

/** Keeps it for the rest of the day, in the place of what was said before. */
export async function statePurpose(
  queries: Queries,
  { puskesmasId, accountId, day }: { puskesmasId: string; accountId: string; day: string },
  { code, words }: Purpose,
): Promise<void> {
  await queries.query(
    `insert into stated_purpose (puskesmas_id, account_id, purpose, words, stated_on) values ($1, $2, $3, $4, $5)
     on conflict (puskesmas_id, account_id) do update set purpose = excluded.purpose, words = excluded.words,
       stated_on = excluded.stated_on`,
    [puskesmasId, accountId, code, words ?? null, day],
  )
}
