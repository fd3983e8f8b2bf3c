import type { Database } from './database.ts'
import type { OutboxRow, RecordRow } from './rows.ts'

/** `bytesPerVisit`: mean of the visits looked at, their rows in the queue included. */
export type StoreSizes = { readonly records: number; readonly visits: number; readonly bytesPerVisit: number }

/** Enough for a mean; ids are random, so the first by id are any. */
const visitsLookedAt = 200
/** Key and two or three index entries that name it again, about. */
const rowOverhead = 200

/** Measured on this phone's own rows; no constant could know what its kader write. */
export async function readSizes(database: Database): Promise<StoreSizes> {
  const ofVisits = database.records.where('kind').equals('visit')
  const [records, visits, some] = await Promise.all([
    database.records.count(),
    ofVisits.count(),
    ofVisits.limit(visitsLookedAt).toArray(),
  ])
  if (some.length === 0) return { records, visits, bytesPerVisit: 0 }
  const queued = await database.outbox
    .where('about')
    .anyOf([...new Set(some.map((row) => row.personId ?? row.id))])
    .toArray()
  const ids = new Set(some.map(({ id }) => id))
  const rows = [...some, ...queued.filter(({ recordId }) => ids.has(recordId))]
  const bytes = rows.reduce((sum, row) => sum + bytesOf(row), 0)
  return { records, visits, bytesPerVisit: bytes / some.length }
}

const bytesOf = (row: RecordRow | OutboxRow) =>
  new TextEncoder().encode(JSON.stringify(row)).length + rowOverhead
