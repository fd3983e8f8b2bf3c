import { nonceBytes } from '#protocol/nonce-bytes.ts'

/**
 * Seals bytes: the nonce, then what AES-GCM made of them with its tag. The nonce is drawn at random for each body: 2^32
 * bodies under one key are far away.
 */
export async function sealBytes(
  key: CryptoKey,
  bytes: Uint8Array<ArrayBuffer>,
): Promise<Uint8Array<ArrayBuffer>> {
  const iv = crypto.getRandomValues(new Uint8Array(nonceBytes))
  const sealed = await crypto.subtle.encrypt({ name: 'AES-GCM', iv }, key, bytes)
  const body = new Uint8Array(nonceBytes + sealed.byteLength)
  body.set(iv)
  body.set(new Uint8Array(sealed), nonceBytes)
  return body
}

/** Opens what `sealBytes` made. Rejects (`OperationError`) where it is not of this key, or not as it was. */
export async function openBytes(
  key: CryptoKey,
  body: Uint8Array<ArrayBuffer>,
): Promise<Uint8Array<ArrayBuffer>> {
  const iv = body.subarray(0, nonceBytes)
  const opened = await crypto.subtle.decrypt({ name: 'AES-GCM', iv }, key, body.subarray(nonceBytes))
  return new Uint8Array(opened)
}

/** Key bytes for sealing and opening; they cannot be taken out of it again. */
export const keyOf = (raw: Uint8Array<ArrayBuffer>): Promise<CryptoKey> =>
  crypto.subtle.importKey('raw', raw, 'AES-GCM', false, ['encrypt', 'decrypt'])
