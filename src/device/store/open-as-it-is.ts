/** The store's name in the browser; of several people on one phone, the first one's. */
export const databaseName = 'teratai'

/** The name of the store that belongs to another vault of this phone. */
export const storeNameOf = (vaultId: string) => `${databaseName}-${vaultId}`

/** The names of all stores that are there, whoever's they are. */
export async function storeNamesIn(factory: IDBFactory): Promise<readonly string[]> {
  const names = (await factory.databases()).flatMap(({ name }) => name ?? [])
  return names.filter((name) => /^teratai(-[0-9a-f-]{36})?$/.test(name))
}

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
