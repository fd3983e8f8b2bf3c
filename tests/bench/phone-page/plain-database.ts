import type { CountedVisit } from './month-cells.ts'

/** Hand-written IndexedDB with no library: the floor of what the phone's store does. */
export type PlainDatabase = {
  /** Writes a record and its outbox row in one strict transaction, and the person's line in the list where given. */
  save(record: object, outbox: object, line?: object): Promise<void>
  /** All people, read anew. */
  readPeople<T>(): Promise<T[]>
  putPeople(people: readonly object[]): Promise<void>
  putVisits(visits: readonly CountedVisit[]): Promise<void>
  putRecords(records: readonly object[]): Promise<void>
  /** One `count()` for each card, level and sex of a month. */
  countMonth(
    cells: readonly (readonly [month: string, card: string, level: string, sex: string])[],
  ): Promise<number[]>
}

const done = (transaction: IDBTransaction) =>
  new Promise<void>((resolve, reject) => {
    transaction.oncomplete = () => resolve()
    transaction.onabort = () => reject(transaction.error ?? new Error('aborted'))
  })

const answer = <T>(request: IDBRequest<T>) =>
  new Promise<T>((resolve, reject) => {
    request.onsuccess = () => resolve(request.result)
    request.onerror = () => reject(request.error ?? new Error('failed'))
  })

function makeStores(database: IDBDatabase): void {
  database.createObjectStore('records', { keyPath: 'id' })
  database.createObjectStore('outbox', { keyPath: ['deviceId', 'number'] })
  database.createObjectStore('people', { keyPath: 'id' })
  database
    .createObjectStore('visits', { keyPath: 'id' })
    .createIndex('cell', ['month', 'card', 'level', 'sex'])
}

/** Opens the floor's own database, empty. */
export async function openPlainDatabase(name = 'plain'): Promise<PlainDatabase> {
  await answer(indexedDB.deleteDatabase(name))
  const opening = indexedDB.open(name, 1)
  opening.onupgradeneeded = () => makeStores(opening.result)
  const database = await answer(opening)

  const putAll = async (store: string, rows: readonly object[]) => {
    const transaction = database.transaction(store, 'readwrite')
    for (const row of rows) transaction.objectStore(store).put(row)
    await done(transaction)
  }
  return {
    async save(record, outbox, line) {
      const stores = ['records', 'outbox', ...(line ? ['people'] : [])]
      const transaction = database.transaction(stores, 'readwrite', { durability: 'strict' })
      transaction.objectStore('records').put(record)
      transaction.objectStore('outbox').put(outbox)
      if (line) transaction.objectStore('people').put(line)
      await done(transaction)
    },
    readPeople: async <T>() =>
      (await answer(database.transaction('people').objectStore('people').getAll())) as T[],
    putPeople: (people) => putAll('people', people),
    putVisits: (visits) => putAll('visits', visits),
    putRecords: (records) => putAll('records', records),
    async countMonth(cells) {
      const index = database.transaction('visits').objectStore('visits').index('cell')
      return Promise.all(cells.map((cell) => answer(index.count(IDBKeyRange.only(cell)))))
    },
  }
}
