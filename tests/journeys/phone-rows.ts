import type { Page } from 'playwright-core'

/** A row as it lies on the phone's disk. */
export type Row = Readonly<Record<string, unknown>>

/** Everything that lies in one store of the phone's database, by its key; read past the app. */
export const rowsIn = (page: Page, store: string): Promise<readonly Row[]> =>
  page.evaluate(
    (name) =>
      new Promise<Row[]>((resolve, reject) => {
        const opening = indexedDB.open('teratai')
        opening.onerror = () => reject(opening.error)
        opening.onsuccess = () => {
          const all = opening.result.transaction(name).objectStore(name).getAll()
          all.onsuccess = () => {
            opening.result.close()
            resolve(all.result)
          }
        }
      }),
    store,
  )

/** Puts a row there past the app. */
export const putRow = (page: Page, store: string, row: Row): Promise<void> =>
  page.evaluate(
    ([name, value]) =>
      new Promise<void>((resolve, reject) => {
        const opening = indexedDB.open('teratai')
        opening.onerror = () => reject(opening.error)
        opening.onsuccess = () => {
          const writing = opening.result.transaction(name, 'readwrite')
          writing.objectStore(name).put(value)
          writing.oncomplete = () => {
            opening.result.close()
            resolve()
          }
        }
      }),
    [store, row] as const,
  )
