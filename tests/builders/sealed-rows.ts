import { packRow } from '#protocol/batch/pack-row.ts'
import {
  joinSealedBatch,
  queueKeyInfo,
  queueKeyOpening,
  type SealedHeader,
  type SealedQueueKey,
  type SealedRow,
} from '#protocol/batch/sealed-batch.ts'
import type { Mutation } from '#protocol/mutation.ts'
import { toBase64 } from '#protocol/surat/base64.ts'
import { sealTo } from '#protocol/surat/hpke.ts'
import type { PuskesmasKeys } from '#protocol/surat/puskesmas-keys.ts'

/** A queue key as a locked phone has it: itself, and sealed to the puskesmas. */
export type TestQueueKey = { readonly raw: Uint8Array<ArrayBuffer>; readonly sealed: SealedQueueKey }

const utf8 = { write: (text: string) => new TextEncoder().encode(text) }

export async function makeQueueKey(
  puskesmasId: string,
  keys: PuskesmasKeys,
  id: string,
): Promise<TestQueueKey> {
  const raw = crypto.getRandomValues(new Uint8Array(32))
  const how = { info: queueKeyInfo, opening: queueKeyOpening(puskesmasId, id) }
  return { raw, sealed: { id, keys: keys.number, sealed: toBase64(await sealTo(keys.seal, how, raw)) } }
}

/** One mutation under a queue key, as it lies on a phone. */
export async function sealRow(
  { raw, sealed: { id } }: TestQueueKey,
  mutation: Mutation,
  number = mutation.number,
): Promise<SealedRow> {
  const key = await crypto.subtle.importKey('raw', raw, 'AES-GCM', false, ['encrypt'])
  const iv = crypto.getRandomValues(new Uint8Array(12))
  const packed = new Uint8Array(packRow(JSON.stringify(mutation), utf8))
  const body = await crypto.subtle.encrypt({ name: 'AES-GCM', iv }, key, packed)
  return { number, keyId: id, sealed: new Uint8Array(Buffer.concat([iv, Buffer.from(body)])) }
}

/** The payload of a batch of them. */
export const sealedPayload = (header: SealedHeader, rows: readonly SealedRow[]): Uint8Array =>
  joinSealedBatch(header, rows, utf8.write)
