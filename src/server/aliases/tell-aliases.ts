import { createHash } from 'node:crypto'
import type { Changes } from '#protocol/messages/sync.ts'
import type { Queries } from '#server/database/database.ts'
import { stands } from './standing-aliases.ts'

/**
 * The aliases that concern anybody in these posyandu, whole, where they are others than the phone says it has
 * (sync-spec AL7); nothing else, and nothing to a phone that does not speak of them. Only random ids are told.
 */
export async function tellAliases(
  queries: Queries,
  puskesmasId: string,
  posyandu: readonly string[],
  known: string | undefined,
): Promise<Pick<Changes, 'aliases'>> {
  if (known === undefined) return {}
  const rows = await queries.query<{ person_id: string; into_id: string }>(
    `select a.person_id, a.into_id from alias a
     where a.puskesmas_id = $1 and ${stands} and exists (
       select 1 from record r where r.puskesmas_id = $1 and r.record_id in (a.person_id, a.into_id)
         and r.posyandu_id = any($2::uuid[]))
     order by a.alias_id`,
    [puskesmasId, posyandu],
  )
  const people = rows.map((row): [string, string] => [row.person_id, row.into_id])
  const mark = people.length === 0 ? '' : markOf(people)
  return mark === known ? {} : { aliases: { mark, people } }
}

const markOf = (people: readonly unknown[]) =>
  createHash('sha256').update(JSON.stringify(people)).digest('base64url').slice(0, 16)
