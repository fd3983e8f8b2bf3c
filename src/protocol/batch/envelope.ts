import { z } from 'zod/mini'

/**
 * The outside of a batch, the same for every protocol to come: who signed, and which numbers are within, so that
 * even what cannot be read can be held by number.
 *
 *     "TRTI" | u8 1 | u32 length of header, big endian | header JSON | 64 bytes signature | payload
 *
 * The signature (ECDSA P-256, SHA-256, IEEE P1363) covers everything but itself.
 */
export const envelopeHeaderSchema = z.object({
  protocol: z.int(),
  puskesmas: z.uuid(),
  device: z.uuid(),
  /** Ranges of mutation numbers inside, both ends included. */
  numbers: z.array(z.tuple([z.int(), z.int()])).check(z.maxLength(500)),
  /** `deflate-raw` or `none`; any other is of a newer edition, and its batch is held unread. */
  encoding: z.string(),
})
export type EnvelopeHeader = z.infer<typeof envelopeHeaderSchema>

export type Envelope = {
  readonly header: EnvelopeHeader
  readonly signature: Uint8Array
  readonly payload: Uint8Array
  /** The bytes that the signature covers. */
  readonly signed: Uint8Array
}

const magic = [0x54, 0x52, 0x54, 0x49, 1] as const
const signatureBytes = 64
const fixedBytes = magic.length + 4

/** The bytes to sign: everything of the envelope but the signature, in order. */
export function bytesToSign(headerBytes: Uint8Array, payload: Uint8Array): Uint8Array {
  const bytes = new Uint8Array(fixedBytes + headerBytes.length + payload.length)
  bytes.set(magic)
  new DataView(bytes.buffer).setUint32(magic.length, headerBytes.length)
  bytes.set(headerBytes, fixedBytes)
  bytes.set(payload, fixedBytes + headerBytes.length)
  return bytes
}

/** Puts the signature in its place between header and payload. */
export function joinEnvelope(
  headerBytes: Uint8Array,
  signature: Uint8Array,
  payload: Uint8Array,
): Uint8Array {
  const head = fixedBytes + headerBytes.length
  const bytes = new Uint8Array(head + signatureBytes + payload.length)
  bytes.set(bytesToSign(headerBytes, payload).subarray(0, head))
  bytes.set(signature, head)
  bytes.set(payload, head + signatureBytes)
  return bytes
}

/** Takes an envelope apart; `undefined` when it is not one. `readText` turns UTF-8 into text and may throw. */
export function openEnvelope(
  bytes: Uint8Array,
  readText: (utf8: Uint8Array) => string,
): Envelope | undefined {
  if (bytes.length < fixedBytes + signatureBytes || magic.some((byte, i) => bytes[i] !== byte))
    return undefined
  const headerLength = new DataView(bytes.buffer, bytes.byteOffset).getUint32(magic.length)
  const head = fixedBytes + headerLength
  if (headerLength > 16_384 || bytes.length < head + signatureBytes) return undefined
  const header = readHeader(bytes.subarray(fixedBytes, head), readText)
  if (!header) return undefined
  const payload = bytes.subarray(head + signatureBytes)
  const signed = bytesToSign(bytes.subarray(fixedBytes, head), payload)
  return { header, signature: bytes.subarray(head, head + signatureBytes), payload, signed }
}

function readHeader(utf8: Uint8Array, readText: (utf8: Uint8Array) => string): EnvelopeHeader | undefined {
  try {
    const parsed = envelopeHeaderSchema.safeParse(JSON.parse(readText(utf8)))
    return parsed.success ? parsed.data : undefined
  } catch {
    return undefined
  }
}
