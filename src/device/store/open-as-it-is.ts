/** The store's name in the browser. */
export const databaseName = 'teratai'

/** The database in whatever version it is; `undefined` where there is none: making one is the store's work. */
export function openAsItIs(factory: IDBFactory, name: string): Promise<IDBDatabase | undefined> {
  return new Promise((resolve, reject) => {
    const opening = factory.open(name)
    let isNew = false
    opening.addEventListener('upgradeneeded', () => {
      isNew = true
      opening.transaction?.abort()
    })
    opening.addEventListener('success', () => {
      const database = opening.result
      // The store's upgrade does not wait for a reader.
      database.addEventListener('versionchange', () => database.close())
      resolve(database)
    })
    opening.addEventListener('error', () => (isNew ? resolve(undefined) : reject(opening.error)))
  })
}
