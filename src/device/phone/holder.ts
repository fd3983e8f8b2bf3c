import type { Unsubscribe } from '#device/platform/listen.ts'
import type { PhoneVault } from '#device/vault/phone-vault.ts'
import type { HandOverResult } from './hand-over.ts'
import type { Machinery } from './machinery.ts'

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

/** The name is on the first screen. What looks into stores is loaded when it is asked for. */
export function createHolder({ vault, store, machinery }: HolderParts): PhoneHolder {
  return {
    name: () => vault.chosen()?.name,
    listen: (listener) => vault.listen(() => listener()),
    async othersWaiting() {
      const { waitingBeside } = await import('./hand-over.ts')
      return waitingBeside(store)
    },
    async handOver() {
      const { handOver } = await import('./hand-over.ts')
      return handOver(vault, await machinery())
    },
  }
}
