import { encodeBatch } from '#protocol/batch/codec.ts'
import type { BatchHeader } from '#protocol/batch/batch.ts'
import { joinSealedBatch, type SealedHeader, sealedEncoding } from '#protocol/batch/sealed-batch.ts'
import { rangesOf } from '#protocol/batch/number-ranges.ts'
import { bytesToSign, type EnvelopeHeader, joinEnvelope } from '#protocol/batch/envelope.ts'
import { type Mutation, protocolVersion } from '#protocol/mutation.ts'
import { deflateRaw } from '#device/platform/compression.ts'
import { sign } from '#device/platform/signing.ts'
import type { SealedRows, Sender } from '#device/store/outbox.ts'

/** What a batch tells besides its mutations. */
export type BatchNote = Pick<
  BatchHeader,
  'appVersion' | 'waiting' | 'held' | 'holds' | 'clockOffset' | 'paper' | 'pull' | 'history' | 'baseTime'
>

const utf8 = new TextEncoder()

/** Packs mutations whole and signs them as their device: the bytes of one batch, the same for every road. */
export async function pack(
  sender: Sender,
  mutations: readonly Mutation[],
  note: BatchNote,
): Promise<Uint8Array<ArrayBuffer>> {
  const plain = utf8.encode(encodeBatch({ ...batchHeader(sender, note), mutations }))
  const deflated = await deflateRaw(plain)
  return inEnvelope(sender, mutations, deflated ? 'deflate-raw' : 'none', deflated ?? plain)
}

/** Signs rows as they lie, for whoever cannot open them (sync-spec PK8). */
export function packSealed(
  sender: Sender,
  { rows, queueKeys }: SealedRows,
  note: BatchNote,
): Promise<Uint8Array<ArrayBuffer>> {
  const header: SealedHeader = { ...batchHeader(sender, note), queueKeys: [...queueKeys] }
  const payload = joinSealedBatch(header, rows, (text) => utf8.encode(text))
  return inEnvelope(sender, rows, sealedEncoding, payload)
}

const batchHeader = ({ deviceId, puskesmasId, personId }: Sender, note: BatchNote): BatchHeader => ({
  protocol: protocolVersion,
  puskesmasId,
  deviceId,
  personId,
  ...note,
})

async function inEnvelope(
  { puskesmasId, deviceId, keys }: Sender,
  sent: readonly { readonly number: number }[],
  encoding: EnvelopeHeader['encoding'],
  payload: Uint8Array,
): Promise<Uint8Array<ArrayBuffer>> {
  const header: EnvelopeHeader = {
    protocol: protocolVersion,
    puskesmas: puskesmasId,
    device: deviceId,
    numbers: rangesOf(sent.map(({ number }) => number)),
    encoding,
  }
  const headerBytes = utf8.encode(JSON.stringify(header))
  const signature = await sign(keys, new Uint8Array(bytesToSign(headerBytes, payload)))
  return new Uint8Array(joinEnvelope(headerBytes, signature, payload))
}
