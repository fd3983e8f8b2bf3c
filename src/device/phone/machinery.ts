import { type SealsUnder, sealsUnder } from '#device/sealing/seals-under.ts'
import { createStore, type LocalStore } from '#device/store/create-store.ts'
import { readMeta } from '#device/store/database.ts'
import type { DirectorySeed } from '#device/store/directory.ts'
import { type RunningSync, startSync } from '#device/sync/start-sync.ts'
import type { DataKey } from '#device/vault/data-key.ts'

/** What runs beside the screens while the phone is unlocked. */
export type Machinery = {
  readonly local: LocalStore
  readonly sync: RunningSync
  /** Seals what lay open on a phone from before, and to the puskesmas what could not be sealed to it yet. */
  readonly sealRest: () => Promise<void>
}

type Starting = {
  readonly dataKey: DataKey
  readonly appVersion: string
  readonly seed?: DirectorySeed | undefined
}

/** Opens the store under the data key, and starts syncing. */
export function startMachinery({ dataKey, appVersion, seed }: Starting): Machinery {
  let control: RunningSync | undefined
  let seals: SealsUnder | undefined
  const local = createStore({
    onSaved: () => control?.request('saved'),
    seals: (database) => (seals = sealsUnder(database, dataKey)),
    ...(seed && { seed }),
  })
  if (!seals) throw new Error('the store made no seals')
  const sync = startSync({ local, appVersion })
  control = sync
  const { queueKeys } = seals
  return { local, sync, sealRest: () => sealRest(local, queueKeys) }
}

async function sealRest(local: LocalStore, queueKeys: SealsUnder['queueKeys']): Promise<void> {
  const { database } = local.planner
  if (!(await database.run(() => readMeta(database, 'sealed')))) {
    const { sealInPlace } = await import('#device/sealing/seal-in-place.ts')
    await sealInPlace(local, queueKeys)
  }
  await queueKeys.tidy()
}
