import type { AliasLine } from '#protocol/messages/aliases.ts'
import type { Queries } from '#server/database/database.ts'
import { shownText } from '#server/records/place.ts'
import { recordsById } from '#server/records/records-by-id.ts'

type AliasRow = {
  alias_id: string
  person_id: string
  into_id: string
  account_name: string
  made_at: Date
  undone_by: string | null
  undone_at: Date | null
}

/**
 * Every alias that was ever made of these people, newest first, with who made and who undid it. `undoable`: it stands,
 * and the transaction's scope sees both.
 */
export async function aliasesOf(queries: Queries, people: readonly string[]): Promise<AliasLine[]> {
  const rows = await queries.query<AliasRow>(
    `select a.alias_id, a.person_id, a.into_id, a.account_name, a.made_at, u.account_name as undone_by, u.undone_at
     from alias a left join alias_undo u on u.puskesmas_id = a.puskesmas_id and u.alias_id = a.alias_id
     where a.person_id = any($1::uuid[]) or a.into_id = any($1::uuid[])
     order by a.made_at desc, a.alias_id`,
    [people],
  )
  const known = await recordsById(
    queries,
    rows.flatMap((row) => [row.person_id, row.into_id]),
  )
  const nameOf = (id: string) => {
    const person = known.get(id)
    return person && (shownText(person.state, 'name') ?? '')
  }
  return rows.map((row) => {
    const [personName, intoName] = [nameOf(row.person_id), nameOf(row.into_id)]
    return {
      id: row.alias_id,
      personId: row.person_id,
      ...(personName && { personName }),
      intoId: row.into_id,
      ...(intoName && { intoName }),
      by: row.account_name,
      madeAt: row.made_at.getTime(),
      ...(row.undone_by !== null &&
        row.undone_at !== null && { undone: { by: row.undone_by, at: row.undone_at.getTime() } }),
      undoable: row.undone_at === null && personName !== undefined && intoName !== undefined,
    }
  })
}
