import { IDBFactory } from 'fake-indexeddb'
import { createSignal } from '#device/platform/listen.ts'
import { createLocalLocks, type Locks } from '#device/platform/locks.ts'
import type { Tabs } from '#device/platform/tabs.ts'
import type { TryShelf } from '#device/vault/count-tries.ts'
import type { TabWord } from '#device/vault/destroy-keys.ts'
import { createVault, type Vault, type VaultOptions } from '#device/vault/vault.ts'
import { createPhoneVault, type PhoneVault, type PhoneVaultOptions } from '#device/vault/phone-vault.ts'
import { createVaultDatabase, type KeptVault, type VaultDatabase } from '#device/vault/vault-database.ts'
import { createClock, type SettableClock } from './clock.ts'

/** So few rounds that a test may try a thousand PINs. */
export const fewRounds = 1

export type VaultPhone = {
  readonly clock: SettableClock
  /** What takes no more; deleting always goes. */
  readonly full: { database: boolean; shelf: boolean }
  /** What was put beside the database, by the vault's id. */
  readonly beside: Map<string, string>
  /** How often what lay under the keys was to be deleted, and of which store last. */
  readonly wipes: { asked: number; fail: boolean; store?: string | undefined }
  readonly kept: () => Promise<KeptVault | undefined>
  readonly database: VaultDatabase
  /** The app as it starts, in a process of its own: it knows nothing of another's locks, and hears no other tab. */
  readonly open: (options?: Partial<VaultOptions>) => Promise<Vault>
  /** The same with everybody who has a vault here. */
  readonly openAll: (options?: Partial<PhoneVaultOptions>) => Promise<PhoneVault>
  /** After so many more writes this process stands still; `settled` then says `killed`. */
  readonly killAfter: (writes: number) => void
  readonly settled: <T>(work: Promise<T>) => Promise<T | 'killed'>
}

/** Tabs that hear each other, and nothing of themselves. */
export function tabsTogether(): () => Tabs<TabWord> {
  const said = createSignal<{ readonly by: object; readonly word: TabWord }>()
  return () => {
    const self = {}
    return {
      tell: (word) => said.tell({ by: self, word }),
      listen: (listener) => said.listen(({ by, word }) => by !== self && listener(word)),
    }
  }
}

/** A phone with vaults on it: its disk stays, whatever happens to the app. */
export function vaultPhone(): VaultPhone {
  const disk = createVaultDatabase(new IDBFactory())
  const clock = createClock()
  const full = { database: false, shelf: false }
  const beside = new Map<string, string>()
  const wipes: VaultPhone['wipes'] = { asked: 0, fail: false }
  let left = Number.POSITIVE_INFINITY
  let die = () => {}
  let death = new Promise<'killed'>(() => undefined)
  const killAfter = (writes: number) => {
    left = writes
    death = new Promise((resolve) => {
      die = () => resolve('killed')
    })
  }
  /** A dead process hears no answer, and asks for nothing. */
  const living = async <T>(write: () => Promise<T>): Promise<T> => {
    if (left <= 0) return stillness()
    left -= 1
    const answer = await write().then(
      (value) => () => value,
      (error: unknown) => () => {
        throw error
      },
    )
    return left <= 0 ? stillness() : answer()
  }
  const stillness = <T>(): Promise<T> => {
    die()
    return new Promise<T>(() => undefined)
  }
  const room = (isFull: boolean) => {
    if (isFull) throw new DOMException('no room', 'QuotaExceededError')
  }
  const database: VaultDatabase = {
    read: disk.read,
    list: disk.list,
    writeRow: (row) => living(async () => (room(full.database), await disk.writeRow(row))),
    keep: (row, keys) => living(async () => (room(full.database), await disk.keep(row, keys))),
    removeKeys: (id) => living(() => disk.removeKeys(id)),
  }
  const shelf: TryShelf = {
    get: (id) => beside.get(id) ?? null,
    set(id, text) {
      if (left > 0 && !full.shelf) beside.set(id, text)
      left -= 1
      if (left > 0) return !full.shelf
      die()
      // What is called at once cannot stand still; nobody waits for this any more.
      throw new Error('killed')
    },
  }
  const onWipe = async (store: string | undefined) => {
    wipes.asked += 1
    wipes.store = store
    if (wipes.fail) throw new Error('not now')
  }
  const started = () => {
    killAfter(Number.POSITIVE_INFINITY)
    const locks: Locks = createLocalLocks()
    return { onWipe, database, shelf, clock, locks, tabs: tabsTogether()(), rounds: fewRounds }
  }
  return {
    clock,
    full,
    beside,
    wipes,
    kept: () => disk.read(undefined),
    database,
    open: (options) => createVault({ ...started(), ...options }),
    openAll: (options) => createPhoneVault({ ...started(), ...options }),
    killAfter,
    settled: (work) => Promise.race([work, death]),
  }
}
