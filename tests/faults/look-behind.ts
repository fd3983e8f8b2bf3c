import { asOwner } from '#server/database/prepare-database.ts'
import { scopeStatement } from '#server/database/scope-statement.ts'
import type { PushingPhone } from './pushing-phone.ts'

/** What the database says of receipts that were given. Everything but `receipts` and `records` has to be 0. */
export type Findings = {
  readonly receipts: number
  readonly records: number
  /** Receipts of which the database does not know the number, the code or the record. */
  readonly lost: number
  /** Numbers that were accepted, or places in a stream that were given, more than once. */
  readonly twice: number
  readonly contradictions: number
}

type Accepted = { device_id: string; accepted: number[]; receipt: string }

/** Compares what phones were told with what lies in the database, past the server. */
export async function lookBehind(ownerUrl: string, phones: readonly PushingPhone[]): Promise<Findings> {
  return asOwner(ownerUrl, async (queries) => {
    const [here] = await queries.query<{ id: string }>('select puskesmas_id::text as id from installation')
    await queries.query(scopeStatement({ puskesmasId: here?.id ?? '', posyandu: 'all' }))
    const batches = await queries.query<Accepted>('select device_id::text, accepted, receipt from batch')
    const rows = await queries.query<Accepted>(
      `select device_id::text, array[number, number] as accepted, receipt from mutation where outcome = 'accepted'`,
    )
    const records = await queries.query<{ id: string }>('select record_id::text as id from record')
    const [streams] = await queries.query<{ twice: number }>(
      `select (count(*) - count(distinct (posyandu_id, sequence)))::int as twice from record where sequence is not null`,
    )
    const codes = codesOf([...batches, ...rows])
    const ids = new Set(records.map(({ id }) => id))
    const all = phones.flatMap(({ deviceId, receipts }) =>
      [...receipts].map(([number, receipt]) => ({ key: `${deviceId} ${number}`, ...receipt })),
    )
    const isThere = (one: (typeof all)[number]) =>
      ids.has(one.recordId) && codes.get(one.key)?.includes(one.code) === true
    return {
      receipts: all.length,
      records: ids.size,
      lost: all.filter((one) => !isThere(one)).length,
      twice: [...codes.values()].filter((given) => given.length > 1).length + (streams?.twice ?? 0),
      contradictions: phones.reduce((sum, phone) => sum + phone.contradictions.length, 0),
    }
  })
}

/** Device and number → the codes under which it was accepted. */
function codesOf(accepted: readonly Accepted[]): ReadonlyMap<string, readonly string[]> {
  const codes = new Map<string, string[]>()
  for (const { device_id: deviceId, accepted: ranges, receipt } of accepted)
    for (let i = 0; i < ranges.length; i += 2)
      for (let number = ranges[i] ?? 0; number <= (ranges[i + 1] ?? -1); number++) {
        const key = `${deviceId} ${number}`
        codes.set(key, [...(codes.get(key) ?? []), receipt])
      }
  return codes
}
