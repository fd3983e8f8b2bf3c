import { base64UrlOf } from './signing.ts'

/** A key pair to which others seal; its private half never leaves the browser's keeping. */
export type ReplyKeys = { readonly privateKey: CryptoKey; readonly publicKey: CryptoKey }

/** Makes a new ECDH P-256 pair; the private key is not extractable. */
export function makeReplyKeys(): Promise<ReplyKeys> {
  return crypto.subtle.generateKey({ name: 'ECDH', namedCurve: 'P-256' }, false, ['deriveBits'])
}

/** The public half: raw uncompressed point, base64url. */
export const replyKeyText = async (keys: ReplyKeys): Promise<string> =>
  base64UrlOf(await crypto.subtle.exportKey('raw', keys.publicKey))
