import { createPublicKey } from 'node:crypto'

/** DER of a P-256 public key up to its point (RFC 5480). */
const prefix = Buffer.from('3059301306072a8648ce3d020106082a8648ce3d030107034200', 'hex')

/** A raw uncompressed point of P-256, base64url, as a key to verify with. Throws when it is no point of the curve. */
export const importPublicKey = (raw: string) =>
  createPublicKey({
    key: Buffer.concat([prefix, Buffer.from(raw, 'base64url')]),
    format: 'der',
    type: 'spki',
  })

/** Whether the text is a point of P-256. */
export function isCurvePoint(raw: string): boolean {
  try {
    importPublicKey(raw)
    return Buffer.from(raw, 'base64url').length === 65
  } catch {
    return false
  }
}
