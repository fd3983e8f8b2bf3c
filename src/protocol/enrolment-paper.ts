import { z } from 'zod/mini'
import { deviceRoles } from './messages/enrol.ts'
import { parseJson } from './parse-json.ts'
import { fromBase64Url } from './surat/base64.ts'
import { paperSigned } from './write-paper.ts'
import { publicPoint } from './surat/puskesmas-keys.ts'

/**
 * What a phone can show a puskesmas that does not know it any more: who it was enrolled for and by which key it signs.
 * `by`: the puskesmas's own keys of that number, or another device on the same phone that the puskesmas knows.
 */
export const enrolmentPaperSchema = z.object({
  puskesmas: z.uuid().check(z.lowercase()),
  device: z.uuid().check(z.lowercase()),
  /** The device's key, a point of P-256. */
  key: publicPoint,
  person: z.object({ id: z.uuid(), name: z.optional(z.string().check(z.maxLength(120))) }),
  role: z.optional(z.enum(deviceRoles)),
  posyandu: z.array(z.uuid()).check(z.maxLength(20)),
  /** SHA-256 of the pull token that came with it, base64url. */
  token: z.optional(z.string().check(z.maxLength(64))),
  madeAt: z.int(),
  by: z.union([z.object({ keys: z.int() }), z.object({ device: z.uuid().check(z.lowercase()) })]),
})
export type EnrolmentPaper = z.infer<typeof enrolmentPaperSchema>

/** Longer is no paper: it has to pass every proxy as a header. */
export const mostPaperLetters = 4_000

export type PaperRead = {
  readonly paper: EnrolmentPaper
  readonly signature: Uint8Array
  readonly signed: Uint8Array<ArrayBuffer>
}

/** Takes a paper apart; `undefined` when it is none that this edition reads. Whether it is true is for its reader to see. */
export function readPaper(text: string): PaperRead | undefined {
  const [content, given, ...more] = text.length > mostPaperLetters ? [] : text.split('.')
  if (content === undefined || given === undefined || more.length > 0) return undefined
  const bytes = fromBase64Url(content)
  const signature = fromBase64Url(given)
  if (!bytes || signature?.length !== 64) return undefined
  const parsed = z.safeParse(enrolmentPaperSchema, parseJson(String.fromCharCode(...bytes)))
  return parsed.success ? { paper: parsed.data, signature, signed: paperSigned(content) } : undefined
}
