import type { Tries } from './tries.ts'
import type { SealedKey, WrappedKey } from './wrap-key.ts'

/** Why keys were destroyed, where it was not for too many wrong PINs. */
export type WipeReason = 'forgotten' | 'revoked' | 'handedOver'

/** One person's vault. It stays when its keys are destroyed, and so tells that they were. */
export type VaultRow = {
  /** Random; says nothing of whose it is. */
  readonly id: string
  readonly tries: Tries
  /** After the keys were destroyed: what they opened is gone from the phone too. */
  readonly isCleared?: boolean
  readonly wiped?: WipeReason
  /** The store that its key opens; of the phone's first vault the one that was there before any had a name. */
  readonly store?: string
  /** Its person has begun to enrol. Until then nobody would miss it. */
  readonly isUsed?: boolean
  /** Its person's, while the phone has several to choose from. */
  readonly name?: string | undefined
}

/** The same data key once more, for who is known by their finger or face; `salt` is what the phone's check is asked. */
export type BiometricKey = SealedKey & {
  readonly credentialId: Uint8Array<ArrayBuffer>
  readonly salt: Uint8Array<ArrayBuffer>
}

/** What a right PIN opens, and without which none does. */
export type KeyRow = {
  readonly id: string
  readonly deviceKey: CryptoKey
  readonly wrapped: WrappedKey
  readonly biometric?: BiometricKey
}

/** A vault as it lies on the phone; without `keys` it was wiped. */
export type KeptVault = { readonly row: VaultRow; readonly keys: KeyRow | undefined }

/** Where vaults lie. Each of these has reached the disk when it resolves, whole or not at all. */
export type VaultDatabase = {
  /** The vault of this id; without one the newest. */
  readonly read: (id: string | undefined) => Promise<KeptVault | undefined>
  /** All of them, the oldest first. */
  readonly list: () => Promise<readonly KeptVault[]>
  readonly writeRow: (row: VaultRow) => Promise<void>
  /** Vault and keys at once, in the place of what was there. */
  readonly keep: (row: VaultRow, keys: KeyRow) => Promise<void>
  /** Deletes only: it needs no room. */
  readonly removeKeys: (id: string) => Promise<void>
}

const databaseName = 'teratai-vault'
const version = 1

type Stores = { readonly vaults: IDBObjectStore; readonly keys: IDBObjectStore }

/**
 * A small database of its own, beside the store's: it is read before the store may be opened, and by no library. It is
 * opened for each piece of work, of which there are few; so no connection can be lost between them.
 */
export function createVaultDatabase(factory: IDBFactory): VaultDatabase {
  const write = (work: (stores: Stores) => void) => inTransaction(factory, 'readwrite', work)
  // Ids of a vault begin with the time of their making.
  const list = async (id?: string): Promise<readonly KeptVault[]> => {
    const { rows, keys } = await inTransaction(factory, 'readonly', (stores) => ({
      rows: stores.vaults.getAll(id) as IDBRequest<VaultRow[]>,
      keys: stores.keys.getAll(id) as IDBRequest<KeyRow[]>,
    }))
    return rows.result.map((row) => ({ row, keys: keys.result.find((one) => one.id === row.id) }))
  }
  return {
    read: async (id) => (await list(id)).at(-1),
    list: () => list(),
    writeRow: (row) => write(({ vaults }) => void vaults.put(row)),
    keep: (row, keyRow) =>
      write(({ vaults, keys }) => {
        vaults.put(row)
        keys.put(keyRow)
      }),
    removeKeys: (id) => write(({ keys }) => void keys.delete(id)),
  }
}

/** `ask` makes its requests at once; they are answered, and what they wrote is on the disk, when this resolves. */
async function inTransaction<T>(
  factory: IDBFactory,
  mode: 'readonly' | 'readwrite',
  ask: (stores: Stores) => T,
): Promise<T> {
  const database = await opened(factory)
  try {
    const transaction = database.transaction(['vaults', 'keys'], mode, { durability: 'strict' })
    const ended = endOf(transaction)
    const requests = askWithin(transaction, ask)
    await ended
    return requests
  } finally {
    database.close()
  }
}

function askWithin<T>(transaction: IDBTransaction, ask: (stores: Stores) => T): T {
  try {
    return ask({ vaults: transaction.objectStore('vaults'), keys: transaction.objectStore('keys') })
  } catch (error) {
    // A value that cannot be kept: what was asked before it is undone with it.
    transaction.abort()
    throw error
  }
}

function endOf(transaction: IDBTransaction): Promise<void> {
  const ended = new Promise<void>((resolve, reject) => {
    transaction.addEventListener('complete', () => resolve())
    transaction.addEventListener('abort', () =>
      reject(transaction.error ?? new DOMException('aborted', 'AbortError')),
    )
  })
  // Where asking itself failed, that is told instead.
  ended.catch(() => undefined)
  return ended
}

function opened(factory: IDBFactory): Promise<IDBDatabase> {
  return new Promise((resolve, reject) => {
    const opening = factory.open(databaseName, version)
    opening.addEventListener('upgradeneeded', () => {
      opening.result.createObjectStore('vaults', { keyPath: 'id' })
      opening.result.createObjectStore('keys', { keyPath: 'id' })
    })
    opening.addEventListener('success', () => resolve(opening.result))
    opening.addEventListener('error', () =>
      reject(opening.error ?? new DOMException('failed', 'UnknownError')),
    )
  })
}
