import { useState } from 'react'
import { useSaving } from '#device/ui/use-saving.ts'
import type { PersonEntry } from './person-entry.ts'
import { findProblems, type FormWorld, type Problems } from './read-person.ts'

export type Submit = {
  /** Empty until saving was tried: nobody is told of a box that they have not come to yet. */
  readonly problems: Problems
  readonly problem: string | undefined
  /** `true` where nothing stands against saving; else the first box in question comes into sight. */
  readonly check: () => boolean
  readonly attempt: (save: () => Promise<void>) => Promise<void>
}

export function useSubmit(entry: PersonEntry, world: FormWorld): Submit {
  const [tried, setTried] = useState(false)
  const { problem, attempt } = useSaving()
  const found = tried ? findProblems(entry, world) : {}
  const check = () => {
    setTried(true)
    if (Object.keys(findProblems(entry, world)).length === 0) return true
    // After the errors have been painted.
    requestAnimationFrame(() =>
      document.querySelector('[role="alert"], [aria-invalid="true"]')?.scrollIntoView({ block: 'center' }),
    )
    return false
  }
  return { problems: found, problem, check, attempt: async (save) => void (await attempt(save)) }
}
