import { ageOut } from '#device/store/age-out.ts'
import type { LocalStore } from '#device/store/create-store.ts'
import { foldReceipts } from '#device/store/fold-receipts.ts'

/** What is done behind a sync while nobody waits for anything. What fails now is done another time. */
export async function whileFree(local: LocalStore): Promise<void> {
  await foldReceipts(local.planner.database)
  await ageOut(local)
}
