import { errorName } from '#device/platform/error-name.ts'
import { nonceBytes } from '#protocol/nonce-bytes.ts'

/**
 * Rounds of PBKDF2-HMAC-SHA-256 for a PIN: what OWASP (Password Storage Cheat Sheet, 2023) gives as the least. Each
 * wrapped key keeps its own number, so that this one can be raised (decision 0055).
 */
export const pinRounds = 600_000

const saltBytes = 16

/** The bytes of a data key under a wrapping key. */
export type SealedKey = { readonly nonce: Uint8Array<ArrayBuffer>; readonly sealed: ArrayBuffer }

/** A data key as it lies on the phone. */
export type WrappedKey = SealedKey & { readonly rounds: number; readonly salt: Uint8Array<ArrayBuffer> }

/** Both halves of what opens a wrapped key: the person's, and the phone's own. */
export type Openers = { readonly pin: string; readonly deviceKey: CryptoKey }

const inBytes = (text: string) => new TextEncoder().encode(text)
/** What a derived key is for; another form of wrapping gets other words, and so other keys from the same PIN. */
const purpose = 'teratai vault wrapping key 1'
const sealedAs = inBytes('teratai vault data key 1')

/** A key of this browser alone, HMAC-SHA-256, not extractable: without it a copy of the wrapped key opens by no PIN. */
export const makeDeviceKey = (): Promise<CryptoKey> =>
  crypto.subtle.generateKey({ name: 'HMAC', hash: 'SHA-256', length: 256 }, false, ['sign'])

/** Wraps the bytes of a data key, with a salt of their own; takes as long as `rounds` take. */
export async function wrapBytes(
  openers: Openers,
  rounds: number,
  bytes: Uint8Array<ArrayBuffer>,
): Promise<WrappedKey> {
  const salt = crypto.getRandomValues(new Uint8Array(saltBytes))
  const key = await wrappingKey(openers, rounds, salt)
  return { rounds, salt, ...(await sealKey(key, bytes)) }
}

/** The bytes of the data key; nothing where the PIN is wrong, or what lies there was changed. */
export async function unwrapBytes(
  openers: Openers,
  wrapped: WrappedKey,
): Promise<Uint8Array<ArrayBuffer> | undefined> {
  return openKey(await wrappingKey(openers, wrapped.rounds, wrapped.salt), wrapped)
}

/** Seals the bytes of a data key under a key of `mixedKey`. */
export async function sealKey(key: CryptoKey, bytes: Uint8Array<ArrayBuffer>): Promise<SealedKey> {
  const nonce = crypto.getRandomValues(new Uint8Array(nonceBytes))
  return { nonce, sealed: await crypto.subtle.encrypt(cipher(nonce), key, bytes) }
}

/** The bytes of the data key; nothing where this is another key, or what lies there was changed. */
export async function openKey(
  key: CryptoKey,
  { nonce, sealed }: SealedKey,
): Promise<Uint8Array<ArrayBuffer> | undefined> {
  try {
    return new Uint8Array(await crypto.subtle.decrypt(cipher(nonce), key, sealed))
  } catch (error) {
    // How Web Crypto says that a seal does not open; anything else is a bug.
    if (errorName(error) === 'OperationError') return undefined
    throw error
  }
}

const cipher = (nonce: Uint8Array<ArrayBuffer>) =>
  ({ name: 'AES-GCM', iv: nonce, additionalData: sealedAs }) as const

/** The PIN through the slow hash, then through the device key: every guess takes both, and the device key last. */
async function wrappingKey(
  { pin, deviceKey }: Openers,
  rounds: number,
  salt: Uint8Array<ArrayBuffer>,
): Promise<CryptoKey> {
  const { subtle } = crypto
  const typed = await subtle.importKey('raw', inBytes(pin), 'PBKDF2', false, ['deriveBits'])
  const slow = await subtle.deriveBits(
    { name: 'PBKDF2', hash: 'SHA-256', salt, iterations: rounds },
    typed,
    256,
  )
  return mixedKey(deviceKey, purpose, new Uint8Array(slow))
}

/** A wrapping key of what a person brings, 32 bytes, and the device key; others for each purpose, in words. */
export async function mixedKey(
  deviceKey: CryptoKey,
  purpose: string,
  brought: Uint8Array,
): Promise<CryptoKey> {
  const mixed = await crypto.subtle.sign('HMAC', deviceKey, joined(inBytes(purpose), brought))
  return crypto.subtle.importKey('raw', mixed, 'AES-GCM', false, ['encrypt', 'decrypt'])
}

function joined(first: Uint8Array, second: Uint8Array): Uint8Array<ArrayBuffer> {
  const both = new Uint8Array(first.length + second.length)
  both.set(first)
  both.set(second, first.length)
  return both
}
