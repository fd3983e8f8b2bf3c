import { conflictingFields, type RecordState, shownFields } from '#protocol/merge.ts'
import type { Conflict, PersonAnswer, RecordView } from '#protocol/messages/desk.ts'
import { personFileOf } from '#protocol/records/person-file.ts'
import { isVoided } from '#protocol/records/voided.ts'
import { parseStamp } from '#protocol/stamp.ts'
import type { Queries } from '#server/database/database.ts'
import { type CardContext, cardOn } from './desk-people.ts'
import { unpackState } from './packed-state.ts'
import { listVisitsOf } from './desk-visits.ts'

type RecordRow = { record_id: string; kind: string; posyandu_id: string; state: unknown }

/** One person with everything that follows them, as far as the transaction's scope reaches; else nothing. */
export async function findPerson(
  queries: Queries,
  personId: string,
  context: CardContext,
): Promise<PersonAnswer | undefined> {
  const rows = await queries.query<RecordRow>(
    'select record_id, kind, posyandu_id, state from record where person_id = $1 order by record_id',
    [personId],
  )
  const states = rows.map(stateOf)
  const person = states.find((state) => state.id === personId && state.kind === 'person')
  const place = rows.find((row) => row.record_id === personId)?.posyandu_id
  if (!person || place === undefined) return undefined
  const others = states.filter((state) => state !== person)
  const household = await findHousehold(queries, shownFields(person).householdId)
  const card = cardOn(personFileOf(person, others), context)
  return {
    posyanduId: place,
    ...(card && { card }),
    person: toView(person),
    ...(household && { household: toView(household) }),
    records: others.map(toView),
    visits: await listVisitsOf(queries, personId),
  }
}

async function findHousehold(queries: Queries, householdId: unknown): Promise<RecordState | undefined> {
  if (typeof householdId !== 'string' || !/^[0-9a-f-]{36}$/.test(householdId)) return undefined
  const [row] = await queries.query<RecordRow>(
    `select record_id, kind, posyandu_id, state from record where record_id = $1 and kind = 'household'`,
    [householdId],
  )
  return row && stateOf(row)
}

const stateOf = (row: RecordRow): RecordState => ({
  kind: row.kind,
  id: row.record_id,
  fields: unpackState(row.state),
})

function toView(state: RecordState): RecordView {
  return {
    id: state.id,
    kind: state.kind,
    // Shown values are JSON; the message's type is only less strict about read-only lists.
    fields: shownFields(state) as RecordView['fields'],
    voided: isVoided(state),
    conflicts: conflictingFields(state).map((field) => toConflict(state, field)),
  }
}

function toConflict(state: RecordState, field: string): Conflict {
  const values = (state.fields[field]?.heads ?? []).map(({ stamp, value }) => {
    const { time = 0, device = '' } = parseStamp(stamp) ?? {}
    return { value: value as Conflict['values'][number]['value'], writtenAt: time, deviceId: device }
  })
  return { field, values }
}
