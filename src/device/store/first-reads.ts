import { createContext } from 'react'
import type { Balance, DirectoryEntry, Enrolment, Store } from './store.ts'
import type { Settings } from '#domain/settings.ts'

/** What every first screen asks of the store. */
export type FirstReads = {
  readonly enrolment: Enrolment | undefined
  readonly directory: readonly DirectoryEntry[]
  readonly settings: Settings
  readonly contact: Awaited<ReturnType<Store['contact']>>
  readonly balance: Balance
}

/** Read before anything is drawn, for the first drawing only: whatever is drawn later asks the store itself. */
export type FirstAnswers = {
  readonly known: () => FirstReads | undefined
  readonly forget: () => void
}

/** Nothing of a small store takes so long; whatever stands in the way then shows on the screen. */
const patienceMs = 3_000

/** Asks the store for all of it at once. A store that fails or does not answer in time is known for nothing. */
export async function readFirst(store: Store): Promise<FirstAnswers> {
  const asked = Promise.all([
    store.enrolment(),
    store.directory(),
    store.settings(),
    store.contact(),
    store.balance(),
  ])
  const answers = asked.then(
    ([enrolment, directory, settings, contact, balance]): FirstReads => ({
      enrolment,
      directory,
      settings,
      contact,
      balance,
    }),
    () => undefined,
  )
  const tooLate = new Promise<undefined>((resolve) => setTimeout(() => resolve(undefined), patienceMs))
  let known = await Promise.race([answers, tooLate])
  return {
    known: () => known,
    forget() {
      known = undefined
    },
  }
}

export const FirstAnswersContext = createContext<FirstAnswers | undefined>(undefined)
