import { type RecordState, shownFields } from '#protocol/merge.ts'
import { joinPeople } from '#protocol/records/aliases.ts'
import type { Conflict, PersonAnswer, RecordView } from '#protocol/messages/desk.ts'
import { contestedFields } from '#protocol/records/contested.ts'
import { personFileOf } from '#protocol/records/person-file.ts'
import { isVoided } from '#protocol/records/voided.ts'
import { parseStamp } from '#protocol/stamp.ts'
import { linksToName, recordName } from '#protocol/records/links.ts'
import { listPosyandu } from '#server/access/named.ts'
import type { Queries } from '#server/database/database.ts'
import { aliasesOf } from '#server/aliases/desk-aliases.ts'
import { readKin, shownAmong } from '#server/aliases/standing-aliases.ts'
import { type CardContext, cardOn } from './desk-people.ts'
import { listVisitsOf } from './desk-visits.ts'
import { idIn } from './place.ts'
import { placed, type RecordRow, recordsById } from './records-by-id.ts'
import { phonesWithIds } from './writer-phones.ts'

/**
 * One person with everything that follows them and everybody who is shown as them, as far as the transaction's scope
 * reaches; else nothing. Of somebody who is shown as another, that other.
 */
export async function findPerson(
  queries: Queries,
  personId: string,
  context: CardContext,
): Promise<PersonAnswer | undefined> {
  const kin = await readKin(queries)
  const group = kin.groupOf(personId)
  const rows = await queries.query<RecordRow & { person_id: string }>(
    `select record_id, person_id, kind, posyandu_id, state from record where person_id = any($1::uuid[])
     order by record_id`,
    [group],
  )
  const all = rows.map((row) => ({ personId: row.person_id, ...placed(queries, row) }))
  const people = new Map(
    all.filter(({ state }) => state.kind === 'person').map((one) => [one.state.id, one] as const),
  )
  const shownFor = shownAmong(kin, people)
  const shownId = shownFor(personId)
  const person = people.get(shownId)
  if (person?.posyanduId === undefined) return undefined
  const ofThem = all.filter((one) => shownFor(one.personId) === shownId).map(({ state }) => state)
  const alsoAs = ofThem.filter((state) => state.kind === 'person' && state.id !== shownId)
  const others = ofThem.filter((state) => state.kind !== 'person')
  const joined = joinPeople(person.state, alsoAs)
  const household = await findHousehold(queries, shownFields(joined).householdId)
  const card = cardOn(personFileOf(joined, others), context)
  const told = [...ofThem, ...(household ? [household] : [])]
  const writers = await findWriters(queries, told)
  const view = (state: RecordState) => toView(state, writers)
  return {
    posyanduId: person.posyanduId,
    ...(card && { card }),
    // In conflict is what the record itself holds: what only an alias says is settled there.
    person: { ...view(joined), conflicts: view(person.state).conflicts },
    ...(household && { household: view(household) }),
    records: others.map(view),
    alsoAs: alsoAs.map(view),
    aliases: await aliasesOf(queries, group),
    visits: await listVisitsOf(queries, shownId),
    named: await namesOf(queries, linksToName(told)),
  }
}

/** Names of posyandu and records by id, as far as the transaction's scope reaches. */
export async function namesOf(queries: Queries, ids: readonly string[]): Promise<Record<string, string>> {
  const uuids = ids.filter((id) => idIn(id) !== undefined)
  if (uuids.length === 0) return {}
  const posyandu = await listPosyandu(queries, uuids)
  const records = [...(await recordsById(queries, uuids))].map(
    ([id, { state }]) => [id, recordName(state)] as const,
  )
  return Object.fromEntries([
    ...posyandu.map(({ id, name }) => [id, name]),
    ...records.filter(([, name]) => name !== undefined),
  ])
}

async function findHousehold(queries: Queries, householdId: unknown): Promise<RecordState | undefined> {
  const [found] = (await recordsById(queries, [householdId])).values()
  return found?.state.kind === 'household' ? found.state : undefined
}

type Writers = ReadonlyMap<string, NonNullable<Conflict['values'][number]['by']>>

/** Whose phones wrote what is in conflict. */
export async function findWriters(queries: Queries, states: readonly RecordState[]): Promise<Writers> {
  const devices = states.flatMap((state) =>
    contestedFields(state).flatMap((field) =>
      (state.fields[field]?.heads ?? []).map(({ stamp }) => parseStamp(stamp)?.device ?? ''),
    ),
  )
  if (devices.length === 0) return new Map()
  return new Map(Object.entries(await phonesWithIds(queries, [...new Set(devices)])))
}

/** A record as it is shown, with its conflicts and who wrote them. */
export function toView(state: RecordState, writers: Writers): RecordView {
  return {
    id: state.id,
    kind: state.kind,
    // Shown values are JSON; the message's type is only less strict about read-only lists.
    fields: shownFields(state) as RecordView['fields'],
    voided: isVoided(state),
    conflicts: contestedFields(state).map((field) => toConflict(state, field, writers)),
  }
}

function toConflict(state: RecordState, field: string, writers: Writers): Conflict {
  const values = (state.fields[field]?.heads ?? []).map(({ stamp, value }) => {
    const { time = 0, device = '' } = parseStamp(stamp) ?? {}
    const by = writers.get(device)
    return {
      stamp,
      value: value as Conflict['values'][number]['value'],
      writtenAt: time,
      deviceId: device,
      ...(by && { by }),
    }
  })
  return { field, values }
}
