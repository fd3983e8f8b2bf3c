import { randomUUID } from 'node:crypto'
import type { SettleRequest } from '#protocol/messages/desk.ts'
import { settledBy } from '#protocol/records/amendments.ts'
import type { Queries } from '#server/database/database.ts'
import { Refusal } from '#server/errors.ts'
import { recordsById } from './records-by-id.ts'
import type { ServerChange } from './write-as-server.ts'

/** Who settles, by name, and when (ms). */
type Settler = { readonly by: string; readonly now: number }

/**
 * The write that settles a conflict: the chosen value over all that were seen, and beside it each other value with who
 * settled it, so that it stays readable wherever the record is. Needs the scope of the nakes. Refuses with `notFound`
 * outside it, and with `conflictChanged` where the field no longer holds exactly what was seen.
 */
export async function settlement(
  queries: Queries,
  recordId: string,
  { field, chosen, seen }: SettleRequest,
  { by, now }: Settler,
): Promise<ServerChange> {
  const [found] = (await recordsById(queries, [recordId])).values()
  if (!found) throw new Refusal('notFound')
  const { kind, fields } = found.state
  const heads = Object.hasOwn(fields, field) ? (fields[field]?.heads ?? []) : []
  const stamps = heads.map(({ stamp }) => stamp)
  const kept = heads.find(({ stamp }) => stamp === chosen)
  if (!kept || !isSame(stamps, seen)) throw new Refusal('conflictChanged')
  const values = heads.map(({ value }) => value)
  const set = settledBy({ field, chosen: kept.value, others: values, by, at: now }, randomUUID)
  // Two phones that wrote the same have no conflict: there would be nothing to keep beside it.
  if (Object.keys(set).length === 1) throw new Refusal('conflictChanged')
  return { kind, id: recordId, set, seen: { [field]: stamps } }
}

const isSame = (one: readonly string[], other: readonly string[]): boolean =>
  one.length === other.length && one.every((stamp) => other.includes(stamp))
