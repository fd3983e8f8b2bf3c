/** The end of a process: whatever ran in it stops at its next step. */
export class ProcessDied extends Error {
  constructor() {
    super('the process died')
    this.name = 'ProcessDied'
  }
}

/** What is to befall the disk at its `after`-th write point from now (1 is the next). */
export type DiskFate = { readonly kind: 'dies' | 'full'; readonly after: number }

type Verb = 'put' | 'add' | 'delete' | 'clear'
const verbs: readonly Verb[] = ['put', 'add', 'delete', 'clear']

/**
 * One life of the app on a phone's disk. Every request that writes and every commit is a write point, at which the
 * process may die (nothing uncommitted stays, nothing after it happens) or the disk be full (the transaction is
 * undone, the process goes on).
 */
export class DiskSession {
  readonly indexedDB: IDBFactory
  /** Resolves when the process dies. */
  readonly ended: Promise<void>
  isDead = false
  /** Write points passed so far. */
  points = 0
  #fate: DiskFate | undefined
  #fateAt = 0
  #end: () => void = () => undefined
  readonly #connections = new Set<IDBDatabase>()
  readonly #open = new Set<IDBTransaction>()
  readonly #watched = new WeakSet<IDBDatabase | IDBObjectStore>()

  constructor(disk: IDBFactory) {
    this.ended = new Promise((resolve) => {
      this.#end = resolve
    })
    this.indexedDB = Object.assign(Object.create(disk) as IDBFactory, {
      open: (name: string, version?: number) => this.#openDatabase(disk, name, version),
    })
  }

  plan(fate: DiskFate | undefined): void {
    this.#fate = fate
    this.#fateAt = this.points + (fate?.after ?? 0)
  }

  kill(): void {
    if (this.isDead) return
    this.isDead = true
    for (const transaction of this.#open) undo(transaction)
    for (const connection of this.#connections) connection.close()
    this.#end()
  }

  #openDatabase(disk: IDBFactory, name: string, version: number | undefined): IDBOpenDBRequest {
    this.#mustLive()
    const request = disk.open(name, version)
    request.addEventListener('upgradeneeded', () => {
      this.#watch(request.result)
      if (request.transaction) this.#watchTransaction(request.transaction)
    })
    request.addEventListener('success', () => {
      this.#watch(request.result)
      if (this.isDead) request.result.close()
    })
    return request
  }

  #watch(database: IDBDatabase): void {
    if (this.#watched.has(database)) return
    this.#watched.add(database)
    this.#connections.add(database)
    const begin = database.transaction.bind(database)
    database.transaction = (names, mode, options) => {
      this.#mustLive()
      const transaction = begin(names, mode, options)
      if (mode === 'readwrite') this.#watchTransaction(transaction)
      return transaction
    }
    const create = database.createObjectStore.bind(database)
    database.createObjectStore = (name, options) => {
      for (const transaction of this.#open) this.#point(transaction)
      return create(name, options)
    }
  }

  #watchTransaction(transaction: IDBTransaction): void {
    this.#open.add(transaction)
    transaction.addEventListener('abort', () => this.#open.delete(transaction))
    transaction.addEventListener('complete', () => {
      this.#open.delete(transaction)
      this.#committed()
    })
    const store = transaction.objectStore.bind(transaction)
    transaction.objectStore = (name) => this.#watchStore(store(name), transaction)
  }

  #watchStore(store: IDBObjectStore, transaction: IDBTransaction): IDBObjectStore {
    if (this.#watched.has(store)) return store
    this.#watched.add(store)
    for (const verb of verbs) {
      const write = (store[verb] as (...given: unknown[]) => IDBRequest).bind(store)
      const watched = (...given: unknown[]) => {
        const isFull = this.#point(transaction)
        return isFull ? refused(store, transaction) : write(...given)
      }
      Object.assign(store, { [verb]: watched })
    }
    return store
  }

  /** Says whether the disk is full here. */
  #point(transaction: IDBTransaction): boolean {
    this.#mustLive()
    this.points += 1
    if (!this.#fate || this.points < this.#fateAt) return false
    if (this.#fate.kind === 'full') return true
    undo(transaction)
    this.kill()
    throw new ProcessDied()
  }

  #committed(): void {
    this.points += 1
    if (this.#fate?.kind === 'dies' && this.points >= this.#fateAt) this.kill()
  }

  #mustLive(): void {
    if (this.isDead) throw new ProcessDied()
  }
}

function undo(transaction: IDBTransaction): void {
  try {
    transaction.abort()
  } catch {
    // Its commit is under way already: then it stands.
  }
}

type Run = (asked: { source: unknown; operation: () => never }) => IDBRequest

/** A request for which there is no room: it fails, and its transaction is undone. */
function refused(store: IDBObjectStore, transaction: IDBTransaction): IDBRequest {
  // The fake database has no quota of its own; this is how it runs any request.
  const run = (Reflect.get(transaction, '_execRequestAsync') as Run).bind(transaction)
  const operation = () => {
    throw new DOMException('no room', 'QuotaExceededError')
  }
  return run({ source: store, operation })
}
