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

/** Somebody who is shown as one with others, and where all of them stand. */
export type Together = {
  readonly id: string
  readonly posyanduId: string | undefined
  readonly others: readonly string[]
}

/** Who of these people is shown as one with others, and with whom, as far as the scope reaches. */
export async function standingTogether(queries: Queries, ids: readonly string[]): Promise<Together[]> {
  if (ids.length === 0) return []
  const kin = await readKin(queries)
  const several = [...new Set(ids)].filter((id) => kin.groupOf(id).length > 1)
  const people = await recordsById(queries, several.flatMap(kin.groupOf))
  const shownFor = shownAmong(kin, people)
  return several.map((id) => {
    const isWith = (other: string) => other !== id && people.has(other) && shownFor(other) === shownFor(id)
    return { id, posyanduId: people.get(id)?.posyanduId, others: kin.groupOf(id).filter(isWith) }
  })
}
