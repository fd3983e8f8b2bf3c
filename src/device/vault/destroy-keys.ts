import type { Locks } from '#device/platform/locks.ts'
import type { Tabs } from '#device/platform/tabs.ts'
import type { KeptVault, VaultDatabase, WipeReason } from './vault-database.ts'

/** `lock`: be locked. `look`: keys were destroyed; see whether they were yours. */
export type TabWord = 'lock' | 'look'

/** One piece of work on the vaults at a time in all tabs: two tries at once would be counted as one. */
export const lockName = 'teratai-vault'

/** Destroys the keys of a vault, under the lock that the caller holds; gives what is left of it. */
export async function destroyKeys(
  database: Pick<VaultDatabase, 'removeKeys' | 'writeRow'>,
  { row }: KeptVault,
  why: WipeReason | undefined,
): Promise<KeptVault> {
  await database.removeKeys(row.id)
  const gone = why ? { ...row, wiped: why } : row
  // On a full disk the keys are gone all the same; only why is not told.
  if (why) await database.writeRow(gone).catch(() => undefined)
  return { row: gone, keys: undefined }
}

type Outside = {
  readonly database: VaultDatabase
  readonly locks: Locks
  readonly tabs: Tabs<TabWord>
}

/**
 * The same for who has no vault at hand, such as the worker. Every page hears of it; what lies under the keys is deleted
 * by a page, now or at its next start.
 */
export async function destroyFromOutside(
  id: string,
  why: WipeReason,
  { database, locks, tabs }: Outside,
): Promise<void> {
  await locks.hold(lockName, async () => {
    const kept = await database.read(id)
    if (kept?.keys) await destroyKeys(database, kept, why)
  })
  tabs.tell('look')
}
