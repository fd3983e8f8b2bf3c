import { phoneCheck } from '#tests/fakes/phone-check.ts'
import type { KeptVault } from '#device/vault/vault-database.ts'
import type { Vault } from '#device/vault/vault.ts'
import { lockedPhone, openedWith, pin } from './locked-phone.ts'

/** A locked phone on which finger or face was turned on. */
export async function touchPhone() {
  const { phone, bytes } = await lockedPhone()
  const authenticator = phoneCheck()
  const open = () => phone.open({ authenticator })
  const vault = await open()
  const result = await vault.biometrics.turnOn(pin)
  if (!result.ok) throw new Error(result.code)
  return { phone, bytes, authenticator, open, vault: await open() }
}
/** What lies there for it. */
export function keptKeys(kept: KeptVault | undefined) {
  if (!kept?.keys?.biometric) throw new Error('nothing is kept')
  const { keys } = kept
  return { row: kept.row, keys, biometric: kept.keys.biometric }
}
/** What opens by finger or face, in words, or why nothing did. */
export async function shown(vault: Vault, bytes: ArrayBuffer) {
  const result = await vault.biometrics.unlock()
  return result.ok ? openedWith(result.key, bytes) : result.code
}
