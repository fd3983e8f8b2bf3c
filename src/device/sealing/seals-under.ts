import type { Database } from '#device/store/database.ts'
import type { Seals } from '#device/store/seal.ts'
import type { DataKey } from '#device/vault/data-key.ts'
import { allSealedIn } from './all-sealed-in.ts'
import { dataSeal } from './data-seal.ts'
import { openQueueKeys, type QueueKeys } from './queue-keys.ts'
import { queueSeal } from './queue-seal.ts'

export type SealsUnder = Seals & { readonly queueKeys: QueueKeys }

/** The seals of a phone that was unlocked: for as long as somebody holds them, all of it can be read. */
export function sealsUnder(database: Database, dataKey: DataKey): SealsUnder {
  const queueKeys = openQueueKeys(database, dataKey)
  const isAllSealed = allSealedIn(database)
  return { data: dataSeal(dataKey, isAllSealed), queue: queueSeal(queueKeys, isAllSealed), queueKeys }
}
