import type { webcrypto } from 'node:crypto'
import { inflateRaw } from 'node:zlib'
import { promisify } from 'node:util'
import { type ArrivedBatch, decodeBatch } from '#protocol/batch/codec.ts'
import { type Envelope, openEnvelope } from '#protocol/batch/envelope.ts'
import { sealedEncoding } from '#protocol/batch/sealed-batch.ts'
import { limits, protocolVersion } from '#protocol/mutation.ts'
import type { HoldCode } from '#protocol/messages/sync.ts'
import { Refusal } from '#server/errors.ts'
import { type Openers, openSealedRows } from './open-sealed-rows.ts'
import { readText } from './read-text.ts'

const unpack = promisify(inflateRaw)
/** A batch of 256 KB is at most about a megabyte of text; beyond this it is no batch (sync-spec PK5). */
const mostUnpacked = 4 * 1024 * 1024
/** A usual batch unfolds in one step. */
const unpackedAtOnce = 128 * 1024
/** Room for the envelope's header and signature around a batch at its limit. */
export const envelopeMargin = 32 * 1024
const highestNumber = 2_147_483_647

const isRange = ([from, to]: readonly [number, number]) => from >= 1 && from <= to && to <= highestNumber

/** Takes the outside of a batch apart. Refuses what is none, what is for another puskesmas, and too many numbers. */
export function openOutside(bytes: Uint8Array, puskesmasId: string): Envelope {
  const envelope = openEnvelope(bytes, readText)
  if (!envelope) throw new Refusal('notABatch')
  const { puskesmas, numbers } = envelope.header
  if (!numbers.every(isRange)) throw new Refusal('notABatch', 'numbers')
  if (puskesmas.toLowerCase() !== puskesmasId) throw new Refusal('wrongPuskesmas')
  const count = numbers.reduce((sum, [from, to]) => sum + to - from + 1, 0)
  if (count > limits.mutationsPerBatch) throw new Refusal('tooManyMutations')
  return envelope
}

/** Reads a device's key, a raw uncompressed point of P-256 in base64url; rejects when it is none. */
export function readPublicKey(publicKey: string): Promise<webcrypto.CryptoKey> {
  const algorithm = { name: 'ECDSA', namedCurve: 'P-256' } as const
  const point = Buffer.from(publicKey, 'base64url')
  return crypto.subtle.importKey('raw', point, algorithm, false, ['verify'])
}

/** Whether the device's key signed these bytes. */
export async function isSignedBy(envelope: Envelope, key: webcrypto.CryptoKey): Promise<boolean> {
  try {
    const how = { name: 'ECDSA', hash: 'SHA-256' } as const
    return await crypto.subtle.verify(how, key, Buffer.from(envelope.signature), Buffer.from(envelope.signed))
  } catch {
    return false
  }
}

const encodings = ['deflate-raw', 'none'] as const

/** The mutations inside, or why the batch is to be held whole. */
export type Inside = ArrivedBatch | { readonly hold: HoldCode }

/** Whether its rows were sealed one by one: then they are kept by themselves, opened, and not in their batch. */
export const isSealedByRow = ({ header }: Envelope): boolean => header.encoding === sealedEncoding

/**
 * Reads the payload of a signed envelope; rows that were sealed one by one with `openers`. Refuses only what unfolds
 * beyond all measure.
 */
export async function openInside(envelope: Envelope, openers?: Openers): Promise<Inside> {
  const { header } = envelope
  if (header.protocol > protocolVersion) return { hold: 'newerProtocol' }
  const encoding = encodings.find((known) => known === header.encoding)
  if (!encoding && !isSealedByRow(envelope)) return { hold: 'newerProtocol' }
  const batch = await batchIn(envelope, encoding, openers)
  if (!batch) return { hold: 'unreadable' }
  if (batch.header.protocol > protocolVersion) return { hold: 'newerProtocol' }
  const { deviceId, puskesmasId } = batch.header
  if (deviceId !== header.device || puskesmasId !== header.puskesmas) return { hold: 'unreadable' }
  if (batch.arrived.length > limits.mutationsPerBatch) throw new Refusal('tooManyMutations')
  return batch
}

async function batchIn(
  { payload }: Envelope,
  encoding: (typeof encodings)[number] | undefined,
  openers: Openers | undefined,
): Promise<ArrivedBatch | undefined> {
  if (!encoding) return openSealedRows(payload, openers, mostUnpacked)
  const text = await textOf(encoding, payload)
  return text === undefined ? undefined : decodeBatch(text)
}

async function textOf(
  encoding: (typeof encodings)[number],
  payload: Uint8Array,
): Promise<string | undefined> {
  try {
    const options = { maxOutputLength: mostUnpacked, chunkSize: unpackedAtOnce }
    return readText(encoding === 'none' ? payload : await unpack(payload, options))
  } catch (fault) {
    if (fault instanceof Error && 'code' in fault && fault.code === 'ERR_BUFFER_TOO_LARGE')
      throw new Refusal('unpackedTooLarge')
    return undefined
  }
}
