import { type Alias, type Kin, kinOf, type Standing, shownAs } from '#protocol/records/aliases.ts'
import { isVoided } from '#protocol/records/voided.ts'
import type { Queries } from '#server/database/database.ts'
import { type Placed, recordsById } from '#server/records/records-by-id.ts'

/** What a standing alias is: one that nobody has undone. */
export const stands =
  'not exists (select 1 from alias_undo u where u.puskesmas_id = a.puskesmas_id and u.alias_id = a.alias_id)'

/** Who is tied to whom in the scope's puskesmas, as it stands now; a few rows for a whole puskesmas. */
export async function readKin(queries: Queries): Promise<Kin> {
  const rows = await queries.query<{ person_id: string; into_id: string }>(
    `select a.person_id, a.into_id from alias a where ${stands} order by a.alias_id`,
  )
  return kinOf(rows.map((row): Alias => [row.person_id, row.into_id]))
}

/** As whom each of these people is shown; of those who are not among them nothing is known. */
export function shownAmong(kin: Kin, people: ReadonlyMap<string, Placed>): (personId: string) => string {
  const standingOf = (id: string): Standing | undefined => {
    const person = people.get(id)
    return person && { posyanduId: person.posyanduId, voided: isVoided(person.state) }
  }
  return (personId) => shownAs(kin, personId, standingOf)
}

/** Everybody whose records are shown with this person's, themselves among them, as far as the scope reaches. */
export async function shownTogether(queries: Queries, personId: string): Promise<readonly string[]> {
  const kin = await readKin(queries)
  const group = kin.groupOf(personId)
  if (group.length === 1) return group
  const shownFor = shownAmong(kin, await recordsById(queries, group))
  return group.filter((id) => shownFor(id) === shownFor(personId))
}
