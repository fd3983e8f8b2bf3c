import type { webcrypto } from 'node:crypto'
import { findDevice } from '#server/access/device.ts'
import type { Database } from '#server/database/database.ts'
import { readPublicKey } from './open-batch.ts'

const mostKeys = 2_000
const known = new WeakMap<Database, Map<string, webcrypto.CryptoKey>>()

/**
 * The key by which a device's signature is checked; `undefined` for one that the puskesmas does not know. Kept in
 * memory, since a device's key never changes (sync-spec ID4). All that may change, revocation and scope above all, is
 * read inside the transaction that takes the batch, and so is whether the device is still there.
 */
export async function deviceKey(
  database: Database,
  puskesmasId: string,
  deviceId: string,
): Promise<webcrypto.CryptoKey | undefined> {
  const keys = known.get(database) ?? new Map<string, webcrypto.CryptoKey>()
  known.set(database, keys)
  const name = `${puskesmasId} ${deviceId}`
  const kept = keys.get(name)
  if (kept) return kept
  const device = await database.withScope({ puskesmasId, posyandu: 'none' }, (queries) =>
    findDevice(queries, deviceId),
  )
  if (!device) return undefined
  const key = await readPublicKey(device.publicKey)
  const oldest = keys.keys().next().value
  if (keys.size >= mostKeys && oldest !== undefined) keys.delete(oldest)
  keys.set(name, key)
  return key
}
