import { type RecordState, stateOf } from '#protocol/merge.ts'
import type { FieldValue, Mutation } from '#protocol/mutation.ts'
import type { Stamp } from '#protocol/stamp.ts'
import type { Planner } from './intent.ts'
import type { Change } from './store.ts'

type Writes = {
  readonly set: Readonly<Record<string, FieldValue>>
  readonly seen?: Readonly<Record<string, readonly Stamp[]>> | undefined
}

/**
 * The held mutations that changes are to mend, by number. One that was accepted meanwhile needs no mend, and is left
 * out; of one that was closed nothing is at the puskesmas, and it counts as held.
 */
export async function readMended(
  { database, seals }: Planner,
  deviceId: string,
  changes: readonly Change[],
): Promise<ReadonlyMap<number, Mutation>> {
  const mended = new Map<number, Mutation>()
  for (const { mends, id } of changes) {
    if (mends === undefined) continue
    const row = await database.outbox.get([deviceId, mends])
    if (row?.recordId !== id || (row.state !== 'held' && row.resolution !== 'closed')) continue
    mended.set(mends, await seals.queue.open(row.body))
  }
  return mended
}

/**
 * A mend brings all that the held mutation brought and that still stands on this phone, for nothing of it was merged at
 * the puskesmas (sync-spec HD15); and it replaces what that one replaced.
 */
export function withMended(
  own: Writes,
  mended: Mutation,
  before: RecordState | undefined,
  deviceId: string,
): Writes {
  const set = new Map(Object.entries(own.set))
  const seen = new Map(Object.entries(own.seen ?? {}))
  for (const [name, { heads, replaced }] of Object.entries(stateOf(mended, deviceId).fields)) {
    const write = heads[0]
    if (!write) continue
    if (!set.has(name)) {
      if (!stands(before, name, write.stamp)) continue
      set.set(name, write.value)
    }
    seen.set(name, [...new Set([...(seen.get(name) ?? []), write.stamp, ...replaced])])
  }
  return { set: Object.fromEntries(set), seen: Object.fromEntries(seen) }
}

/** What another write has replaced is at the puskesmas by that write, or waits, or is held and mended by itself. */
const stands = (state: RecordState | undefined, name: string, stamp: Stamp): boolean =>
  state !== undefined &&
  Object.hasOwn(state.fields, name) &&
  (state.fields[name]?.heads.some((head) => head.stamp === stamp) ?? false)
