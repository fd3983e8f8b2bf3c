import { type VaultPhone, vaultPhone } from '#tests/fakes/vault-phone.ts'
import type { DataKey } from '#device/vault/data-key.ts'
import type { Vault } from '#device/vault/vault.ts'

export const pin = '284915'
export const wrongPin = '771203'
/** After it no wait is left, ms. */
export const longestWait = 15 * 60_000

const cipher = { name: 'AES-GCM', iv: new Uint8Array(12) } as const
const sealed = (key: DataKey) => crypto.subtle.encrypt(cipher, key, new TextEncoder().encode('Bu Sari'))

/** What `lockedPhone` sealed, in words; rejects where it was under another key. */
export const openedWith = async (key: DataKey, bytes: ArrayBuffer): Promise<string> =>
  new TextDecoder().decode(await crypto.subtle.decrypt(cipher, key, bytes))

/** A phone on which a PIN was chosen, locked again; and something that was sealed while it was open. */
export async function lockedPhone() {
  const phone = vaultPhone()
  const vault = await phone.open()
  const result = await vault.setUp(pin)
  if (!result.ok) throw new Error(result.code)
  vault.lock()
  return { phone, vault, bytes: await sealed(result.key) }
}

/** Tries a wrong PIN so often, each as soon as it is looked at. */
export async function tryWrong(phone: VaultPhone, vault: Vault, times: number): Promise<void> {
  for (let i = 0; i < times; i += 1) {
    await vault.unlock(wrongPin)
    phone.clock.pass(longestWait)
  }
}
