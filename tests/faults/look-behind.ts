import { asOwner } from '#server/database/prepare-database.ts'
import { scopeStatement } from '#server/database/scope-statement.ts'
import { readFromBatches } from '#server/records/kept-batches.ts'
import type { Vault } from '#server/sealing/vault.ts'
import type { PushingPhone } from './pushing-phone.ts'

/** What the database says of receipts that were given. Everything but `receipts` and `records` has to be 0. */
export type Findings = {
  readonly receipts: number
  readonly records: number
  /** Receipts of which the database has not the very write, under its number and with that code, or not the record. */
  readonly lost: number
  /** Numbers that were accepted, or places in a stream that were given, more than once. */
  readonly twice: number
  readonly contradictions: number
}

/** `hash`: of the one write where it lies in a row of its own. */
type Accepted = { device_id: string; accepted: number[]; receipt: string; hash?: string }
/** Under which code a number was accepted, and which write. */
type Taken = { readonly code: string; readonly hash: string | undefined }

/** Compares what phones were told with what lies in the database, past the server; `vault` opens what is sealed there. */
export async function lookBehind(
  ownerUrl: string,
  vault: Vault,
  phones: readonly PushingPhone[],
): Promise<Findings> {
  return asOwner(ownerUrl, async (queries) => {
    const [here] = await queries.query<{ id: string }>('select puskesmas_id::text as id from installation')
    const puskesmasId = here?.id ?? ''
    await queries.query(scopeStatement({ puskesmasId, posyandu: 'all' }))
    const batches = await queries.query<Accepted>('select device_id::text, accepted, receipt from batch')
    const rows = await queries.query<Accepted>(
      `select device_id::text, array[number, number] as accepted, receipt, content_hash::text as hash
       from mutation where outcome = 'accepted'`,
    )
    const records = await queries.query<{ id: string }>('select record_id::text as id from record')
    const [streams] = await queries.query<{ twice: number }>(
      `select (count(*) - count(distinct (posyandu_id, sequence)))::int as twice from record where sequence is not null`,
    )
    const wanted = new Map(phones.map(({ deviceId, receipts }) => [deviceId, new Set(receipts.keys())]))
    const inBatches = await readFromBatches({ ...queries, vault }, puskesmasId, wanted)
    const hashes = new Map(
      inBatches.map(({ deviceId, entry, receipt }) => [
        `${deviceId} ${entry.number} ${receipt}`,
        entry.content().hash,
      ]),
    )
    const taken = takenOf([...batches, ...rows], hashes)
    const ids = new Set(records.map(({ id }) => id))
    const all = phones.flatMap(({ deviceId, receipts }) =>
      [...receipts].map(([number, receipt]) => ({ key: `${deviceId} ${number}`, ...receipt })),
    )
    const isThere = (one: (typeof all)[number]) =>
      ids.has(one.recordId) &&
      taken.get(one.key)?.some(({ code, hash }) => code === one.code && hash === vault.mark(one.content)) ===
        true
    return {
      receipts: all.length,
      records: ids.size,
      lost: all.filter((one) => !isThere(one)).length,
      twice: [...taken.values()].filter((given) => given.length > 1).length + (streams?.twice ?? 0),
      contradictions: phones.reduce((sum, phone) => sum + phone.contradictions.length, 0),
    }
  })
}

/** Device and number → how it was accepted. `hashes`: of what lies in batches, by device, number and code. */
function takenOf(
  accepted: readonly Accepted[],
  hashes: ReadonlyMap<string, string>,
): ReadonlyMap<string, readonly Taken[]> {
  const taken = new Map<string, readonly Taken[]>()
  for (const { device_id: deviceId, accepted: ranges, receipt: code, hash } of accepted)
    for (let i = 0; i < ranges.length; i += 2)
      for (let number = ranges[i] ?? 0; number <= (ranges[i + 1] ?? -1); number++) {
        const key = `${deviceId} ${number}`
        const one = { code, hash: hash ?? hashes.get(`${key} ${code}`) }
        taken.set(key, [...(taken.get(key) ?? []), one])
      }
  return taken
}
