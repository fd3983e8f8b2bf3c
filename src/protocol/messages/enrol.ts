import { z } from 'zod/mini'
import { puskesmasKeysSchema } from '#protocol/surat/puskesmas-keys.ts'

/** Roles that a phone can be enrolled with. */
export const deviceRoles = ['kader', 'nakes'] as const

export const enrolRequestSchema = z.object({
  /** One-time code, 8 characters of Crockford's alphabet, with or without the hyphen, any case. */
  code: z.string().check(z.minLength(8), z.maxLength(16)),
  /** ECDSA P-256 public key, raw uncompressed point, base64url. The same key again answers alike. */
  publicKey: z.string().check(z.regex(/^[A-Za-z0-9_-]{87}$/)),
  appVersion: z.string().check(z.maxLength(64)),
})
export type EnrolRequest = z.infer<typeof enrolRequestSchema>

export const enrolAnswerSchema = z.object({
  serverTime: z.number(),
  deviceId: z.string(),
  puskesmas: z.object({ id: z.string(), name: z.string(), demo: z.boolean() }),
  person: z.object({ id: z.string(), name: z.string(), role: z.enum(deviceRoles) }),
  posyandu: z.array(z.object({ id: z.string(), name: z.string() })),
  settings: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])),
  /** Lets this device pull; kept by the server as a hash only. */
  pullToken: z.string(),
  /** To pin; an older server has none. */
  keys: z.optional(puskesmasKeysSchema),
  /** To keep, for a puskesmas that comes back from an older backup; an older server gives none. */
  paper: z.optional(z.string()),
})
export type EnrolAnswer = z.infer<typeof enrolAnswerSchema>
