import { browserLocks } from '#device/platform/locks.ts'
import { browserTabs } from '#device/platform/tabs.ts'
import { waitsOnlyHere } from '#device/sealing/only-here.ts'
import { type Database, readMeta } from '#device/store/database.ts'
import { destroyFromOutside, lockName, type TabWord } from '#device/vault/destroy-keys.ts'
import { createVaultDatabase } from '#device/vault/vault-database.ts'

/**
 * Where the puskesmas has revoked a phone, something is left that can be read, and nothing waits that only the open app
 * can send: destroys the keys (sync-spec SL7). To be called after each contact, by whoever had it.
 */
export async function wipeRevoked(
  database: Database,
  vaultId: string,
  destroy: (id: string) => Promise<void> = destroyAsRevoked,
): Promise<void> {
  if (await database.run(() => isToBeWiped(database))) await destroy(vaultId)
}

/** A device without secrets was wiped already, and its phone perhaps waits for a new enrolment. */
async function isToBeWiped(database: Database): Promise<boolean> {
  if ((await readMeta(database, 'contact'))?.device !== 'revoked') return false
  const deviceId = await readMeta(database, 'currentDevice')
  const row = deviceId && (await database.devices.where('deviceId').equals(deviceId).first())
  return !!row && row.body !== undefined && !(await waitsOnlyHere(database))
}

async function destroyAsRevoked(id: string): Promise<void> {
  const outside = { database: createVaultDatabase(indexedDB), locks: browserLocks() }
  await destroyFromOutside(id, 'revoked', { ...outside, tabs: browserTabs<TabWord>(lockName) })
}
