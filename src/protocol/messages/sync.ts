import { z } from 'zod/mini'
import { changedRecordSchema, columnsSchema } from './columns.ts'
import { puskesmasKeysSchema } from '#protocol/surat/puskesmas-keys.ts'

/** Codes of why a mutation is held; its bytes are kept on both sides until it is resolved. */
export const holdCodes = [
  'outOfScope',
  'deviceRevoked',
  'deviceForgotten',
  'unreadable',
  'newerProtocol',
  'numberReused',
  'serverError',
] as const
export const holdCodeSchema = z.enum(holdCodes)
export type HoldCode = z.infer<typeof holdCodeSchema>

const numberRange = { from: z.int(), to: z.int() }

/**
 * How a device stands. `revoked`: pushes are held, nothing is handed out. `forgotten`: likewise, until somebody lets it
 * back in; the puskesmas came back from a backup that is older than its enrolment.
 */
export const deviceStates = ['active', 'revoked', 'forgotten'] as const
export type DeviceState = (typeof deviceStates)[number]

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

/** When a phone was enrolled, ms, and what its holder is called. */
export const writerPhoneSchema = z.object({ name: z.string(), enrolledAt: z.number() })
/** Phones that write records, by device id. */
const writerPhonesSchema = z.record(z.string(), writerPhoneSchema)
export type WriterPhones = z.infer<typeof writerPhonesSchema>

/** `left`: a record that moved out of this phone's posyandu. It removes received data only. */
export const changesSchema = z.object({
  records: z.array(changedRecordSchema),
  /** More records, packed by columns, where the phone said that it reads them so. */
  columns: z.optional(columnsSchema),
  left: z.array(z.object({ id: z.string(), posyanduId: z.string() })),
  /** The puskesmas's settings, whole, when they changed since the cursor. */
  settings: z.optional(z.record(z.string(), z.union([z.string(), z.number(), z.boolean()]))),
  posyandu: z.optional(z.array(z.object({ id: z.string(), name: z.string() }))),
  /** Whose phones write in these posyandu, by device id: a conflict is told with names. Comes with `posyandu`. */
  writers: z.optional(z.record(z.string(), z.string())),
  /**
   * In place of `writers`, where the phone said that it reads this: the phones of these posyandu, with `posyandu`, and
   * with any page those of elsewhere that hold a head in a record of it.
   */
  phones: z.optional(writerPhonesSchema),
  /** The puskesmas's public keys, when they are others than the cursor saw. */
  keys: z.optional(puskesmasKeysSchema),
  /** Who is shown as whom, whole, where it differs from what the phone has; `mark` names it. */
  aliases: z.optional(z.object({ mark: z.string(), people: z.array(z.tuple([z.string(), z.string()])) })),
  /** Records that remain after this page, for a true progress. */
  remaining: z.int(),
})
export type Changes = z.infer<typeof changesSchema>

/**
 * What a person asked for of one person: visits and notes that may have aged out of the phone. `known: false`: that
 * person is not among this device's. `after`: there is more, after this one.
 */
export const historySchema = z.object({
  personId: z.string(),
  known: z.boolean(),
  columns: columnsSchema,
  /** Phones of elsewhere that hold a head in one of these records. */
  phones: z.optional(writerPhonesSchema),
  after: z.optional(z.string()),
})
export type History = z.infer<typeof historySchema>

/**
 * Names the cursor of an answer that is not the last page, ahead of its body: whoever only pulls may ask for the next
 * page while this one is still on its way (sync-spec PL9).
 */
export const cursorHeader = 'teratai-cursor'

export const syncAnswerSchema = z.object({
  serverTime: z.number(),
  /** The highest number of this device that the server holds without a gap. */
  have: z.int(),
  /** Ranges of this device's numbers that the server holds above a gap, both ends included; empty without a gap. */
  beyond: z.optional(z.array(z.tuple([z.int(), z.int()]))),
  receipts: z.array(receiptSchema),
  held: z.array(heldSchema),
  device: z.enum(deviceStates),
  changes: z.optional(changesSchema),
  cursor: z.optional(z.string()),
  more: z.optional(z.boolean()),
  history: z.optional(historySchema),
  /** The device's enrolment paper, for a phone that asked for one. */
  paper: z.optional(z.string()),
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
