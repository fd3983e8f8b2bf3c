import { z } from 'zod/mini'
import { nonceBytes } from '#protocol/nonce-bytes.ts'
import { parseJson } from '#protocol/parse-json.ts'
import { joinBytes } from '#protocol/surat/join-bytes.ts'
import { batchHeaderSchema } from './batch.ts'
import { readVarint, varint } from './varint.ts'

/**
 * A batch of rows as they lie on a phone, each sealed by itself under a queue key, for whoever cannot open them: the
 * locked app's worker, or an app whose data key was destroyed. It goes in the same envelope as any other, with this
 * encoding:
 *
 *     u32 length of header | header JSON | for each row: step | key | length | sealed row
 *
 * Step, key and length are whole numbers in as few bytes as they need: the row's number less the one before it, which
 * of the header's queue keys opens it, and the bytes that follow. These are 12 bytes, the nonce; and what AES-256-GCM
 * made of the packed mutation, with the 16 bytes of its tag at the end.
 */
export const sealedEncoding = 'sealed-rows'

/** Binds the seal of a queue key to this use (RFC 9180 §5.1, `info`). */
export const queueKeyInfo = 'teratai queue key 1'

/** What a queue key's seal is bound to: the puskesmas that it is for, and the key's own id. */
export const queueKeyOpening = (puskesmasId: string, keyId: string): Uint8Array =>
  Uint8Array.from(Array.from(`${puskesmasId} ${keyId}`, (letter) => letter.charCodeAt(0)))

/** A queue key sealed to the puskesmas's keys of that number: base64 of an HPKE seal of 32 bytes. */
const queueKeySchema = z.object({
  id: z.uuid().check(z.lowercase()),
  keys: z.int().check(z.minimum(1)),
  sealed: z.string().check(z.maxLength(400)),
})
export type SealedQueueKey = z.infer<typeof queueKeySchema>

const sealedHeaderSchema = z.extend(batchHeaderSchema, {
  queueKeys: z.array(queueKeySchema).check(z.maxLength(500)),
})
export type SealedHeader = z.infer<typeof sealedHeaderSchema>

/** A row as it lies: what stands in `sealed`, from the nonce on, nobody on its way can read. */
export type SealedRow = { readonly number: number; readonly keyId: string; readonly sealed: Uint8Array }

export const rowParts = { nonce: nonceBytes, tag: 16 } as const

const u32 = (value: number) =>
  Uint8Array.of(value >>> 24, (value >>> 16) & 255, (value >>> 8) & 255, value & 255)
const readU32 = (bytes: Uint8Array, at: number) =>
  (bytes[at] ?? 0) * 0x1_00_00_00 +
  ((bytes[at + 1] ?? 0) << 16) +
  ((bytes[at + 2] ?? 0) << 8) +
  (bytes[at + 3] ?? 0)

/**
 * The payload, with the rows by number.
 * @throws RangeError where a row's key is not among the header's
 */
export function joinSealedBatch(
  header: SealedHeader,
  rows: readonly SealedRow[],
  writeText: (text: string) => Uint8Array,
): Uint8Array {
  const headerBytes = writeText(JSON.stringify(header))
  const keys = new Map(header.queueKeys.map(({ id }, index) => [id, index]))
  const parts = [u32(headerBytes.length), headerBytes]
  let before = 0
  for (const { number, keyId, sealed } of [...rows].sort((a, b) => a.number - b.number)) {
    const key = keys.get(keyId)
    if (key === undefined) throw new RangeError('a row under a key that does not go with it')
    parts.push(varint(number - before), varint(key), varint(sealed.length), sealed)
    before = number
  }
  return joinBytes(parts)
}

/** Takes a payload apart; `undefined` when it is none. `readText` turns UTF-8 into text and may throw. */
export function splitSealedBatch(
  payload: Uint8Array,
  readText: (utf8: Uint8Array) => string,
): { readonly header: SealedHeader; readonly rows: readonly SealedRow[] } | undefined {
  const headerEnd = 4 + readU32(payload, 0)
  if (payload.length < 4 || headerEnd > payload.length) return undefined
  const header = readHeader(payload.subarray(4, headerEnd), readText)
  if (!header) return undefined
  const rows: SealedRow[] = []
  let number = 0
  for (let at = headerEnd; at < payload.length; ) {
    const step = readVarint(payload, at)
    const key = step && readVarint(payload, step.end)
    const length = key && readVarint(payload, key.end)
    const keyId = header.queueKeys[key?.value ?? -1]?.id
    if (!step || !length || keyId === undefined) return undefined
    number += step.value
    at = length.end + length.value
    if (at > payload.length) return undefined
    rows.push({ number, keyId, sealed: payload.subarray(length.end, at) })
  }
  return { header, rows }
}

function readHeader(utf8: Uint8Array, readText: (utf8: Uint8Array) => string): SealedHeader | undefined {
  try {
    const parsed = z.safeParse(sealedHeaderSchema, parseJson(readText(utf8)))
    return parsed.success ? parsed.data : undefined
  } catch {
    return undefined
  }
}
