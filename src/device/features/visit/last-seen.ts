import type { PersonView, Store } from '#device/store/store.ts'

/** By the store of a session, and gone with it. */
const seen = new WeakMap<Store, PersonView>()

/** Whose form was opened last: they may leave this phone while it is being filled in, and are judged all the same. */
export const rememberSeen = (store: Store, view: PersonView): void => void seen.set(store, view)

/** Them, as they were then. */
export function lastSeen(store: Store, personId: string): PersonView | undefined {
  const view = seen.get(store)
  return view?.person.id === personId ? view : undefined
}
