import { z } from 'zod/mini'
import { joinBytes } from './join-bytes.ts'
import { publicPoint } from './puskesmas-keys.ts'

/** Readable by anybody: for whom it is, and by which of its keys it can be opened. */
export const suratJalanHeaderSchema = z.object({
  puskesmas: z.uuid().check(z.lowercase()),
  key: z.int().check(z.minimum(1)),
})

/** What a phone says of itself and of the answer that it hopes for. Signed by it, and sealed. */
export const suratJalanNoteSchema = z.object({
  /** Of this surat, so that its answer can name it. */
  id: z.uuid(),
  device: z.uuid().check(z.lowercase()),
  /** To which the surat balasan is sealed; the private half never leaves the phone. */
  reply: publicPoint,
  /** The number of the puskesmas's keys that the phone has pinned: the answer is signed by those. */
  keys: z.int().check(z.minimum(1)),
  /** How often the phone had spoken with the puskesmas by network when it wrote this. */
  contacts: z.int().check(z.minimum(0)),
  /** The phone's time, corrected by its known offset, ms. */
  madeAt: z.int().check(z.minimum(0)),
  /** The pull token, without which nothing but receipts is handed out. */
  token: z.optional(z.string().check(z.maxLength(200))),
  cursor: z.optional(z.string().check(z.maxLength(100_000))),
  /** The mark of the aliases that the phone has; absent where its edition knows of none. */
  aliases: z.optional(z.string().check(z.maxLength(200))),
  /** As in a pull: the phone reads `phones`. */
  phones: z.optional(z.literal(true)),
  /** The enrolment papers of the devices whose batches are within: a file cannot be asked for them. */
  papers: z.optional(z.array(z.string()).check(z.maxLength(200))),
})
export type SuratJalanNote = z.infer<typeof suratJalanNoteSchema>

/** Bounds of one surat jalan: batches inside, and bytes of the file as text. */
export const suratLimits = { batches: 200, fileBytes: 8 * 1024 * 1024 } as const

/** Binds the seal to this use (RFC 9180 §5.1, `info`). */
export const suratJalanInfo = 'teratai surat jalan 1'

const signatureBytes = 64

/** What lies under the seal: `u32 length of note | note | signature | (u32 length | batch) …`. */
export type SuratJalanContents = {
  readonly note: Uint8Array
  readonly signature: Uint8Array
  /** Batches as they would go by network, each signed by its own device. */
  readonly batches: readonly Uint8Array[]
}

/** The bytes that the phone's signature covers: the surat's opening, the note and all batches. */
export function suratJalanSigned(
  opening: Uint8Array,
  { note, batches }: Pick<SuratJalanContents, 'note' | 'batches'>,
): Uint8Array {
  return joinBytes([opening, ...measured(note), ...batches.flatMap(measured)])
}

export function joinSuratJalan({ note, signature, batches }: SuratJalanContents): Uint8Array {
  return joinBytes([...measured(note), signature, ...batches.flatMap(measured)])
}

/** Takes the contents apart; `undefined` when they are none. */
export function splitSuratJalan(bytes: Uint8Array): SuratJalanContents | undefined {
  const note = part(bytes, 0)
  const signature = note && bytes.subarray(note.end, note.end + signatureBytes)
  if (!note || signature?.length !== signatureBytes) return undefined
  const batches: Uint8Array[] = []
  let at = note.end + signatureBytes
  while (at < bytes.length) {
    const batch = part(bytes, at)
    if (!batch || batches.length >= suratLimits.batches) return undefined
    batches.push(batch.bytes)
    at = batch.end
  }
  return { note: note.bytes, signature, batches }
}

function part(bytes: Uint8Array, at: number): { bytes: Uint8Array; end: number } | undefined {
  if (at + 4 > bytes.length) return undefined
  const end = at + 4 + new DataView(bytes.buffer, bytes.byteOffset).getUint32(at)
  return end <= bytes.length ? { bytes: bytes.subarray(at + 4, end), end } : undefined
}

function measured(bytes: Uint8Array): Uint8Array[] {
  const length = new Uint8Array(4)
  new DataView(length.buffer).setUint32(0, bytes.length)
  return [length, bytes]
}
