import { waitsOnlyHere } from '#device/sealing/only-here.ts'
import { openDatabase } from '#device/store/database.ts'
import { databaseName } from '#device/store/open-as-it-is.ts'
import { waitingIn } from '#device/store/queue.ts'
import type { PhoneVault } from '#device/vault/phone-vault.ts'
import { createVaultDatabase } from '#device/vault/vault-database.ts'
import type { Machinery } from './machinery.ts'

/** `onlyHere`: something waits that only this person's open app can send. Nothing was done. */
export type HandOverResult = { readonly ok: true } | { readonly ok: false; readonly code: 'onlyHere' }

/** Destroys what the present person can read here, unless something waits that only this person's open app can send. */
export async function handOver(
  vault: Pick<PhoneVault, 'wipe'>,
  { local, sealRest }: Machinery,
): Promise<HandOverResult> {
  await sealRest()
  const { database } = local.planner
  if (await database.run(() => waitsOnlyHere(database))) return { ok: false, code: 'onlyHere' }
  await vault.wipe('handedOver')
  return { ok: true }
}

/** Rows that wait in all stores of this phone but one, whoever's they are. */
export async function waitingBeside(own: string | undefined): Promise<number> {
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
