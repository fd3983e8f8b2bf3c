import { createContext, useContext, useSyncExternalStore } from 'react'
import type { EnrolResult } from '#device/enrolment/enrol.ts'
import type { SuratDoor } from '#device/surat/surat-door.ts'
import type { Updates, UpdateState } from '#device/platform/updates.ts'
import type { HistoryResult } from '#device/sync/ask-history.ts'
import type { SyncControl } from '#device/sync/control.ts'
import type { SyncStatus } from '#device/sync/status.ts'
import type { PhoneVault } from '#device/vault/phone-vault.ts'
import type { PhoneHolder } from './holder.ts'

/** The phone's running machinery, besides its store, as screens see it. */
export type Phone = {
  readonly version: string
  readonly sync: Pick<SyncControl, 'status' | 'listen' | 'request'>
  /** Comes after the first paint, and never where the browser has no service worker. */
  readonly updates: LateUpdates
  readonly enrol: (code: string) => Promise<EnrolResult>
  /** The lock of this phone, for who is within. */
  readonly pin: Pick<PhoneVault, 'lockAll' | 'unlock' | 'changePin' | 'biometrics'>
  readonly holder: PhoneHolder
  readonly surat: SuratDoor
  /** Fetches the older visits of one person from the puskesmas. */
  readonly history: (personId: string) => Promise<HistoryResult>
}

export type LateUpdates = Pick<Updates, 'state' | 'listen' | 'apply'>

export const PhoneContext = createContext<Phone | undefined>(undefined)

export function usePhone(): Phone {
  const phone = useContext(PhoneContext)
  if (!phone) throw new Error('no PhoneContext above')
  return phone
}

/** Of several people on this phone, who is there. */
export function useHolderName(): string | undefined {
  const { holder } = usePhone()
  return useSyncExternalStore(holder.listen, holder.name)
}

export function useSyncStatus(): SyncStatus {
  const { sync } = usePhone()
  return useSyncExternalStore(sync.listen, sync.status)
}

export function useUpdateState(): UpdateState {
  const { updates } = usePhone()
  return useSyncExternalStore(updates.listen, updates.state)
}
