import type { Change, DirectoryEntry } from '#device/store/store.ts'
import { inventVisit } from '#tests/bench/village.ts'
import { createRandom } from '#tests/fakes/random.ts'

/** The day on which the bench's own visits are made. */
export const visitedOn = '2026-11-10'

/** Visits to be written, one person of the list after the other. */
export type Visits = {
  /** Takes over the list of people. */
  begin(people: readonly DirectoryEntry[]): void
  next(): { readonly change: Change; readonly person: DirectoryEntry }
  /** Whose visit came last. */
  last(): DirectoryEntry
}

export function createVisits(): Visits {
  const random = createRandom(3)
  let people: readonly DirectoryEntry[] = []
  let place = -1
  const last = () => people[place % people.length] as DirectoryEntry
  return {
    begin: (list) => {
      people = list
    },
    next() {
      place += 1
      const person = last()
      return { change: { ...inventVisit(random, person, visitedOn), kind: 'visit' }, person }
    },
    last,
  }
}
