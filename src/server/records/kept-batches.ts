import { isInRanges, type NumberRange, rangesOf } from '#protocol/batch/number-ranges.ts'
import { byteaArray } from '#server/database/binary-array.ts'
import type { Queries } from '#server/database/database.ts'
import { openInside, openOutside } from './open-batch.ts'
import { type Entry, readEntry } from './read-entry.ts'

/** A batch to keep, with the numbers that were accepted from it, ascending and at least one. */
export type KeptBatch = {
  readonly deviceId: string
  readonly bytes: Uint8Array
  readonly accepted: readonly number[]
  readonly receipt: string
  readonly now: number
}

const insert = {
  name: 'keep-batches',
  text: `insert into batch (puskesmas_id, device_id, last_number, first_number, accepted, envelope, receipt,
      received_at)
    select $1, device_id, last_number, first_number, accepted::integer[], envelope, receipt, received_at
    from unnest($2::uuid[], $3::integer[], $4::integer[], $5::text[], $6::bytea[], $7::text[], $8::timestamptz[])
      as row (device_id, last_number, first_number, accepted, envelope, receipt, received_at)`,
}

/** Keeps batches whose mutations were accepted, each whole and as it came (sync-spec AP3). */
export function keepBatches(queries: Queries, puskesmasId: string, batches: readonly KeptBatch[]): void {
  if (batches.length === 0) return
  queries.send(insert, [
    puskesmasId,
    batches.map((batch) => batch.deviceId),
    batches.map((batch) => batch.accepted.at(-1)),
    batches.map((batch) => batch.accepted[0]),
    batches.map((batch) => `{${rangesOf(batch.accepted).flat().join(',')}}`),
    byteaArray(batches.map(({ bytes, deviceId }) => queries.vault.seal(bytes, deviceId))),
    batches.map((batch) => batch.receipt),
    batches.map((batch) => new Date(batch.now)),
  ])
}

/** Ranges as the column `accepted` has them, one after the other: from, to, from, to … */
const pairsIn = (flat: readonly number[]): NumberRange[] =>
  flat.flatMap((from, i) => (i % 2 === 0 ? [[from, flat[i + 1] ?? from]] : []))

/** One accepted mutation out of a kept batch, with the receipt that it had. */
export type FromBatch = {
  readonly deviceId: string
  readonly entry: Entry
  readonly receipt: string
  readonly receivedAt: number
}

type BatchRow = {
  device_id: string
  accepted: number[]
  envelope: Buffer
  receipt: string
  received_at: Date
}

const overlapping = {
  name: 'overlapping-batches',
  text: `select b.device_id, b.accepted, b.envelope, b.receipt, b.received_at
    from unnest($2::uuid[], $3::integer[], $4::integer[]) as wanted (device_id, lowest, highest)
    join batch b on b.puskesmas_id = $1 and b.device_id = wanted.device_id
      and b.last_number >= wanted.lowest and b.first_number <= wanted.highest`,
}

/**
 * What of these numbers, by device, was accepted in batches that were kept. Throws where a kept batch cannot be read,
 * which no edition may let happen: nothing can be said of its numbers then.
 */
export async function readFromBatches(
  queries: Queries,
  puskesmasId: string,
  wanted: ReadonlyMap<string, ReadonlySet<number>>,
): Promise<readonly FromBatch[]> {
  const asked = [...wanted].filter(([, numbers]) => numbers.size > 0)
  if (asked.length === 0) return []
  const rows = await queries.query<BatchRow>(overlapping, [
    puskesmasId,
    asked.map(([deviceId]) => deviceId),
    asked.map(([, numbers]) => Math.min(...numbers)),
    asked.map(([, numbers]) => Math.max(...numbers)),
  ])
  const found: FromBatch[] = []
  for (const { device_id: deviceId, accepted, envelope, receipt, received_at: at } of rows) {
    const inside = await openInside(openOutside(queries.vault.open(envelope, deviceId), puskesmasId))
    if (!('arrived' in inside)) throw new Error('a kept batch cannot be read')
    const ranges = pairsIn(accepted)
    for (const arrived of inside.arrived)
      if (wanted.get(deviceId)?.has(arrived.number) && isInRanges(ranges, arrived.number))
        found.push({ deviceId, entry: readEntry(arrived, queries.vault), receipt, receivedAt: at.getTime() })
  }
  return found
}

/** The numbers of a device above `have` that were accepted in batches. */
export async function acceptedAbove(
  queries: Queries,
  puskesmasId: string,
  deviceId: string,
  have: number,
): Promise<ReadonlySet<number>> {
  const rows = await queries.query<{ accepted: number[] }>(
    'select accepted from batch where puskesmas_id = $1 and device_id = $2 and last_number > $3',
    [puskesmasId, deviceId, have],
  )
  const numbers = new Set<number>()
  for (const { accepted } of rows)
    for (let i = 0; i < accepted.length; i += 2)
      for (let number = accepted[i] ?? 0; number <= (accepted[i + 1] ?? 0); number++)
        if (number > have) numbers.add(number)
  return numbers
}
