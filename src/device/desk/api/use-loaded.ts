import { useCallback, useEffect, useRef, useState } from 'react'
import type { Problem, Result } from './call.ts'

/** What a page shows: the last answer, when it came, and what has gone wrong since. */
export type Loaded<T> = {
  readonly value?: T
  readonly problem?: Problem
  /** When the last good answer came, ms. */
  readonly updatedAt?: number
  readonly reload: () => Promise<void>
}

type State<T> = {
  readonly key: string
  readonly value?: T
  readonly problem?: Problem
  readonly updatedAt?: number
}

/** How often a page that is being looked at asks anew, ms; Teratai's own. */
export const askedEvery = 15_000

/**
 * Loads by `key` and asks again while the page is visible (`every` ms; never without it), when it becomes visible
 * and when the network is back. A failed attempt leaves what is shown. An answer to an earlier key is dropped.
 */
export function useLoaded<T>(key: string, load: () => Promise<Result<T>>, every?: number): Loaded<T> {
  const [state, setState] = useState<State<T>>({ key })
  const latest = useRef({ key, load })
  useEffect(() => {
    latest.current = { key, load }
  })

  const reload = useCallback(async () => {
    const asked = latest.current
    const result = await asked.load()
    if (latest.current.key !== asked.key) return
    setState((before) => {
      if (result.ok) return { key: asked.key, value: result.value, updatedAt: Date.now() }
      const kept = before.key === asked.key ? before : { key: asked.key }
      return { ...kept, problem: result.problem }
    })
  }, [])

  useEffect(() => {
    if (latest.current.key === key) void reload()
  }, [key, reload])

  useEffect(() => (every === undefined ? undefined : whileVisible(every, reload)), [every, reload])

  const { key: ofKey, ...shown } = state
  return ofKey === key ? { ...shown, reload } : { reload }
}

function whileVisible(every: number, work: () => Promise<void>): () => void {
  const ask = () => {
    if (document.visibilityState === 'visible') void work()
  }
  const timer = setInterval(ask, every)
  document.addEventListener('visibilitychange', ask)
  window.addEventListener('online', ask)
  return () => {
    clearInterval(timer)
    document.removeEventListener('visibilitychange', ask)
    window.removeEventListener('online', ask)
  }
}
