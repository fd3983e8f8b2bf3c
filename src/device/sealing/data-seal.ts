import { isSealed, type Seal, type Sealed } from '#device/store/seal.ts'
import type { DataKey } from '#device/vault/data-key.ts'
import { openBytes, sealBytes } from './aes.ts'
import { type IsAllSealed, refuseOpen } from './refuse-open.ts'

const writer = new TextEncoder()
const reader = new TextDecoder('utf-8', { fatal: true })

/**
 * Seals what the person at the phone reads under the data key: JSON in UTF-8, AES-GCM-256, a fresh nonce each. A body
 * from before, in plain text, opens as it is, until all of them have been sealed in place; then it is refused.
 */
export function dataSeal(key: DataKey, isAllSealed: IsAllSealed): Seal {
  return {
    // The brand says of what type it was sealed: only `open` of the same type takes it.
    seal: async <T>(value: T) =>
      (await sealBytes(key, writer.encode(JSON.stringify(value)))) as Uint8Array as Sealed<T>,
    async open<T>(body: Sealed<T>) {
      if (isSealed(body)) return JSON.parse(reader.decode(await openBytes(key, body))) as T
      await refuseOpen(isAllSealed)
      return JSON.parse(body) as T
    },
  }
}
