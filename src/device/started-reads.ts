import { readFirst } from './store/first-reads.ts'

/** Asked before anything else of the app is here: the answers come while the rest is still being loaded. */
export const startedReads = readFirst()

// Whoever waits for it hears of a failure; nobody may be waiting yet.
startedReads.catch(() => undefined)
