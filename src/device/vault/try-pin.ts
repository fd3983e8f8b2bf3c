import type { Clock } from '#device/platform/clock.ts'
import type { TryCount } from './count-tries.ts'
import { afterRight, isSetBack, triesAllowed, waitLeft, withTry } from './tries.ts'
import type { KeptVault, KeyRow, VaultRow } from './vault-database.ts'
import { unwrapBytes } from './wrap-key.ts'

/** Why a PIN opened nothing. `waitMs`: how long no other is looked at. `storageFull`: nothing was tried. */
export type Refusal =
  | { readonly ok: false; readonly code: 'wrongPin'; readonly triesLeft: number; readonly waitMs: number }
  | { readonly ok: false; readonly code: 'wait'; readonly waitMs: number }
  | { readonly ok: false; readonly code: 'wiped' }
  | { readonly ok: false; readonly code: 'storageFull' }

/** The PIN was right: the bytes of the data key, to be filled with zeros after use, and what they lay in. */
export type Right = {
  readonly ok: true
  readonly bytes: Uint8Array<ArrayBuffer>
  readonly row: VaultRow
  readonly keys: KeyRow
}

/** Whether no try is left, or the keys are gone already. */
export const isUsedUp = (kept: KeptVault, count: TryCount): boolean =>
  !kept.keys || count.read(kept.row).wrong >= triesAllowed

/**
 * One try, which must not run beside another. It is counted on the disk before the PIN is looked at: who kills the app
 * in between has used it up. On `wiped` the keys are still to be destroyed.
 */
export async function tryPin(
  kept: KeptVault,
  pin: string,
  { count, clock }: { readonly count: TryCount; readonly clock: Clock },
): Promise<Right | Refusal> {
  const { row, keys } = kept
  if (!keys || isUsedUp(kept, count)) return { ok: false, code: 'wiped' }
  const tries = count.read(row)
  const now = clock.now()
  const waitMs = waitLeft(tries, now)
  if (waitMs > 0) {
    if (isSetBack(tries, now)) await count.write(row, { ...tries, at: now })
    return { ok: false, code: 'wait', waitMs }
  }
  const counted = withTry(tries, now)
  if (!(await count.write(row, counted))) return { ok: false, code: 'storageFull' }
  const bytes = await unwrapBytes({ pin, deviceKey: keys.deviceKey }, keys.wrapped)
  if (bytes) {
    const reset = { ...row, tries: afterRight(counted, now) }
    await count.write(reset, reset.tries)
    return { ok: true, bytes, row: reset, keys }
  }
  const triesLeft = triesAllowed - counted.wrong
  if (triesLeft <= 0) return { ok: false, code: 'wiped' }
  return { ok: false, code: 'wrongPin', triesLeft, waitMs: waitLeft(counted, now) }
}
