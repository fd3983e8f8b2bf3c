import { packRow, unpackRow } from '#protocol/batch/pack-row.ts'
import { bytesOfUuid, uuidAt, uuidBytes } from '#protocol/batch/uuid-bytes.ts'
import { isSealed, type QueueSeal, type Sealed } from '#device/store/seal.ts'
import { openBytes, sealBytes } from './aes.ts'
import type { QueueKey, QueueKeys } from './queue-keys.ts'
import { type IsAllSealed, refuseOpen } from './refuse-open.ts'

const writer = new TextEncoder()
const reader = new TextDecoder('utf-8', { fatal: true })
const utf8 = {
  write: (text: string) => writer.encode(text),
  read: (bytes: Uint8Array) => reader.decode(bytes),
}

/**
 * Seals mutations on their way as sync-spec PK8 has them: the id of the queue key, then the mutation packed by the
 * numbered dictionary (PK7), under that key. Whoever has the puskesmas's keys opens the same bytes.
 * A row that lies open is one from before, until all have been sealed in place; then nobody opens or sends it.
 */
export function queueSeal(
  keys: Pick<QueueKeys, 'forDevice' | 'byId' | 'has' | 'standIn'>,
  isAllSealed: IsAllSealed,
): QueueSeal {
  return {
    sealFor: (deviceId) => ({ seal: async (value) => sealUnder(await keys.forDevice(deviceId), value) }),
    standIn: keys.standIn,
    opens: async (body) => (isSealed(body) ? keys.has(uuidAt(body, 0) ?? '') : !(await isAllSealed())),
    async open<T>(body: Sealed<T>) {
      if (!isSealed(body)) {
        await refuseOpen(isAllSealed)
        return JSON.parse(body) as T
      }
      const key = await keys.byId(uuidAt(body, 0) ?? '')
      const json = unpackRow(await openBytes(key, body.subarray(uuidBytes)), utf8)
      if (json === undefined) throw new Error('no packed row')
      return JSON.parse(json) as T
    },
  }
}

/** One body under a queue key. */
export async function sealUnder<T>({ id, key }: QueueKey, value: T): Promise<Sealed<T>> {
  const packed = new Uint8Array(packRow(JSON.stringify(value), utf8))
  const sealed = await sealBytes(key, packed)
  const body = new Uint8Array(uuidBytes + sealed.length)
  body.set(bytesOfUuid(id))
  body.set(sealed, uuidBytes)
  // The brand says of what type it was sealed: only `open` of the same type takes it.
  return body as Uint8Array as Sealed<T>
}
