import { z } from 'zod/mini'

/** Why a nakes closes what is held: nothing of it is taken over, its bytes stay. */
export const closeReasons = [
  'alreadyRecorded',
  'mistaken',
  'notOurs',
  'cannotBeRead',
  'noLongerNeeded',
] as const
export type CloseReason = (typeof closeReasons)[number]

/**
 * One thing that is held. `id` with `number` names it: a number that was used twice is two things. `acceptable`: a
 * nakes may take it as it is. `record`: what it would write, only where it is for a posyandu of the nakes who asks;
 * `personName` where it is known here.
 */
const heldLineSchema = z.object({
  deviceId: z.string(),
  number: z.int(),
  id: z.string(),
  code: z.string(),
  field: z.optional(z.string()),
  kind: z.optional(z.string()),
  receivedAt: z.number(),
  acceptable: z.boolean(),
  closable: z.boolean(),
  record: z.optional(
    z.object({
      personId: z.optional(z.string()),
      personName: z.optional(z.string()),
      posyanduId: z.optional(z.string()),
      fields: z.record(z.string(), z.json()),
    }),
  ),
})
export type HeldLine = z.infer<typeof heldLineSchema>

/** `devices`: whose phones, also those of another posyandu that wrote to one of the nakes's. */
export const heldAnswerSchema = z.object({
  held: z.array(heldLineSchema),
  devices: z.array(z.object({ id: z.string(), name: z.string() })),
})
export type HeldAnswer = z.infer<typeof heldAnswerSchema>

const items = z
  .array(z.object({ number: z.int().check(z.minimum(1)), id: z.guid() }))
  .check(z.minLength(1), z.maxLength(500))

export const acceptHeldSchema = z.object({ deviceId: z.uuid(), items })
export const closeHeldSchema = z.object({ deviceId: z.uuid(), items, reason: z.enum(closeReasons) })

/** `stays`: what could not be taken as it is, and why; it is held as before. */
export const acceptedHeldSchema = z.object({
  accepted: z.int(),
  stays: z.array(z.object({ number: z.int(), code: z.string(), field: z.optional(z.string()) })),
})
