import { databaseName } from '#device/store/open-as-it-is.ts'
import { openDatabase } from '#device/store/database.ts'
import type { Outcome } from '#device/sync/engine.ts'
import { sendAsItLies } from '#device/sync/send-as-it-lies.ts'
import { createVaultDatabase } from '#device/vault/vault-database.ts'
import { wipeRevoked } from './wipe-revoked.ts'

/**
 * Sends what waits of everybody on this phone as it lies, but for whose store is given: that one's app is open and sends
 * better. Under the sync lock, which the caller holds. Of several failures the first is told; a store that cannot be
 * used keeps nobody else's rows back, and is told by rejecting at the end.
 */
export async function sendForAll(but?: { readonly store: string | undefined }): Promise<Outcome> {
  let outcome: Outcome = { ok: true }
  const broken: unknown[] = []
  for (const { id, store } of await storesToSend()) {
    if (but && but.store === store) continue
    try {
      const one = await sendFor(store, id)
      if (outcome.ok) outcome = one
    } catch (error) {
      broken.push(error)
    }
  }
  if (broken.length > 0) throw broken[0]
  return outcome
}

/** A phone from before has a store and no vault. */
async function storesToSend() {
  const kept = await createVaultDatabase(indexedDB).list()
  const stores = kept.map(({ row, keys }) => ({ store: row.store, id: keys && row.id }))
  return stores.length > 0 ? stores : [{ store: undefined, id: undefined }]
}

async function sendFor(store: string | undefined, vaultId: string | undefined): Promise<Outcome> {
  const database = openDatabase({ name: store ?? databaseName })
  try {
    const outcome = await sendAsItLies(database)
    if (vaultId !== undefined) await wipeRevoked(database, vaultId)
    return outcome
  } finally {
    database.close()
  }
}
