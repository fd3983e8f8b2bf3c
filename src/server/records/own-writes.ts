import { mergeStates, type RecordState, stateOf } from '#protocol/merge.ts'
import { packState } from './packed-state.ts'
import type { Entry } from './read-entry.ts'

/** Whether a record, as the table keeps its state, is nothing but what the asking phone has just sent. */
export type IsOwnWrite = (recordId: string, state: unknown) => boolean

/**
 * The records that this batch brings by itself, so that the phone that sent them is not sent them back: over a slow
 * link the echo of a day's visits takes many times as long as sending them. Compared whole: a record to which anybody
 * has written anything else differs, and is handed out.
 */
export function ownWrites(deviceId: string, entries: readonly Entry[]): IsOwnWrite {
  const brought = new Map<string, RecordState>()
  for (const { read } of entries) {
    if (!('mutation' in read)) continue
    const state = stateOf(read.mutation, deviceId)
    const before = brought.get(state.id)
    brought.set(state.id, before ? mergeStates(before, state) : state)
  }
  return (recordId, state) => {
    const own = brought.get(recordId)
    return own !== undefined && packState(own.fields) === JSON.stringify(state)
  }
}
