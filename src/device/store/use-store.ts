import { useLiveQuery } from 'dexie-react-hooks'
import { createContext, useContext, useRef, useState } from 'react'
import { type FirstReads, FirstAnswersContext } from './first-reads.ts'
import { sameAnswer } from './same-answer.ts'
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
 * `inputs`: what `read` depends on besides the store; `first`: the same answer from what was read before the first
 * drawing.
 */
export function useLive<T>(
  read: (store: Store) => Promise<T>,
  inputs: readonly unknown[] = [],
  first?: (reads: FirstReads) => T,
): T | undefined {
  const store = useStore()
  const answers = useContext(FirstAnswersContext)
  const [known] = useState(() => {
    const reads = first && answers?.known()
    return reads && first(reads)
  })
  const last = useRef(known)
  const ask = async () => {
    const answer = sameAnswer(last.current, await read(store))
    last.current = answer
    return answer
  }
  return useLiveQuery(ask, [store, ...inputs], known)
}
