import { parseJson } from '#protocol/parse-json.ts'
import { crc32 } from './crc32.ts'
import { readSuratText, type SuratKind, type SuratTextProblem, suratText } from './surat-text.ts'

/**
 * The outside of a surat, the same for both kinds and for every edition to come:
 *
 *     "TRSU" | u8 edition | u8 kind | u32 length of header | header | u32 length of body | body | u32 CRC-32
 *
 * Numbers are big endian; the header is JSON of ASCII letters; the checksum covers everything before it.
 */
const magic = [0x54, 0x52, 0x53, 0x55] as const
const edition = 1
const kindBytes: Readonly<Record<SuratKind, number>> = { jalan: 1, balasan: 2 }
const beforeHeader = magic.length + 2 + 4
const checksumBytes = 4
/** No header comes near. */
const mostHeader = 4_096

/** Everything before the body, its length left out: what seal and signature are bound to. */
export function suratOpening(kind: SuratKind, header: object): Uint8Array {
  const text = JSON.stringify(header)
  const bytes = new Uint8Array(beforeHeader + text.length)
  bytes.set([...magic, edition, kindBytes[kind]])
  new DataView(bytes.buffer).setUint32(magic.length + 2, text.length)
  for (let i = 0; i < text.length; i++) bytes[beforeHeader + i] = text.charCodeAt(i)
  return bytes
}

/** The text of the file around a body. */
export function suratFile(kind: SuratKind, opening: Uint8Array, body: Uint8Array): string {
  const bytes = new Uint8Array(opening.length + 4 + body.length + checksumBytes)
  const view = new DataView(bytes.buffer)
  bytes.set(opening)
  view.setUint32(opening.length, body.length)
  bytes.set(body, opening.length + 4)
  view.setUint32(bytes.length - checksumBytes, crc32(bytes.subarray(0, -checksumBytes)))
  return suratText(kind, bytes)
}

/**
 * Why a file is no surat that can be looked into. `notASurat`: something else. `suratTruncated`: its end is missing.
 * `suratDamaged`: not as it was written. `suratOfOtherKind`: a surat jalan where a balasan is read, or the reverse.
 * `suratNewer`: of a newer edition.
 */
export type SuratFileProblem = SuratTextProblem | 'suratOfOtherKind' | 'suratNewer'
export type ReadSuratFile =
  | {
      readonly ok: true
      readonly opening: Uint8Array
      /** As it was written; the reader checks it by its own schema. */
      readonly header: unknown
      readonly body: Uint8Array
    }
  | { readonly ok: false; readonly code: SuratFileProblem }

/** Opens the outside of a surat of this kind. Nothing inside has been believed yet. */
export function readSuratFile(kind: SuratKind, file: string): ReadSuratFile {
  const read = readSuratText(file)
  if (!read.ok) return read
  const { bytes } = read
  if (bytes.length < beforeHeader + 4 + checksumBytes) return refused('suratTruncated')
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length)
  if (view.getUint32(bytes.length - checksumBytes) !== crc32(bytes.subarray(0, -checksumBytes)))
    return refused('suratDamaged')
  if (magic.some((byte, i) => bytes[i] !== byte)) return refused('suratDamaged')
  if ((bytes[magic.length] ?? 0) > edition) return refused('suratNewer')
  if (bytes[magic.length + 1] !== kindBytes[read.kind]) return refused('suratDamaged')
  if (read.kind !== kind) return refused('suratOfOtherKind')
  const headerLength = view.getUint32(magic.length + 2)
  const bodyAt = beforeHeader + headerLength + 4
  if (headerLength > mostHeader || bodyAt + checksumBytes > bytes.length) return refused('suratDamaged')
  if (bodyAt + view.getUint32(bodyAt - 4) + checksumBytes !== bytes.length) return refused('suratDamaged')
  const opening = bytes.slice(0, bodyAt - 4)
  const header = parseJson(String.fromCharCode(...opening.subarray(beforeHeader)))
  return { ok: true, opening, header, body: bytes.slice(bodyAt, -checksumBytes) }
}

const refused = (code: SuratFileProblem): ReadSuratFile => ({ ok: false, code })
