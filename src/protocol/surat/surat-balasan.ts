import { z } from 'zod/mini'
import { changesSchema, syncAnswerSchema } from '#protocol/messages/sync.ts'
import { puskesmasKeysSchema } from './puskesmas-keys.ts'

/** Readable by anybody: who wrote it, for which phone, and by which of the puskesmas's keys it is signed. */
export const suratBalasanHeaderSchema = z.object({
  puskesmas: z.uuid().check(z.lowercase()),
  device: z.uuid().check(z.lowercase()),
  key: z.int().check(z.minimum(1)),
})
export type SuratBalasanHeader = z.infer<typeof suratBalasanHeaderSchema>

/** Under the seal, deflated. The word of the server that a sync by network would have brought, and counts as one. */
export const suratBalasanSchema = z.object({
  id: z.uuid(),
  /** The surat jalan that it answers. */
  answers: z.uuid(),
  /** From the surat jalan: tells the phone whether it has spoken with the puskesmas since. */
  contacts: z.int(),
  /** The server's time, from which the phone counts its lease, ms. */
  serverTime: z.number(),
  /** One for each device of the phone whose rows were in the surat; without changes. */
  devices: z.array(z.object({ deviceId: z.string(), answer: syncAnswerSchema })),
  /** What changed since the cursor of the surat jalan, page by page. */
  pages: z.array(z.object({ changes: changesSchema, cursor: z.string(), more: z.boolean() })),
  /** Whole batches that were not taken, by the server's code: their rows stay where they are. */
  refused: z.array(z.string()),
  /** The keys in force, which may be newer than those that signed this. */
  keys: puskesmasKeysSchema,
})
export type SuratBalasan = z.infer<typeof suratBalasanSchema>

/** Binds the seal to this use (RFC 9180 §5.1, `info`). */
export const suratBalasanInfo = 'teratai surat balasan 1'

/** The body: the sealed contents, then the signature over opening and sealed contents. */
export const balasanSignatureBytes = 64

/** Unpacked, so that a small file cannot unfold into a large one: everything that a phone may hold fits. */
export const mostBalasanBytes = 64 * 1024 * 1024
