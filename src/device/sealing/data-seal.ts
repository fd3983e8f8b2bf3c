import { isSealed, type Seal, type Sealed } from '#device/store/seal.ts'
import type { DataKey } from '#device/vault/data-key.ts'
import { openBytes, sealBytes } from './aes.ts'

const writer = new TextEncoder()
const reader = new TextDecoder('utf-8', { fatal: true })

/**
 * Seals what the person at the phone reads under the data key: JSON in UTF-8, AES-GCM-256, a fresh nonce each. A body
 * from before, in plain text, opens as it is, until it has been sealed in place.
 */
export function dataSeal(key: DataKey): Seal {
  return {
    // The brand says of what type it was sealed: only `open` of the same type takes it.
    seal: async <T>(value: T) =>
      (await sealBytes(key, writer.encode(JSON.stringify(value)))) as Uint8Array as Sealed<T>,
    open: async <T>(body: Sealed<T>) =>
      JSON.parse(isSealed(body) ? reader.decode(await openBytes(key, body)) : body) as T,
  }
}
