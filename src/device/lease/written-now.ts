import type { Store } from '#device/store/store.ts'

/** By the store of a session, and gone with it. */
const written = new WeakMap<Store, Set<string>>()

/** A visit that was saved just now: what it means is said, though reading is closed (sync-spec LS3). */
export function noteWritten(store: Store, visitId: string): void {
  const visits = written.get(store) ?? new Set()
  written.set(store, visits.add(visitId))
}

export const wasWrittenNow = (store: Store, visitId: string): boolean =>
  written.get(store)?.has(visitId) ?? false
