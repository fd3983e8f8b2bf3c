import { randomUUID } from 'node:crypto'
import type { Queries } from '#server/database/database.ts'
import { Refusal } from '#server/errors.ts'
import { takeNamedTurn } from '#server/records/turn.ts'
import { readKin, stands } from './standing-aliases.ts'

/** Who at the desk does it, and when (ms). */
export type Deed = {
  readonly puskesmasId: string
  readonly by: {
    readonly accountId: string
    readonly displayName: string
    readonly posyandu: readonly string[]
  }
  readonly now: number
}

/**
 * Makes one person an alias of another. `into` stays; where `into` is shown as somebody else, that one stays (sync-spec
 * AL2). Refuses with `notFound` where either stands outside the posyandu of the nakes, `alreadyOne` where they are one
 * already, as in a ring, `aliasChanged` where `personId` is shown as another by now, and `otherPosyandu` where they
 * stand in two. Needs the scope `all`, as conclusions fall due with it.
 *
 * @returns the one who stays
 */
export async function makeAlias(
  queries: Queries,
  { personId, into }: { readonly personId: string; readonly into: string },
  deed: Deed,
): Promise<string> {
  const { puskesmasId, by, now } = deed
  await takeNamedTurn(queries, puskesmasId, 'aliases')
  const { chainOf } = await readKin(queries)
  const stays = chainOf(into).at(-1) ?? into
  const places = await placesOf(queries, [personId, into, stays], by.posyandu)
  if (places.size < new Set([personId, into, stays]).size) throw new Refusal('notFound')
  if (personId === stays || chainOf(personId).includes(stays)) throw new Refusal('alreadyOne')
  if (chainOf(personId).length > 0) throw new Refusal('aliasChanged')
  if (places.get(personId) !== places.get(stays)) throw new Refusal('otherPosyandu')
  await queries.query(
    `insert into alias (puskesmas_id, alias_id, person_id, into_id, account_id, account_name, made_at)
     values ($1, $2, $3, $4, $5, $6, $7)`,
    [puskesmasId, randomUUID(), personId, stays, by.accountId, by.displayName, new Date(now)],
  )
  await markDue(queries, puskesmasId, [personId, stays])
  return stays
}

/**
 * Undoes an alias: both are shown as they were. Refuses with `notFound` where either stands outside the posyandu of the
 * nakes, and with `aliasChanged` where it has been undone already. Needs the scope `all`.
 */
export async function undoAlias(queries: Queries, aliasId: string, deed: Deed): Promise<void> {
  const { puskesmasId, by, now } = deed
  await takeNamedTurn(queries, puskesmasId, 'aliases')
  const [row] = await queries.query<{ person_id: string; into_id: string; standing: boolean }>(
    `select person_id, into_id, ${stands} as standing from alias a where puskesmas_id = $1 and alias_id = $2`,
    [puskesmasId, aliasId],
  )
  const people = row ? [row.person_id, row.into_id] : []
  if (!row || (await placesOf(queries, people, by.posyandu)).size < 2) throw new Refusal('notFound')
  if (!row.standing) throw new Refusal('aliasChanged')
  await queries.query(
    `insert into alias_undo (puskesmas_id, alias_id, account_id, account_name, undone_at)
     values ($1, $2, $3, $4, $5)`,
    [puskesmasId, aliasId, by.accountId, by.displayName, new Date(now)],
  )
  await markDue(queries, puskesmasId, people)
}

/** Where people stand, of those who stand in one of these posyandu. */
async function placesOf(
  queries: Queries,
  people: readonly string[],
  posyandu: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  const rows = await queries.query<{ record_id: string; posyandu_id: string }>(
    `select record_id, posyandu_id from record
     where record_id = any($1::uuid[]) and kind = 'person' and posyandu_id = any($2::uuid[])`,
    [people, posyandu],
  )
  return new Map(rows.map((row) => [row.record_id, row.posyandu_id]))
}

/** What follows from their records follows from other records now (sync-spec AP9). */
async function markDue(queries: Queries, puskesmasId: string, people: readonly string[]): Promise<void> {
  await queries.query('insert into assessment_due (puskesmas_id, people) values ($1, $2::uuid[])', [
    puskesmasId,
    people,
  ])
}
