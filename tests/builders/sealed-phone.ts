import { sealsUnder, type SealsUnder } from '#device/sealing/seals-under.ts'
import type { Database } from '#device/store/database.ts'
import { base64UrlOf } from '#device/platform/signing.ts'
import type { PuskesmasKeys } from '#protocol/surat/puskesmas-keys.ts'
import type { DataKey } from '#device/vault/data-key.ts'

export const makeDataKey = (): Promise<DataKey> =>
  crypto.subtle.generateKey({ name: 'AES-GCM', length: 256 }, false, [
    'encrypt',
    'decrypt',
    'wrapKey',
    'unwrapKey',
  ])

/** Seals for a store's options; `made` are those of the store that was opened with them last. */
export function sealing(dataKey: DataKey) {
  let made: SealsUnder | undefined
  return {
    seals: (database: Database): SealsUnder => {
      made = sealsUnder(database, dataKey)
      return made
    },
    made: (): SealsUnder => {
      if (!made) throw new Error('no store was opened')
      return made
    },
  }
}

/** Keys of a puskesmas that can be sealed to, and opens nothing. */
export async function sealablePuskesmasKeys(): Promise<PuskesmasKeys> {
  const pair = await crypto.subtle.generateKey({ name: 'ECDH', namedCurve: 'P-256' }, false, ['deriveBits'])
  const point = new Uint8Array(await crypto.subtle.exportKey('raw', pair.publicKey))
  return { number: 1, seal: base64UrlOf(point.buffer), sign: '' }
}
