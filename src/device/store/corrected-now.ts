import { systemClock } from '#device/platform/clock.ts'
import type { Store } from './store.ts'

/** Now by the puskesmas's clock, as far as this phone knows how far its own is off, ms: what phones write can be compared. */
export async function correctedNow(store: Pick<Store, 'contact'>): Promise<number> {
  const { clockOffset = 0 } = await store.contact()
  return Math.round(systemClock.now() - clockOffset)
}
