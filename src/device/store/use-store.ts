import { useLiveQuery } from 'dexie-react-hooks'
import { createContext, useContext } from 'react'
import type { Store } from './store.ts'

export const StoreContext = createContext<Store | undefined>(undefined)

/** The store given by the app's root. */
export function useStore(): Store {
  const store = useContext(StoreContext)
  if (!store) throw new Error('no StoreContext above')
  return store
}

/**
 * Reads the store and reads again whenever what was read changes, in this tab, another one or the worker.
 * `undefined` while the first answer is on its way; a read that fails is thrown to the error boundary.
 * `inputs`: what `read` depends on besides the store.
 */
export function useLive<T>(
  read: (store: Store) => Promise<T>,
  inputs: readonly unknown[] = [],
): T | undefined {
  const store = useStore()
  return useLiveQuery(() => read(store), [store, ...inputs])
}
