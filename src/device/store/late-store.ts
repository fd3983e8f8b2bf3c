import type { Store } from './store.ts'

type LateStore = {
  readonly store: Store
  /**
   * Resolves once all that was asked has its answer, and what was asked upon those answers too; at the latest after so
   * long, ms: what cannot be loaded may not be answered for minutes.
   */
  readonly settled: (patienceMs: number) => Promise<void>
}

/**
 * The doorway before the store behind it has been loaded: every question waits for it, and none is lost. Only to hear
 * of troubles is no reason to `load`: that begins `whenLoaded`.
 */
export function lateStore(load: () => Promise<Store>, whenLoaded: Promise<Store>): LateStore {
  let loaded: Store | undefined
  const take = (store: Store) => {
    loaded = store
  }
  void whenLoaded.then(take)
  // Once it is here it is asked at once: a live reader loses sight of what is read after a foreign promise.
  const answering = async <T>(question: (store: Store) => Promise<T>): Promise<T> =>
    loaded ? question(loaded) : question(await load())
  const open = new Set<Promise<unknown>>()
  const ask = <T>(question: (store: Store) => Promise<T>): Promise<T> => {
    const answer = answering(question)
    open.add(answer)
    const close = () => void open.delete(answer)
    answer.then(close, close)
    return answer
  }
  const settled = async (patienceMs: number) => {
    const patience = new AbortController()
    const tooLate = new Promise<void>((resolve) => patience.signal.addEventListener('abort', () => resolve()))
    setTimeout(() => patience.abort(), patienceMs)
    while (open.size > 0 && !patience.signal.aborted) {
      await Promise.race([Promise.allSettled(open), tooLate])
      // Whoever waited for an answer asks the next thing, such as to write down what was typed meanwhile.
      await new Promise((resolve) => setTimeout(resolve))
    }
  }
  const store: Store = {
    enrolment: () => ask((store) => store.enrolment()),
    settings: () => ask((store) => store.settings()),
    save: (changes, options) => ask((store) => store.save(changes, options)),
    directory: () => ask((store) => store.directory()),
    person: (id, lastSeen) => ask((store) => store.person(id, lastSeen)),
    record: (id) => ask((store) => store.record(id)),
    household: (id) => ask((store) => store.household(id)),
    posyanduDays: () => ask((store) => store.posyanduDays()),
    tally: (month, posyanduId) => ask((store) => store.tally(month, posyanduId)),
    balance: () => ask((store) => store.balance()),
    queue: (limit) => ask((store) => store.queue(limit)),
    sendAgain: (row) => ask((store) => store.sendAgain(row)),
    draft: (key) => ask((store) => store.draft(key)),
    saveDraft: (key, value) => ask((store) => store.saveDraft(key, value)),
    drafts: () => ask((store) => store.drafts()),
    removeDraft: (key) => ask((store) => store.removeDraft(key)),
    contact: () => ask((store) => store.contact()),
    lastSurat: () => ask((store) => store.lastSurat()),
    unfiled: (until) => ask((store) => store.unfiled(until)),
    storage: () => ask((store) => store.storage()),
    traffic: () => ask((store) => store.traffic()),
    sizes: () => ask((store) => store.sizes()),
    askToKeep: () => ask((store) => store.askToKeep()),
    onTrouble(listener) {
      let end: (() => void) | undefined
      let ended = false
      const hear = (store: Store) => {
        if (!ended) end = store.onTrouble(listener)
      }
      void whenLoaded.then(hear)
      return () => {
        ended = true
        end?.()
      }
    },
  }
  return { store, settled }
}
