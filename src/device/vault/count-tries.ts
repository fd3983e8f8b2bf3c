import { remember, remembered } from '#device/platform/remembered.ts'
import { laterOf, readTries, type Tries, triesText } from './tries.ts'
import type { VaultDatabase, VaultRow } from './vault-database.ts'

/** A second place for counts, which takes them where the database is full; by id of the vault. */
export type TryShelf = {
  readonly get: (id: string) => string | null
  /** Whether it stands there now. */
  readonly set: (id: string, text: string) => boolean
}

const keyOf = (id: string) => `teratai.vault.${id}`

export const browserTryShelf: TryShelf = {
  get: (id) => remembered(keyOf(id)),
  set(id, text) {
    remember(keyOf(id), text)
    return remembered(keyOf(id)) === text
  },
}

/** The tries of a vault, counted in two places; the later count holds. */
export type TryCount = {
  readonly read: (row: VaultRow) => Tries
  /** Whether it stands in one of the two places at least. */
  readonly write: (row: VaultRow, tries: Tries) => Promise<boolean>
}

export function countTries(database: Pick<VaultDatabase, 'writeRow'>, shelf: TryShelf): TryCount {
  return {
    read(row) {
      const beside = readTries(shelf.get(row.id))
      return beside ? laterOf(row.tries, beside) : row.tries
    },
    async write(row, tries) {
      const inDatabase = await database.writeRow({ ...row, tries }).then(
        () => true,
        // Full, or out of order: whatever it is, this place did not take it.
        () => false,
      )
      return shelf.set(row.id, triesText(tries)) || inDatabase
    },
  }
}
