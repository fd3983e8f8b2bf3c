import { liveQuery } from 'dexie'
import { countStages, selectPeople, stagesOn } from '#device/features/people/list-people.ts'
import type { DirectoryEntry, Store } from '#device/store/store.ts'
import { clocked, pause } from './clocked.ts'
import type { KaderPhone } from './kader-phone.ts'
import { lastMonth } from './month-cells.ts'
import { type Visits, visitedOn } from './visits.ts'

/** Saving, listing, searching and counting in the phone's real store. */
export function storeWorks({ local: { store } }: KaderPhone, visits: Visits) {
  return {
    async save() {
      const { change, person } = visits.next()
      await openPerson(store, person)
      return clocked(() => store.save([change]))
    },
    async saveAndList() {
      const { change, person } = visits.next()
      const list = await watchList(store)
      const took = await clocked(async () => {
        const shown = list.shows(person.id)
        await store.save([change])
        await shown
      })
      list.stop()
      return took
    },
    /** What the screen of people does for each letter that is typed. */
    async search(texts: readonly string[]) {
      const directory = await store.directory()
      const stageOf = stagesOn(visitedOn, await store.settings())
      countStages(directory, stageOf)
      let found = 0
      const took = await clocked(() => {
        for (const text of texts) found += selectPeople(directory, text, 'all', stageOf).length
      })
      return { took, found }
    },
    tally: () => clocked(() => store.tally(lastMonth)),
    /** Visits of the month that are counted by the app: proof that it counts them. */
    async counted() {
      const sumOf = (counts: object) =>
        Object.values(counts).reduce((sum: number, count: number) => sum + count, 0)
      return Object.values(await store.tally(lastMonth)).reduce((sum, counts) => sum + sumOf(counts), 0)
    },
  }
}

/** As on the phone: a visit is written on the screen of a person who has been opened, minutes before. */
async function openPerson(store: Store, { id }: DirectoryEntry): Promise<void> {
  await store.person(id)
  await pause()
}

/** Resolves once the watched list has been read for the first time; `shows` then waits for the line of a person. */
function watchList(store: Store) {
  let seen: (entries: readonly DirectoryEntry[]) => void = () => undefined
  const isRead = new Promise<{ shows: (id: string) => Promise<void>; stop: () => void }>(
    (resolve, reject) => {
      const watching = liveQuery(() => store.directory()).subscribe({
        next: (entries) => {
          seen(entries)
          resolve({ shows, stop: () => watching.unsubscribe() })
        },
        error: reject,
      })
    },
  )
  const shows = (id: string) =>
    new Promise<void>((resolve) => {
      seen = (entries) => {
        if (entries.find((entry) => entry.id === id)?.lastVisit?.day === visitedOn) resolve()
      }
    })
  return isRead
}
