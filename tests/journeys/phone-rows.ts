import type { Page } from 'playwright-core'

/** A row as it lies on the phone's disk. */
export type Row = Readonly<Record<string, unknown>>

/** Everything that lies in one store of the phone's database, by its key; read past the app. */
export const rowsIn = (page: Page, store: string): Promise<readonly Row[]> => inStore(page, store)

/** Puts a row there past the app. */
export async function putRow(page: Page, store: string, row: Row): Promise<void> {
  await inStore(page, store, row)
}

const inStore = (page: Page, store: string, row?: Row): Promise<readonly Row[]> =>
  page.evaluate(
    ([name, put]) =>
      new Promise<Row[]>((resolve, reject) => {
        const opening = indexedDB.open('teratai')
        opening.onerror = () => reject(opening.error)
        opening.onsuccess = () => {
          const work = opening.result.transaction(name, put ? 'readwrite' : 'readonly')
          const rows = work.objectStore(name)
          if (put) rows.put(put)
          const all = rows.getAll()
          work.onabort = () => reject(work.error)
          work.oncomplete = () => {
            opening.result.close()
            resolve(all.result)
          }
        }
      }),
    [store, row] as const,
  )
