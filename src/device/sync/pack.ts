import { encodeBatch } from '#protocol/batch/codec.ts'
import type { BatchHeader } from '#protocol/batch/batch.ts'
import { rangesOf } from '#protocol/batch/number-ranges.ts'
import { bytesToSign, type EnvelopeHeader, joinEnvelope } from '#protocol/batch/envelope.ts'
import { type Mutation, protocolVersion } from '#protocol/mutation.ts'
import { deflateRaw } from '#device/platform/compression.ts'
import { sign } from '#device/platform/signing.ts'
import type { Sender } from '#device/store/outbox.ts'

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
  const { deviceId, puskesmasId, personId } = sender
  const text = encodeBatch({ protocol: protocolVersion, puskesmasId, deviceId, personId, ...note, mutations })
  const plain = utf8.encode(text)
  const deflated = await deflateRaw(plain)
  const header: EnvelopeHeader = {
    protocol: protocolVersion,
    puskesmas: puskesmasId,
    device: deviceId,
    numbers: rangesOf(mutations.map((mutation) => mutation.number)),
    encoding: deflated ? 'deflate-raw' : 'none',
  }
  const headerBytes = utf8.encode(JSON.stringify(header))
  const payload = deflated ?? plain
  const signature = await sign(sender.keys, new Uint8Array(bytesToSign(headerBytes, payload)))
  return new Uint8Array(joinEnvelope(headerBytes, signature, payload))
}
