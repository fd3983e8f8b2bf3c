import { sealsUnder, type SealsUnder } from '#device/sealing/seals-under.ts'
import type { Database } from '#device/store/database.ts'
import type { DataKey } from '#device/vault/data-key.ts'

export const makeDataKey = (): Promise<DataKey> =>
  crypto.subtle.generateKey({ name: 'AES-GCM', length: 256 }, false, [
    'encrypt',
    'decrypt',
    'wrapKey',
    'unwrapKey',
  ])

/** Seals for a store's options; `made` are those of the store that was opened with them last. */
export function sealing(dataKey: DataKey) {
  let made: SealsUnder | undefined
  return {
    seals: (database: Database): SealsUnder => {
      made = sealsUnder(database, dataKey)
      return made
    },
    made: (): SealsUnder => {
      if (!made) throw new Error('no store was opened')
      return made
    },
  }
}
