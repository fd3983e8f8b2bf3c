import { prfAuthenticator } from '#device/platform/prf-authenticator.ts'
import type { NotDone, TurnOnResult, VaultParts } from './late-biometrics.ts'
import { orFull } from './or-full.ts'
import { afterRight } from './tries.ts'
import { isUsedUp, type Right } from './try-pin.ts'
import { mixedKey, openKey, sealKey } from './wrap-key.ts'

const saltBytes = 32
/** Other words than for a PIN: the same bytes, brought in another way, give another key. */
const purpose = 'teratai vault wrapping key by prf 1'

const checkOf = ({ authenticator }: VaultParts) => authenticator ?? prfAuthenticator()

/** Whether this browser and phone offer it, as far as they tell without asking anybody. */
export const isOffered = (parts: VaultParts): Promise<boolean> => checkOf(parts).isOffered()

/** Wraps the data key once more, under what the phone gives to whom it knows. */
export async function turnOn(parts: VaultParts, pin: string): Promise<TurnOnResult> {
  const before = await parts.read()
  if (!before?.keys) return { ok: false, code: 'wiped' }
  const salt = crypto.getRandomValues(new Uint8Array(saltBytes))
  const made = await checkOf(parts).make(before.row.id, salt)
  if (!made.ok) return made
  const { credentialId, output } = made
  const wrap = async ({ row, keys, bytes }: Right) => {
    const sealed = await sealKey(await mixedKey(keys.deviceKey, purpose, output), bytes)
    await parts.database.keep(row, { ...keys, biometric: { credentialId, salt, ...sealed } })
    await parts.read()
  }
  const work = async (): Promise<TurnOnResult> => {
    // Whatever happened here while the system's sheet was up: these are the bytes that the PIN opens now.
    const right = await parts.tried(pin)
    if (!right.ok) return right
    await wrap(right).finally(() => right.bytes.fill(0))
    return { ok: true }
  }
  return parts.alone(() => orFull(work())).finally(() => output.fill(0))
}

/** Opens by finger or face what `turnOn` wrapped; `enter` has the lock while it opens. */
export async function unlock<Opened>(
  parts: VaultParts,
  enter: (right: Right) => Promise<Opened>,
): Promise<Opened | NotDone> {
  const asked = (await openable(parts))?.biometric
  const output = asked && (await checkOf(parts).ask(asked.credentialId, asked.salt))
  if (!output) return notDone
  const work = async () => {
    const found = await openable(parts)
    const bytes =
      found && (await openKey(await mixedKey(found.keys.deviceKey, purpose, output), found.biometric))
    if (!bytes) return notDone
    const { row, keys } = found
    const reset = { ...row, tries: afterRight(parts.count.read(row), parts.clock.now()) }
    // Where there is no room for it the count stands, which opens nothing to anybody.
    await parts.count.write(reset, reset.tries)
    return enter({ ok: true, bytes, row: reset, keys })
  }
  return parts.alone(work).finally(() => output.fill(0))
}

const notDone = { ok: false, code: 'notDone' } as const

/** What lies there for it; nothing once the tries are used up, also before the keys have been destroyed. */
async function openable({ read, count }: VaultParts) {
  const kept = await read()
  if (!kept?.keys?.biometric || isUsedUp(kept, count)) return undefined
  return { row: kept.row, keys: kept.keys, biometric: kept.keys.biometric }
}
