import type { Database } from './database.ts'
import type { OutboxRow, RecordRow } from './rows.ts'
import { isSealed } from './seal.ts'

/** `bytesPerVisit`: mean of the visits looked at, their rows in the queue included. */
export type StoreSizes = { readonly records: number; readonly visits: number; readonly bytesPerVisit: number }

/** Enough for a mean. */
const visitsLookedAt = 200
/** Key and two or three index entries that name it again, about. */
const rowOverhead = 200

/** Measured on this phone's own rows; no constant could know what its kader write. */
export async function readSizes(database: Database): Promise<StoreSizes> {
  const [records, keys] = await Promise.all([
    database.records.count(),
    database.records.where('kind').equals('visit').primaryKeys(),
  ])
  const visits = keys.length
  if (visits === 0) return { records, visits, bytesPerVisit: 0 }
  const some = (await database.records.bulkGet(spread(keys))).filter((row) => row !== undefined)
  const queued = await database.outbox
    .where('about')
    .anyOf([...new Set(some.map((row) => row.personId ?? row.id))])
    .toArray()
  const ids = new Set(some.map(({ id }) => id))
  const rows = [...some, ...queued.filter(({ recordId }) => ids.has(recordId))]
  const bytes = rows.reduce((sum, row) => sum + bytesOf(row), 0)
  return { records, visits, bytesPerVisit: bytes / some.length }
}

/** Ids begin with their time: the first of them would be the oldest visits alone. */
function spread(keys: readonly string[]): string[] {
  const step = Math.max(1, keys.length / visitsLookedAt)
  return keys.filter((_, i) => i % step < 1)
}

const bytesOf = ({ body, ...outside }: RecordRow | OutboxRow) =>
  bytesIn(JSON.stringify(outside)) +
  (isSealed(body) ? body.length : bytesIn(JSON.stringify(body))) +
  rowOverhead

const bytesIn = (text: string) => new TextEncoder().encode(text).length
