import { ageOut } from '#device/store/age-out.ts'
import type { LocalStore } from '#device/store/create-store.ts'
import { foldReceipts } from '#device/store/fold-receipts.ts'

/**
 * What is done behind a sync while nobody waits for anything. What fails now is done another time. On a full disk the
 * first cannot be written, and what takes away has to go on.
 */
export async function whileFree(local: LocalStore): Promise<void> {
  try {
    await foldReceipts(local.planner.database)
  } finally {
    await ageOut(local)
  }
}
