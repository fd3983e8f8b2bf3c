import type { Queries } from '#server/database/database.ts'
import { readFromBatches } from './kept-batches.ts'
import type { Resolved } from './outcome.ts'
import type { Sent } from './writer.ts'

/** One content that arrived under a number: a row of `mutation`, or part of a kept batch. */
export type Known = {
  readonly hash: string
  readonly outcome: 'accepted' | 'held'
  /** Its content lies unread in a batch: it cannot be told from any other. */
  readonly unread: boolean
  readonly reused: boolean
  readonly receipt: string
  readonly receivedAt: number
  /** Held, and settled since without being merged. */
  readonly resolved?: Resolved | undefined
}

/** What one device sent before: by number, in the order of arrival. */
export type KnownMutations = Map<number, Known[]>

type KnownRow = {
  device_id: string
  number: number
  hash: string
  outcome: Known['outcome']
  unread: boolean
  reused: boolean
  receipt: string | null
  received_at: Date
  resolution: Resolved['resolution'] | null
  resolution_reason: string | null
}

/** How a row was resolved; one that was mended before receipts were kept for it counts as held. */
export function resolvedOf(row: Pick<KnownRow, 'resolution' | 'resolution_reason'>): Resolved | undefined {
  const { resolution, resolution_reason: reason } = row
  return resolution ? { resolution, ...(reason !== null && { reason }) } : undefined
}

/** What the puskesmas has already under the numbers that these writers sent, by device. */
export async function loadKnown(
  queries: Queries,
  puskesmasId: string,
  sent: readonly Sent[],
): Promise<ReadonlyMap<string, KnownMutations>> {
  const known = new Map<string, KnownMutations>(sent.map(({ writer }) => [writer.deviceId, new Map()]))
  const wanted = sent.flatMap(({ writer, entries, highest }) =>
    entries
      .filter((entry) => entry.number <= highest)
      .map(({ number }) => ({ deviceId: writer.deviceId, number })),
  )
  // What comes for the first time, as most does, needs no look.
  if (wanted.length === 0) return known
  const rows = await queries.query<KnownRow>(
    `select m.* from unnest($2::uuid[], $3::integer[]) as wanted (device_id, number)
     cross join lateral (
       select device_id, number, content_hash as hash, outcome, content is null as unread,
         coalesce(code = 'numberReused', false) as reused, receipt, received_at,
         resolution, resolution_reason
       from mutation
       where puskesmas_id = $1 and device_id = wanted.device_id and number = wanted.number offset 0
     ) m order by received_at`,
    [puskesmasId, wanted.map((each) => each.deviceId), wanted.map((each) => each.number)],
  )
  const note = (deviceId: string, number: number, one: Known) => {
    const ofDevice = known.get(deviceId)
    ofDevice?.set(number, [...(ofDevice.get(number) ?? []), one])
  }
  for (const row of rows) {
    const { hash, outcome, unread, reused, receipt, received_at: at } = row
    const settled = { receipt: receipt ?? '', receivedAt: at.getTime(), resolved: resolvedOf(row) }
    note(row.device_id, row.number, { hash, outcome, unread, reused, ...settled })
  }
  const numbersOf = Map.groupBy(wanted, ({ deviceId }) => deviceId)
  const asked = new Map([...numbersOf].map(([id, list]) => [id, new Set(list.map(({ number }) => number))]))
  for (const { deviceId, entry, receipt, receivedAt } of await readFromBatches(queries, puskesmasId, asked)) {
    const accepted = { outcome: 'accepted', unread: false, reused: false } as const
    note(deviceId, entry.number, { ...accepted, hash: entry.content().hash, receipt, receivedAt })
  }
  return known
}

/** The content that a number stands for: what was accepted, else what came first and could be told. */
export function ownerOf(known: readonly Known[]): Known | undefined {
  return known.find((row) => row.outcome === 'accepted') ?? known.find((row) => !row.unread && !row.reused)
}
