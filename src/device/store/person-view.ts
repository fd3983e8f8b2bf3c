import type { Settings } from '#domain/settings.ts'
import type { RecordState } from '#protocol/merge.ts'
import { type Assess, conclude } from './conclude.ts'
import { type Database, readMeta } from './database.ts'
import { deliveryOf } from './delivery.ts'
import type { OutboxRow, RecordRow } from './rows.ts'
import { openAll, type Seals } from './seal.ts'
import type { PersonView } from './store.ts'

/**
 * A person with household, records, conclusions and receipts, as they stand now. Everything is read before
 * anything is opened or loaded, so that a live reader sees all reads.
 */
export async function readPerson(
  database: Database,
  seals: Seals,
  id: string,
  loadAssess: () => Promise<Assess>,
): Promise<PersonView | undefined> {
  const [rows, outbox, settings] = await Promise.all([
    database.records.where('personId').equals(id).toArray(),
    database.outbox.where('about').equals(id).toArray(),
    readMeta(database, 'settings'),
  ])
  const personRow = rows.find((row) => row.id === id)
  if (!personRow) return undefined
  const homeRow = personRow.householdId ? await database.records.get(personRow.householdId) : undefined
  const { state: person } = await seals.data.open(personRow.body)
  const household = homeRow && (await seals.data.open(homeRow.body)).state
  const otherRows = rows.filter((row) => row !== personRow)
  const bodies = await openAll(
    seals.data,
    otherRows.map((row) => row.body),
  )
  const others = bodies.map((body) => body.state)
  const delivery = deliveries(rows, outbox)
  return {
    person,
    ...(household && { household }),
    others,
    visits: visitsOf(await loadAssess(), person, others, settings ?? {}, delivery),
    delivery: delivery(id),
  }
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
  return [...conclude(assess, person, others, settings).visits]
    .sort((a, b) => (a.visitedOn < b.visitedOn ? 1 : a.visitedOn > b.visitedOn ? -1 : 0))
    .map((visit) => Object.assign({ delivery: delivery(visit.visitId) }, visit))
}
