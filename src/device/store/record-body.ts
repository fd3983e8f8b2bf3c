import { type Packed, packFields, unpackState } from '#protocol/packed-state.ts'
import type { Contribution, RecordBody, RecordRow } from './rows.ts'
import { openAll, type Seals, sealAll } from './seal.ts'

/** A record as it lies in its row: every stamp once, where each field had one of its own it took five times the room. */
export type PackedBody = Packed & {
  readonly kind: string
  readonly id: string
  readonly counted?: Contribution
}

/** Bodies of records, sealed, order kept. */
export const sealRecords = ({ data }: Seals, bodies: readonly RecordBody[]): Promise<RecordRow['body'][]> =>
  sealAll(
    data,
    bodies.map(({ state: { kind, id, fields }, counted }) => ({
      kind,
      id,
      ...(counted && { counted }),
      ...packFields(fields),
    })),
  )

/** What lies in rows of records, order kept. */
export async function openRecords(
  { data }: Seals,
  rows: readonly Pick<RecordRow, 'body'>[],
): Promise<RecordBody[]> {
  const lying = await openAll(
    data,
    rows.map(({ body }) => body),
  )
  return lying.map((body) => ('state' in body ? body : unpacked(body)))
}

/** The same of one row. */
export const openRecord = async (seals: Seals, row: Pick<RecordRow, 'body'>): Promise<RecordBody> =>
  (await openRecords(seals, [row]))[0] as RecordBody

const unpacked = ({ kind, id, counted, ...packed }: PackedBody): RecordBody => ({
  state: { kind, id, fields: unpackState(packed) },
  ...(counted && { counted }),
})
