import { fromBase64Url } from '#protocol/surat/base64.ts'

/** Whether the holder of this public point (base64url) signed these bytes: ECDSA P-256, SHA-256, IEEE P1363. */
export async function isSignedBy(
  point: string,
  signature: Uint8Array<ArrayBuffer>,
  bytes: Uint8Array<ArrayBuffer>,
): Promise<boolean> {
  const raw = fromBase64Url(point)
  if (!raw) return false
  const algorithm = { name: 'ECDSA', namedCurve: 'P-256' }
  const key = await crypto.subtle.importKey('raw', new Uint8Array(raw), algorithm, false, ['verify'])
  return crypto.subtle.verify({ name: 'ECDSA', hash: 'SHA-256' }, key, signature, bytes)
}
