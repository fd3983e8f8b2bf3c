import { z } from 'zod/mini'
import { puskesmasKeysSchema } from '#protocol/surat/puskesmas-keys.ts'

/** Codes of why a mutation is held; its bytes are kept on both sides until it is resolved. */
export const holdCodes = [
  'outOfScope',
  'deviceRevoked',
  'unreadable',
  'newerProtocol',
  'numberReused',
  'serverError',
] as const
export const holdCodeSchema = z.enum(holdCodes)
export type HoldCode = z.infer<typeof holdCodeSchema>

const numberRange = { from: z.int(), to: z.int() }

/** A receipt names mutation numbers `from`..`to`, both included; `code` can be read out to the puskesmas. */
export const receiptSchema = z.object({
  ...numberRange,
  outcome: z.enum(['accepted', 'duplicate']),
  code: z.string(),
  /** When the server first took them, ms. */
  receivedAt: z.number(),
  /** Not merged, but settled all the same: `mended` by a later mutation, or `closed` by a nakes for a `reason`. */
  resolution: z.optional(z.string()),
  reason: z.optional(z.string()),
})
export type Receipt = z.infer<typeof receiptSchema>

/** Never a value, only the code and the field that it concerns. */
export const heldSchema = z.object({
  number: z.int(),
  code: z.string(),
  field: z.optional(z.string()),
  receivedAt: z.number(),
})
export type Held = z.infer<typeof heldSchema>

const writeSchema = z.object({ stamp: z.string(), value: z.json() })
const fieldStateSchema = z.object({ heads: z.array(writeSchema), replaced: z.array(z.string()) })

/** A whole merged record with its heads, in the stream of the posyandu that it follows. */
export const changedRecordSchema = z.object({
  kind: z.string(),
  id: z.string(),
  posyanduId: z.string(),
  fields: z.record(z.string(), fieldStateSchema),
})
export type ChangedRecord = z.infer<typeof changedRecordSchema>

/** `left`: a record that moved out of this phone's posyandu. It removes received data only. */
export const changesSchema = z.object({
  records: z.array(changedRecordSchema),
  left: z.array(z.object({ id: z.string(), posyanduId: z.string() })),
  /** The puskesmas's settings, whole, when they changed since the cursor. */
  settings: z.optional(z.record(z.string(), z.union([z.string(), z.number(), z.boolean()]))),
  posyandu: z.optional(z.array(z.object({ id: z.string(), name: z.string() }))),
  /** Whose phones write in these posyandu, by device id: a conflict is told with names. Comes with `posyandu`. */
  writers: z.optional(z.record(z.string(), z.string())),
  /** The puskesmas's public keys, when they are others than the cursor saw. */
  keys: z.optional(puskesmasKeysSchema),
  /** Who is shown as whom, whole, where it differs from what the phone has; `mark` names it. */
  aliases: z.optional(z.object({ mark: z.string(), people: z.array(z.tuple([z.string(), z.string()])) })),
  /** Records that remain after this page, for a true progress. */
  remaining: z.int(),
})
export type Changes = z.infer<typeof changesSchema>

export const syncAnswerSchema = z.object({
  serverTime: z.number(),
  /** The highest number of this device that the server holds without a gap. */
  have: z.int(),
  /** Ranges of this device's numbers that the server holds above a gap, both ends included; empty without a gap. */
  beyond: z.optional(z.array(z.tuple([z.int(), z.int()]))),
  receipts: z.array(receiptSchema),
  held: z.array(heldSchema),
  /** `revoked`: pushes are held, nothing is handed out. */
  device: z.enum(['active', 'revoked']),
  changes: z.optional(changesSchema),
  cursor: z.optional(z.string()),
  more: z.optional(z.boolean()),
})
export type SyncAnswer = z.infer<typeof syncAnswerSchema>

/** One page of what changed, as it is merged and its cursor kept. */
export type ChangesPage = {
  readonly changes: Changes
  readonly cursor: string
  readonly more: boolean
}

/** Every refusal of the server: a stable code, never a value. */
export const errorAnswerSchema = z.object({
  error: z.object({
    code: z.string(),
    field: z.optional(z.string()),
    /** Seconds until it may be tried again. */
    retryAfter: z.optional(z.number()),
  }),
})
