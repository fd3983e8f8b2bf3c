import type { Clock } from '#device/platform/clock.ts'
import type { NotMade, PrfAuthenticator } from '#device/platform/prf-authenticator.ts'
import type { TryCount } from './count-tries.ts'
import type { Full } from './or-full.ts'
import type { Refusal, Right } from './try-pin.ts'
import type { KeptVault, VaultDatabase } from './vault-database.ts'

/** `notDone` of an unlocking: also where the credential is gone, or the part that asks could not be loaded. */
export type NotDone = { readonly ok: false; readonly code: 'notDone' }
export type TurnOnResult = { readonly ok: true } | NotMade | Refusal | Full

/** A second way into a vault, beside the PIN: the phone's own check of finger or face (decision 0060). */
export type Biometrics<Opened> = {
  /** Whether this vault has it, as it was when the vault was last read. */
  readonly isOn: () => boolean
  /** Whether the browser offers it, as far as it tells without asking anybody. */
  readonly isOffered: () => Promise<boolean>
  /** Shows the system's sheet, then tries the PIN, since only a right one has what is to be wrapped. A wrong one counts. */
  readonly turnOn: (pin: string) => Promise<TurnOnResult>
  readonly turnOff: () => Promise<void>
  /** Shows the system's sheet. What does not open counts nothing; what does ends the count of wrong PINs. */
  readonly unlock: () => Promise<Opened | NotDone>
}

/** What a vault lends for it. */
export type VaultParts = {
  readonly read: () => Promise<KeptVault | undefined>
  /** Nobody else works on the vault meanwhile. Not to be held while a person is asked. */
  readonly alone: <T>(work: () => Promise<T>) => Promise<T>
  readonly tried: (pin: string) => Promise<Right | Refusal>
  readonly database: Pick<VaultDatabase, 'keep'>
  readonly count: TryCount
  readonly clock: Clock
  /** For tests; otherwise the browser's. */
  readonly authenticator: PrfAuthenticator | undefined
}

/** The part that asks is loaded when it is needed: most unlockings are by PIN. */
export function lateBiometrics<Opened extends { readonly ok: true }>(
  { isOn, enter }: { readonly isOn: () => boolean; readonly enter: (right: Right) => Promise<Opened> },
  parts: VaultParts,
): Biometrics<Opened> {
  return {
    isOn,
    isOffered: async () => (await load())?.isOffered(parts) ?? false,
    turnOn: async (pin) => (await load())?.turnOn(parts, pin) ?? notDone,
    async turnOff() {
      await parts.alone(async () => {
        const kept = await parts.read()
        if (!kept?.keys) return
        const { id, deviceKey, wrapped } = kept.keys
        await parts.database.keep(kept.row, { id, deviceKey, wrapped })
        await parts.read()
      })
    },
    unlock: async () => (await load())?.unlock(parts, enter) ?? notDone,
  }
}

const load = () => import('./biometrics.ts').catch(() => undefined)

const notDone = { ok: false, code: 'notDone' } as const
