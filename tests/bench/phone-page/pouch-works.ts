import PouchDB from 'pouchdb-browser'
import { newId } from '#device/platform/ids.ts'
import type { Change, DirectoryEntry } from '#device/store/store.ts'
import { clocked, pause } from './clocked.ts'
import { isFound } from './is-found.ts'
import { countedVisits, lastMonth } from './month-cells.ts'
import { type Visits, visitedOn } from './visits.ts'

const personPrefix = 'person:'
/** The month table as CouchDB counts it: a view with `_count`, kept by the database. */
const monthView = {
  _id: '_design/month',
  views: {
    cells: {
      map: 'function (doc) { if (doc.month) emit([doc.month, doc.card, doc.level, doc.sex]) }',
      reduce: '_count',
    },
  },
}

/** A record as a document. */
const docOf = ({ kind, id, set }: Change) => ({ _id: id, kind, ...set })
const personDoc = (line: DirectoryEntry) => ({ _id: `${personPrefix}${line.id}`, ...line })

/** The same works in PouchDB, each in the way that is quickest there: by range of ids, and by a kept view. */
export async function pouchWorks(visits: Visits) {
  await new PouchDB('pouch').destroy()
  const database = new PouchDB('pouch')

  /** All people with what stands in their line, read anew. */
  async function readPeople(): Promise<DirectoryEntry[]> {
    const { rows } = await database.allDocs({
      include_docs: true,
      startkey: personPrefix,
      endkey: `${personPrefix}\uffff`,
    })
    // What `personDoc` made.
    return rows.map(({ doc }) => doc as unknown as DirectoryEntry)
  }
  const countMonth = () =>
    database.query('month/cells', { group: true, startkey: [lastMonth], endkey: [lastMonth, {}] })

  return {
    async pouchBegin(people: readonly DirectoryEntry[]) {
      await database.bulkDocs([
        monthView,
        ...people.map(personDoc),
        ...countedVisits(people).map((visit) => ({ ...visit, _id: newId() })),
      ])
      const { rows } = await countMonth()
      const counted = rows.reduce((sum, { value }) => sum + Number(value), 0)
      if (counted !== people.length) throw new Error(`PouchDB counts ${counted} visits`)
    },
    async pouchSave() {
      const { change } = visits.next()
      await pause()
      return clocked(() => database.put(docOf(change)))
    },
    /** The visit and the line of its person in one write, then the list as a screen reads it. */
    async pouchSaveAndList() {
      const { change, person } = visits.next()
      const line = await database.get(`${personPrefix}${person.id}`)
      const lastVisit = { day: visitedOn, card: 'dewasa', level: 'normal', incomplete: false }
      return clocked(async () => {
        await database.bulkDocs([docOf(change), { ...line, lastVisit }])
        const entries = await readPeople()
        if (entries.find((entry) => entry.id === person.id)?.lastVisit?.day !== visitedOn)
          throw new Error('not shown')
      })
    },
    async pouchSearch(texts: readonly string[]) {
      let found = 0
      const took = await clocked(async () => {
        for (const text of texts) found += (await readPeople()).filter((entry) => isFound(entry, text)).length
      })
      return { took, found }
    },
    pouchTally: () => clocked(countMonth),
  }
}
