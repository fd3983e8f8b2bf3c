import { createContext } from 'react'
import type { FirstReads } from './first-reads.ts'

/** Read before anything is drawn, for the first drawing only: whatever is drawn later asks the store itself. */
export type FirstAnswers = {
  readonly known: () => FirstReads | undefined
  readonly forget: () => void
}

/** Nothing of a small store takes so long; whatever stands in the way then shows on the screen. */
const patienceMs = 3_000

/** Waits for the first reads. Those that fail or do not come in time are known for nothing. */
export async function awaitFirst(reads: Promise<FirstReads | undefined>): Promise<FirstAnswers> {
  const tooLate = new Promise<undefined>((resolve) => setTimeout(() => resolve(undefined), patienceMs))
  let known = await Promise.race([reads.catch(() => undefined), tooLate])
  return {
    known: () => known,
    forget() {
      known = undefined
    },
  }
}

export const FirstAnswersContext = createContext<FirstAnswers | undefined>(undefined)
