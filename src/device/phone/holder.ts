import type { Unsubscribe } from '#device/platform/listen.ts'
import { waitsOnlyHere } from '#device/sealing/only-here.ts'
import { openDatabase } from '#device/store/database.ts'
import { databaseName } from '#device/store/open-as-it-is.ts'
import { waitingIn } from '#device/store/queue.ts'
import type { PhoneVault } from '#device/vault/phone-vault.ts'
import { createVaultDatabase } from '#device/vault/vault-database.ts'
import type { Machinery } from './machinery.ts'

/** `onlyHere`: something waits that only this person's open app can send. Nothing was done. */
export type HandOverResult = { readonly ok: true } | { readonly ok: false; readonly code: 'onlyHere' }

/** Who uses the phone now, and what becomes of it when somebody else does. */
export type PhoneHolder = {
  /** Where several people use this phone; one alone knows who it is. */
  readonly name: () => string | undefined
  readonly listen: (listener: () => void) => Unsubscribe
  /** Rows of others on this phone that the puskesmas does not have yet. */
  readonly othersWaiting: () => Promise<number>
  /** Destroys what this person can read here; what waits still goes out, and only the puskesmas can read it. */
  readonly handOver: () => Promise<HandOverResult>
}

type HolderParts = {
  readonly vault: Pick<PhoneVault, 'chosen' | 'listen' | 'wipe'>
  readonly store: string | undefined
  readonly machinery: () => Promise<Machinery>
}

export function createHolder({ vault, store, machinery }: HolderParts): PhoneHolder {
  return {
    name: () => vault.chosen()?.name,
    listen: (listener) => vault.listen(() => listener()),
    othersWaiting: () => othersWaiting(store),
    async handOver() {
      const { local, sealRest } = await machinery()
      await sealRest()
      const { database } = local.planner
      if (await database.run(() => waitsOnlyHere(database))) return { ok: false, code: 'onlyHere' }
      await vault.wipe('handedOver')
      return { ok: true }
    },
  }
}

async function othersWaiting(own: string | undefined): Promise<number> {
  const kept = await createVaultDatabase(indexedDB).list()
  const others = kept.map(({ row }) => row.store).filter((store) => store !== own)
  return total(await Promise.all(others.map((store) => countWaiting(store ?? databaseName))))
}

async function countWaiting(name: string): Promise<number> {
  const database = openDatabase({ name })
  try {
    return await database.run(async () => {
      const lots = await waitingIn(database)
      return total(await Promise.all(lots.map((lot) => lot.count())))
    })
  } finally {
    database.close()
  }
}

const total = (counts: readonly number[]) => counts.reduce((sum, count) => sum + count, 0)
