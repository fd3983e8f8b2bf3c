import { mergeStates, type RecordState, stateOf } from '#protocol/merge.ts'
import type { FieldValue, Mutation } from '#protocol/mutation.ts'
import { packState } from '#protocol/packed-state.ts'
import { personOf } from './place.ts'
import type { Entry } from './read-entry.ts'

/** What the asking phone has just sent. */
export type OwnWrites = {
  /** Its records, each with the person whom it follows. */
  readonly people: ReadonlyMap<string, string | undefined>
  /** Whether a record, as the table keeps its state, is nothing but what was just sent. */
  readonly isOwn: IsOwnWrite
}
export type IsOwnWrite = (recordId: string, state: unknown) => boolean

/**
 * The records that this batch brings by itself, so that the phone that sent them is not sent them back: over a slow
 * link the echo of a day's visits takes many times as long as sending them. Compared whole: a record to which anybody
 * has written anything else differs, and is handed out.
 */
export function ownWrites(deviceId: string, entries: readonly Entry[]): OwnWrites {
  const brought = new Map<string, RecordState>()
  const places = new Map<string, FieldValue>()
  for (const { read } of entries) {
    if (!('mutation' in read)) continue
    if (moves(read.mutation, places)) return { people: new Map(), isOwn: () => false }
    const state = stateOf(read.mutation, deviceId)
    const before = brought.get(state.id)
    brought.set(state.id, before ? mergeStates(before, state) : state)
  }
  return {
    people: new Map([...brought].map(([id, state]) => [id, personOf(state)])),
    isOwn(recordId, state) {
      const own = brought.get(recordId)
      return own !== undefined && packState(own.fields) === JSON.stringify(state)
    },
  }
}

/** Whether a mutation names another place or person than one before it, here or anywhere. */
function moves({ id, set, seen }: Mutation, places: Map<string, FieldValue>): boolean {
  return ['posyanduId', 'personId'].some((field) => {
    if (!Object.hasOwn(set, field)) return false
    const value = set[field] ?? null
    const key = `${field} ${id}`
    const before = places.get(key)
    places.set(key, value)
    return (before !== undefined && before !== value) || (seen !== undefined && Object.hasOwn(seen, field))
  })
}
