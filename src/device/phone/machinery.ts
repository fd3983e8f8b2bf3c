import { type SealsUnder, sealsUnder } from '#device/sealing/seals-under.ts'
import { createStore, type LocalStore } from '#device/store/create-store.ts'
import { readMeta } from '#device/store/database.ts'
import type { DirectorySeed } from '#device/store/directory.ts'
import { type RunningSync, startSync } from '#device/sync/start-sync.ts'
import type { OpenVault } from '#device/vault/vault.ts'
import { wipeRevoked } from './wipe-revoked.ts'

/** What runs beside the screens while the phone is unlocked. */
export type Machinery = {
  readonly local: LocalStore
  readonly sync: RunningSync
  /** Seals what lay open on a phone from before, and to the puskesmas what could not be sealed to it yet. */
  readonly sealRest: () => Promise<void>
  /** To be called once the puskesmas has said something. */
  readonly afterContact: () => Promise<void>
}

type Starting = {
  readonly vault: OpenVault
  readonly appVersion: string
  readonly seed?: DirectorySeed | undefined
}

/** Opens the store under the data key, and starts syncing, for others on this phone too. */
export function startMachinery({ vault, appVersion, seed }: Starting): Machinery {
  let control: RunningSync | undefined
  let seals: SealsUnder | undefined
  const local = createStore({
    onSaved: () => control?.request('saved'),
    seals: (database) => (seals = sealsUnder(database, vault.key)),
    ...(vault.store && { name: vault.store }),
    ...(seed && { seed }),
  })
  if (!seals) throw new Error('the store made no seals')
  const { queueKeys } = seals
  const afterContact = () => wipeRevoked(local.planner.database, vault.id)
  const sync = startSync({
    local,
    appVersion,
    async afterRun(outcome) {
      // What fails now is tried again after the next run.
      if (outcome.ok) await queueKeys.shareRest().catch(() => undefined)
      await afterContact()
      // That this device is refused says nothing of the others'; what else fails would fail for them too.
      if (!outcome.ok && outcome.failure.kind !== 'refused') return
      const { sendForAll } = await import('./send-for-all.ts')
      await sendForAll({ store: vault.store })
    },
  })
  control = sync
  return { local, sync, afterContact, sealRest: () => sealRest(local, queueKeys) }
}

async function sealRest(local: LocalStore, queueKeys: SealsUnder['queueKeys']): Promise<void> {
  const { database } = local.planner
  if (!(await database.run(() => readMeta(database, 'sealed')))) {
    const { sealInPlace } = await import('#device/sealing/seal-in-place.ts')
    await sealInPlace(local, queueKeys)
  }
  await queueKeys.tidy()
}
