import type { Settings } from '#domain/settings.ts'
import { oneADay } from '#domain/visit/one-a-day.ts'
import { knownFields, mergeStates, type RecordState } from '#protocol/merge.ts'
import { joinPeople, kinOf } from '#protocol/records/aliases.ts'
import type { PersonFields, VisitFields } from '#protocol/records/fields.ts'
import { type Assess, conclude } from './conclude.ts'
import { type Database, readMeta } from './database.ts'
import { deliveryOf } from './delivery.ts'
import { onePeople } from './one-person.ts'
import { asItStands, readReceipts } from './receipt-ranges.ts'
import type { OutboxRow, RecordRow } from './rows.ts'
import { openRecord, openRecords } from './record-body.ts'
import type { Seals } from './seal.ts'
import type { PersonView } from './store.ts'

/**
 * A person with everybody who is shown as them, household, records, conclusions and receipts, as they stand now; of
 * somebody who is shown as another, that other; of somebody who has left this phone, what was seen of them last, with
 * what was written since. Everything is read before anything is loaded, so that a live reader sees all reads.
 */
export async function readPerson(
  database: Database,
  seals: Seals,
  id: string,
  { loadAssess, lastSeen }: Loading,
): Promise<PersonView | undefined> {
  const [aliases, receipts] = await Promise.all([readMeta(database, 'aliases'), readReceipts(database)])
  const kin = kinOf(aliases?.people ?? [])
  const group = kin.groupOf(id)
  const ofAll = async <T>(read: (one: string) => PromiseLike<readonly T[]>) =>
    (await Promise.all(group.map(read))).flat()
  const [rows, outbox, settings] = await Promise.all([
    ofAll((one) => database.records.where('personId').equals(one).toArray()),
    ofAll((one) => database.outbox.where('about').equals(one).toArray()),
    readMeta(database, 'settings'),
  ])
  const homes = await database.records.bulkGet(rows.flatMap(({ householdId }) => householdId ?? []))
  const bodies = await openRecords(seals, rows)
  const states = new Map(bodies.map(({ state }) => [state.id, state]))
  const whole = onePeople(kin, group, (one) => states.get(one))
  const delivery = deliveries(
    rows,
    outbox.map((row) => asItStands(row, receipts)),
  )
  const shown = whole.find((one) => one.id === id || one.alsoAs.some((other) => other.id === id))
  const isHere = shown?.person && (!lastSeen || isWhole(shown.person))
  if (!isHere) {
    if (!lastSeen) return undefined
    const seen = withWritten(lastSeen, [...states.values()])
    const visits = visitsOf(await loadAssess(), seen.person, seen.others, settings ?? {}, delivery)
    return { ...seen, visits, delivery: delivery(id), isGone: true }
  }
  const { alsoAs } = shown
  const person = joinPeople(shown.person, alsoAs)
  const theirs = new Set([shown.id, ...alsoAs.map((other) => other.id)])
  const others = rows
    .filter((row) => row.kind !== 'person' && theirs.has(row.personId ?? ''))
    .flatMap((row) => states.get(row.id) ?? [])
  const { householdId } = knownFields(person) as PersonFields
  const homeRow = homes.find((row) => row?.id === householdId)
  const household = homeRow && (await openRecord(seals, homeRow)).state
  const away = rows.filter((row) => row.older && theirs.has(row.id)).map((row) => row.id)
  return {
    person,
    alsoAs,
    ...(household && { household }),
    others,
    visits: visitsOf(await loadAssess(), person, others, settings ?? {}, delivery),
    delivery: delivery(shown.id),
    ...(away.length > 0 && { older: away }),
  }
}

type Loading = { readonly loadAssess: () => Promise<Assess>; readonly lastSeen?: PersonView | undefined }

/** Of somebody who has left, a card may have written a field anew: that alone is nobody. */
const isWhole = (person: RecordState) => (knownFields(person) as PersonFields).birthDate !== undefined

function withWritten(seen: PersonView, written: readonly RecordState[]): PersonView {
  const now = new Map([seen.person, ...seen.others].map((state) => [state.id, state]))
  for (const state of written) {
    const before = now.get(state.id)
    now.set(state.id, before ? mergeStates(before, state) : state)
  }
  const { id } = seen.person
  const person = now.get(id) ?? seen.person
  return { ...seen, person, others: [...now.values()].filter((state) => state.id !== id) }
}

function deliveries(rows: readonly RecordRow[], outbox: readonly OutboxRow[]) {
  const byId = new Map(rows.map((row) => [row.id, row]))
  return (id: string) =>
    deliveryOf(
      byId.get(id),
      outbox.filter((row) => row.recordId === id),
    )
}

function visitsOf(
  assess: Assess,
  person: RecordState,
  others: readonly RecordState[],
  settings: Settings,
  delivery: ReturnType<typeof deliveries>,
): PersonView['visits'] {
  const { visits } = conclude(assess, person, others, settings)
  const forms = new Map(others.map((state) => [state.id, (knownFields(state) as VisitFields).instrument]))
  const days = oneADay(visits, ({ visitId }) => forms.get(visitId) ?? '')
  const shownBy = new Map(
    days.flatMap(({ shown, beside }) => beside.map((visit) => [visit.visitId, shown.visitId] as const)),
  )
  return [...visits]
    .sort((a, b) => (a.visitedOn < b.visitedOn ? 1 : a.visitedOn > b.visitedOn ? -1 : 0))
    .map((visit) => {
      const by = shownBy.get(visit.visitId)
      return { delivery: delivery(visit.visitId), ...(by && { shownBy: by }), ...visit }
    })
}
