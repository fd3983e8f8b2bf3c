import { newId } from '#device/platform/ids.ts'
import type { DirectoryEntry } from '#device/store/store.ts'
import { clocked, pause } from './clocked.ts'
import type { KaderPhone } from './kader-phone.ts'
import { cells, countedVisits } from './month-cells.ts'
import { openPlainDatabase } from './plain-database.ts'
import { isFound } from './is-found.ts'
import { type Visits, visitedOn } from './visits.ts'

/** The same works in hand-written IndexedDB. */
export async function plainWorks({ local }: KaderPhone, visits: Visits) {
  const plain = await openPlainDatabase()
  const { database } = local.planner
  let next = 1_000_000

  /** The very rows that the app wrote last, under new keys: what the floor writes. */
  async function lastWritten() {
    const outbox = await database.outbox.orderBy('[deviceId+number]').last()
    const record = outbox && (await database.records.get(outbox.recordId))
    if (!outbox || !record) throw new Error('nothing was written yet')
    return { record: { ...record, id: newId() }, outbox: { ...outbox, number: next++ } }
  }

  return {
    async plainBegin(people: readonly DirectoryEntry[]) {
      await plain.putPeople(people)
      await plain.putVisits(countedVisits(people))
    },
    async plainSave() {
      const { record, outbox } = await lastWritten()
      await pause()
      return clocked(() => plain.save(record, outbox))
    },
    async plainSaveAndList() {
      const { record, outbox } = await lastWritten()
      const person = visits.last()
      const lastVisit = { day: visitedOn, card: 'dewasa', level: 'normal', incomplete: false }
      return clocked(async () => {
        await plain.save(record, outbox, { ...person, lastVisit })
        const entries = await plain.readPeople<DirectoryEntry>()
        if (entries.find((entry) => entry.id === person.id)?.lastVisit?.day !== visitedOn)
          throw new Error('not shown')
      })
    },
    async plainSearch(texts: readonly string[]) {
      let found = 0
      const took = await clocked(async () => {
        for (const text of texts)
          found += (await plain.readPeople<DirectoryEntry>()).filter((entry) => isFound(entry, text)).length
      })
      return { took, found }
    },
    plainTally: () => clocked(() => plain.countMonth(cells)),
  }
}
