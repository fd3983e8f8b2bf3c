const algorithm = { name: 'ECDSA', namedCurve: 'P-256' } as const

/** A key pair whose private half never leaves the browser's keeping. */
export type SigningKeys = { readonly privateKey: CryptoKey; readonly publicKey: CryptoKey }

/** Makes a new ECDSA P-256 pair; the private key is not extractable. */
export function makeSigningKeys(): Promise<SigningKeys> {
  return crypto.subtle.generateKey(algorithm, false, ['sign', 'verify'])
}

/** The public half as the server registers it: raw uncompressed point, base64url without padding (87 characters). */
export const publicKeyText = async (keys: SigningKeys): Promise<string> =>
  base64UrlOf(await crypto.subtle.exportKey('raw', keys.publicKey))

/** Bytes of a key as base64url without padding. */
export const base64UrlOf = (raw: ArrayBuffer): string =>
  btoa(String.fromCharCode(...new Uint8Array(raw)))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replaceAll('=', '')

/** Signs with SHA-256; 64 bytes, IEEE P1363. */
export async function sign(keys: SigningKeys, bytes: Uint8Array<ArrayBuffer>): Promise<Uint8Array> {
  return new Uint8Array(await crypto.subtle.sign({ name: 'ECDSA', hash: 'SHA-256' }, keys.privateKey, bytes))
}
