import { shownFields } from '#protocol/merge.ts'
import type { DaysAnswer } from '#protocol/messages/desk.ts'
import { amendmentsOf } from '#protocol/records/amendments.ts'
import { contestedFields } from '#protocol/records/contested.ts'
import type { PosyanduDayFields } from '#protocol/records/fields.ts'
import { linksToName } from '#protocol/records/links.ts'
import { isVoided } from '#protocol/records/voided.ts'
import type { Queries } from '#server/database/database.ts'
import { findWriters, namesOf, toView } from './desk-person.ts'
import { placed, type RecordRow } from './records-by-id.ts'

/** How long a day that was settled stays in the list, ms. Teratai's own. */
const settledStays = 30 * 24 * 60 * 60 * 1000

/**
 * The posyandu days in the transaction's scope that phones wrote differently, newest first: those still in conflict, and
 * those settled within the last 30 days. `now` in ms.
 */
export async function daysThatDiffer(queries: Queries, now: number): Promise<DaysAnswer> {
  // A field with several heads stands in `more`, a settled one is told by a field of its own: see packed-state.ts.
  const rows = await queries.query<RecordRow>(
    `select record_id, kind, posyandu_id, state from record
     where kind = 'posyanduDay' and posyandu_id is not null
       and (state::text like '%"amended!_%' escape '!'
         or exists (select 1 from json_each(state -> 'more') as field (name, value)
                    where json_array_length(field.value -> 'heads') > 1))`,
  )
  const since = now - settledStays
  const days = rows
    .map((row) => placed(queries, row).state)
    .filter((state) => !isVoided(state))
    .map((state) => ({ state, fields: shownFields(state) }))
    .filter(
      ({ state, fields }) =>
        contestedFields(state).length > 0 || amendmentsOf(fields).some(({ at }) => at >= since),
    )
    .sort((one, other) => (heldOn(one.fields) < heldOn(other.fields) ? 1 : -1))
  const states = days.map(({ state }) => state)
  const writers = await findWriters(queries, states)
  const posyandu = rows.map((row) => row.posyandu_id).filter((id) => id !== null)
  const named = await namesOf(queries, [...new Set([...posyandu, ...linksToName(states)])])
  return { days: states.map((state) => toView(state, writers)), named }
}

const heldOn = (fields: object): string => (fields as PosyanduDayFields).heldOn ?? ''
