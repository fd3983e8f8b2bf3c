import { createStore, type StoreOptions } from '#device/store/create-store.ts'
import { type Database, readMeta, writeMeta } from '#device/store/database.ts'
import { dataKeyOf, newDataKeyBytes } from '#device/vault/data-key.ts'
import { sealQueue } from './seal-in-place.ts'
import type { QueueKeys } from './queue-keys.ts'
import { type SealsUnder, sealsUnder } from './seals-under.ts'

/**
 * Deletes what the data key opened, after that key was destroyed: records, list, tallies, drafts, the pulling token and
 * the keys that open a surat balasan. The queue stays, for the puskesmas alone: with the keys that it can open, and those
 * that sign. It may be called again; the deleting is one transaction.
 */
export async function eraseReadable(options: Omit<StoreOptions, 'seals'> = {}): Promise<void> {
  // Nobody keeps this one: what it seals is for the puskesmas.
  const passing = await dataKeyOf(newDataKeyBytes())
  let made: SealsUnder | undefined
  const local = createStore({ ...options, seals: (database) => (made = sealsUnder(database, passing)) })
  if (!made) throw new Error('the store made no seals')
  const { queueKeys: keys } = made
  const { database } = local.planner
  try {
    await sealQueue(local, (deviceId) => sharedKey(keys, deviceId))
    await database.run(() => eraseNow(database))
  } finally {
    local.close()
  }
}

/** A key that the puskesmas can open; nothing where it cannot: a row that lies open is better than one that is lost. */
async function sharedKey(keys: QueueKeys, deviceId: string) {
  const key = await keys.forDevice(deviceId)
  return (await keys.isShared(key.id)) ? key : undefined
}

function eraseNow(database: Database): Promise<void> {
  const { dexie, devices, meta, records, directory, tallies, drafts, stale } = database
  const read = [records, directory, tallies, drafts, stale]
  return dexie.transaction('rw', [...read, devices, meta], async () => {
    for (const table of read) await table.clear()
    for (const { body: _, replyKeys: __, ...row } of await devices.toArray()) await devices.put(row)
    const keys = (await readMeta(database, 'queueKeys')) ?? []
    await writeMeta(
      database,
      'queueKeys',
      keys.map(({ id, puskesmasId, sealed }) => ({ id, puskesmasId, ...(sealed && { sealed }) })),
    )
    const contact = await readMeta(database, 'contact')
    if (contact) {
      // Whoever enrols here next reads from the start.
      const { cursor: _, load: __, ...rest } = contact
      await writeMeta(database, 'contact', { ...rest, firstLoadDone: false })
    }
    const ledger = await readMeta(database, 'ledger')
    // Whoever still writes from what was read before must not.
    if (ledger) await writeMeta(database, 'ledger', { ...ledger, revision: ledger.revision + 1 })
  })
}
