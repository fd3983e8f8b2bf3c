import { Dexie, RangeSet } from 'dexie'

/** The stores of one raw transaction, by name. */
export type Stores = (name: string) => IDBObjectStore

export type Mode = 'readonly' | 'readwrite'

/**
 * One bare IndexedDB transaction on Dexie's own connection, for the writer's way: a save has to be close to what the
 * browser can do (measured: a third of the time through tables). Only requests may be awaited inside. A write has
 * reached the disk when it resolves; when `work` throws nothing is written. `meanwhile`: what the writer can do while
 * the disk is at work; it must not throw.
 */
export async function inTransaction<T>(
  dexie: Dexie,
  names: readonly string[],
  mode: Mode,
  work: (stores: Stores) => T | Promise<T>,
  meanwhile?: () => void,
): Promise<T> {
  if (!dexie.isOpen()) await dexie.open()
  const transaction = dexie.backendDB().transaction([...names], mode, { durability: 'strict' })
  const ended = heard(
    new Promise<void>((resolve, reject) => {
      transaction.addEventListener('complete', () => resolve())
      transaction.addEventListener('abort', () =>
        reject(transaction.error ?? new DOMException('aborted', 'AbortError')),
      )
    }),
  )
  try {
    const result = await work((name) => transaction.objectStore(name))
    // What was read is here already.
    if (mode === 'readonly') return result
    // All is asked: the disk need not wait until this thread has heard every answer. One that fails still undoes it all.
    transaction.commit()
    meanwhile?.()
    await ended
    return result
  } catch (error) {
    await undone(transaction, ended)
    // Where a request failed, everything asked after it only says that it was aborted.
    throw transaction.error ?? error
  }
}

async function undone(transaction: IDBTransaction, ended: Promise<void>): Promise<void> {
  try {
    transaction.abort()
  } catch {
    // It has ended by itself.
  }
  await ended.catch(() => undefined)
}

/**
 * A transaction of Dexie's in which `work` makes bare requests too. Where one of them fails, Dexie has nothing to tell
 * and the others only say that they were aborted: this says why.
 */
export async function withBareRequests<T>(
  dexie: Dexie,
  names: readonly string[],
  work: (bare: IDBTransaction) => Promise<T>,
): Promise<T> {
  let first: unknown
  const done = dexie.transaction('rw', [...names], async ({ idbtrans }) => {
    idbtrans.addEventListener('error', ({ target }) => {
      first ??= target instanceof Object && 'error' in target ? target.error : undefined
    })
    return work(idbtrans)
  })
  return await done.catch((error: unknown) => {
    throw first ?? error
  })
}

/** The answer of a request. */
export function answer<T>(request: IDBRequest<T>): Promise<T> {
  return heard(
    new Promise((resolve, reject) => {
      request.addEventListener('success', () => resolve(request.result))
      request.addEventListener('error', () =>
        reject(request.error ?? new DOMException('failed', 'UnknownError')),
      )
    }),
  )
}

/** A transaction that is undone fails all its promises, also those that nobody waits for any more. */
function heard<T>(promise: Promise<T>): Promise<T> {
  promise.catch(() => undefined)
  return promise
}

/** Tells live readers, here and in other tabs, that something in these stores changed. */
export function tellReaders(dexie: Dexie, names: Iterable<string>): void {
  const parts: Record<string, RangeSet> = {}
  for (const name of names)
    for (const index of ['', ':dels', ...dexie.table(name).schema.indexes.map((one) => one.name)])
      parts[`idb://${dexie.name}/${name}/${index}`] = new RangeSet(Number.NEGATIVE_INFINITY, [[]])
  Dexie.on.storagemutated.fire(parts)
}
