/** AES-GCM-256, not extractable, for encrypt, decrypt, wrapKey and unwrapKey: seals what lies on the phone while the app is unlocked. */
export type DataKey = CryptoKey

const dataKeyBytes = 32

/** The bytes of a new data key. Whoever holds them fills them with zeros after use. */
export const newDataKeyBytes = (): Uint8Array<ArrayBuffer> =>
  crypto.getRandomValues(new Uint8Array(dataKeyBytes))

/** The data key of these bytes; the browser gives them back to nobody. */
export const dataKeyOf = (bytes: Uint8Array<ArrayBuffer>): Promise<DataKey> =>
  crypto.subtle.importKey('raw', bytes, 'AES-GCM', false, ['encrypt', 'decrypt', 'wrapKey', 'unwrapKey'])
