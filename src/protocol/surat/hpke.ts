import {
  AEAD_AES_256_GCM,
  CipherSuite,
  type CryptoKey,
  encode,
  KDF_HKDF_SHA256,
  KEM_DHKEM_P256_HKDF_SHA256,
  type KeyPair,
} from 'hpke'
import { fromBase64Url } from './base64.ts'
import { joinBytes } from './join-bytes.ts'

/** RFC 9180: DHKEM(P-256, HKDF-SHA256), HKDF-SHA256, AES-256-GCM; all of it in the browsers of the floor. */
const suite = new CipherSuite(KEM_DHKEM_P256_HKDF_SHA256, KDF_HKDF_SHA256, AEAD_AES_256_GCM)
const encapsulatedBytes = 65

/** What a seal is for, and what it is bound to: it opens only beside the very same `opening`. */
export type SealedFor = { readonly info: string; readonly opening: Uint8Array }

/** Seals bytes to a public point (base64url): the encapsulated key, then the ciphertext. */
export async function sealTo(
  point: string,
  { info, opening }: SealedFor,
  bytes: Uint8Array,
): Promise<Uint8Array> {
  const raw = fromBase64Url(point)
  if (!raw) throw new Error('no point in base64url')
  const key = await suite.DeserializePublicKey(raw)
  const sealed = await suite.Seal(key, bytes, { info: encode(info), aad: opening })
  return joinBytes([sealed.encapsulatedSecret, sealed.ciphertext])
}

/** A key of Web Crypto, as both browsers and Node have it. */
type Key = {
  readonly type: string
  readonly extractable: boolean
  readonly algorithm: { readonly name: string }
  readonly usages: readonly string[]
}
/** An ECDH P-256 pair; the private half need not be extractable. */
type SealKeys = { readonly publicKey: Key; readonly privateKey: Key }

/** What was sealed to these keys; `undefined` when it was not, or not as it lies here. */
export async function openSealed(
  keys: SealKeys,
  { info, opening }: SealedFor,
  sealed: Uint8Array,
): Promise<Uint8Array | undefined> {
  if (sealed.length <= encapsulatedBytes) return undefined
  const secret = sealed.slice(0, encapsulatedBytes)
  const options = { info: encode(info), aad: opening }
  // Each runtime names the type of its own keys differently; the library hands them to that very runtime.
  const pair = keys as KeyPair<CryptoKey>
  return suite.Open(pair, secret, sealed.slice(encapsulatedBytes), options).catch(() => undefined)
}
