import PouchDB from 'pouchdb-browser'
import { clocked } from './clocked.ts'
import { createKaderPhone, type KaderPhone } from './kader-phone.ts'

/** Documents in a batch of PouchDB's: as many as are in a page of ours. With its own default of 100 it takes far longer. */
const batch = 1_000

/** The first load of a phone: by the app's engine, as one GET of plain rows, and by PouchDB's replication. */
export function pullWorks() {
  let fresh: KaderPhone | undefined
  let loads = 0
  return {
    /** Another phone in the same browser, enrolled but without a record. */
    async freshPhone(code: string) {
      fresh = createKaderPhone({ name: `first-load-${++loads}` })
      await fresh.enrol(code)
    },
    /** `loadedMs`: until all is on the phone; `listMs`: until the first page stood in the list of people. */
    async pull() {
      const phone = fresh
      if (!phone) throw new Error('no fresh phone')
      const { store, planner } = phone.local
      const start = performance.now()
      let listMs = 0
      let loadedMs = 0
      await phone.sync(async ({ more }) => {
        if (!more) loadedMs = performance.now() - start
        if (listMs === 0 && (await store.directory()).length > 0) listMs = performance.now() - start
      })
      return { listMs, loadedMs, records: await planner.database.records.count() }
    },
    async dropPhone() {
      const { name } = fresh?.local.planner.database.dexie ?? {}
      fresh?.local.close()
      if (name) await deleteDatabase(name)
      fresh = undefined
    },
    async plainPull() {
      let records = 0
      const took = await clocked(async () => {
        const rows: unknown = await (await fetch('/floor')).json()
        if (Array.isArray(rows)) records = rows.length
      })
      return { took, records }
    },
    async pouchPull(remote: string) {
      const local = new PouchDB(`pouch-first-load-${++loads}`)
      let records = 0
      const took = await clocked(async () => {
        const done = await local.replicate.from(new URL(remote, location.href).href, { batch_size: batch })
        records = done.docs_written
      })
      await local.destroy()
      return { took, records }
    },
  }
}

const deleteDatabase = (name: string) =>
  new Promise<void>((resolve, reject) => {
    const request = indexedDB.deleteDatabase(name)
    request.onsuccess = () => resolve()
    request.onerror = () => reject(request.error ?? new Error('failed'))
  })
