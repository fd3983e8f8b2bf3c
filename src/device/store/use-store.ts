import { createContext, useContext, useEffect, useRef, useState } from 'react'
import { afterPaint } from '#device/platform/after-paint.ts'
import { once } from '#device/platform/once.ts'
import { FirstAnswersContext } from './first-answers.ts'
import type { FirstReads } from './first-reads.ts'
import { sameAnswer } from './same-answer.ts'
import type { Store } from './store.ts'
import type { Watch } from './watch.ts'

export const StoreContext = createContext<Store | undefined>(undefined)

/** The store given by the app's root. */
export function useStore(): Store {
  const store = useContext(StoreContext)
  if (!store) throw new Error('no StoreContext above')
  return store
}

/** Brings what watches a store, when the store itself is here. */
export type LoadWatch = () => Promise<Watch>

export const loadWatch: LoadWatch = once(async () => (await import('./watch.ts')).watch)

export const WatchContext = createContext(loadWatch)

type Answer<T> = { readonly value?: T | undefined; readonly failure?: { readonly error: unknown } }

/**
 * Reads the store and reads again whenever what was read changes, in this tab, another one or the worker.
 * `undefined` while the first answer is on its way; a read that fails is thrown to the error boundary.
 * `inputs`: what `read` depends on besides the store; `first`: the same answer from what was read before the first
 * drawing, which then is painted before anything is read again.
 */
export function useLive<T>(
  read: (store: Store) => Promise<T>,
  inputs: readonly unknown[] = [],
  first?: (reads: FirstReads) => T,
): T | undefined {
  const store = useStore()
  const load = useContext(WatchContext)
  const answers = useContext(FirstAnswersContext)
  const [answer, setAnswer] = useState<Answer<T>>(() => {
    const reads = first && answers?.known()
    return reads ? { value: first(reads) } : {}
  })
  const last = useRef(answer.value)
  const unpainted = useRef(last.current !== undefined)
  useEffect(() => {
    let end: (() => void) | undefined
    let over = false
    const show = (value: T) => {
      last.current = value
      setAnswer((before) => (before.value === value && !before.failure ? before : { value }))
    }
    const fail = (error: unknown) => over || setAnswer({ failure: { error } })
    const begin = async () => {
      if (unpainted.current) await afterPaint()
      unpainted.current = false
      const watch = await load()
      if (over) return
      end = watch(async () => sameAnswer(last.current, await read(store)), show, fail)
    }
    begin().catch(fail)
    return () => {
      over = true
      end?.()
    }
    // oxlint-disable-next-line react-hooks/exhaustive-deps -- `read` is new at every drawing; `inputs` say when it differs
  }, [store, load, ...inputs])
  if (answer.failure) throw answer.failure.error
  return answer.value
}
