import type { KaderPhone } from './kader-phone.ts'
import { openPlainDatabase } from './plain-database.ts'
import type { Visits } from './visits.ts'

/** So many are saved in one go. */
const lot = 500

/** Visits for the disk: saved by the app, with all that it keeps of them, and as plain rows alone. */
export async function diskWorks({ local: { store } }: KaderPhone, visits: Visits) {
  const plain = await openPlainDatabase('plain-disk')
  const take = () => Array.from({ length: lot }, () => visits.next().change)
  return {
    async diskFill(lots: number) {
      for (let i = 0; i < lots; i++) await store.save(take())
      return lots * lot
    },
    async plainDiskFill(lots: number) {
      for (let i = 0; i < lots; i++)
        await plain.putRecords(take().map(({ id, kind, set }) => ({ id, kind, ...set })))
      return lots * lot
    },
    /** Bytes that this page's databases take on the disk, the browser's own account. */
    async onDisk() {
      const { usageDetails } = (await navigator.storage.estimate()) as StorageEstimate & {
        readonly usageDetails?: { readonly indexedDB?: number }
      }
      return usageDetails?.indexedDB ?? Number.NaN
    },
  }
}
