import { z } from 'zod/mini'

/**
 * What becomes of a row of a register. `create`: a new person. `completes`: a known person gets what was not
 * known of them. `same`: nothing new. `differs`: a known person of whom the file says otherwise; nothing is
 * overwritten. `duplicate`: stands in the file before. `ambiguous`: goes aside for people to look at.
 * `rejected`: cannot be taken.
 */
export const importOutcomes = [
  'create',
  'completes',
  'same',
  'differs',
  'duplicate',
  'ambiguous',
  'rejected',
] as const
export type ImportOutcome = (typeof importOutcomes)[number]

/** Why a row cannot be taken. */
export const rejectionReasons = [
  'nameMissing',
  'birthDateMissing',
  'dateUnreadable',
  'dateImpossible',
  'dateAmbiguous',
  'dateInFuture',
  'dateTooOld',
  'otherPosyandu',
  'markedDeleted',
  'markedMovedOut',
] as const

/** Why a row goes aside. */
export const ambiguityReasons = [
  'nikSharedInFile',
  'nikOfSomeoneElse',
  'nikInOtherPosyandu',
  'nikDiffers',
  'severalMatch',
  'motherUnknown',
  'resembles',
  'voided',
] as const

/** Why one cell of a row that is otherwise taken was not, or deserves a look. */
export const cellReasons = [
  'digitsExponent',
  'digitsLost',
  'digitsWrongLength',
  'digitsNotNumber',
  'digitsDummy',
  'nikBirthDateDiffers',
  'nikSexDiffers',
  'sexMissing',
  'sexUnreadable',
  'measureUnreadable',
  'measureOutOfRange',
  'phoneUnreadable',
  'parentUnclear',
  'parentIsFather',
  'importedTooLong',
  'differs',
  'duplicateOf',
] as const

export const importReasons = [...rejectionReasons, ...ambiguityReasons, ...cellReasons] as const
export type ImportReason = (typeof importReasons)[number]
export type RejectionReason = (typeof rejectionReasons)[number]
export type AmbiguityReason = (typeof ambiguityReasons)[number]

/** `column` is the heading as the file has it, `row` another row that is meant. Never a value. */
export const importRemarkSchema = z.object({
  code: z.enum(importReasons),
  column: z.optional(z.string()),
  row: z.optional(z.int()),
})
export type ImportRemark = z.infer<typeof importRemarkSchema>

/** A row by its number in the file, as spreadsheets count: the first is 1. */
export const importRowSchema = z.object({
  row: z.int(),
  outcome: z.enum(importOutcomes),
  remarks: z.array(importRemarkSchema),
})
export type ImportRow = z.infer<typeof importRowSchema>

/** What is said of the file as a whole. */
export const importNotices = [
  /** No date proves the order of day and month; the Indonesian one was taken. */
  'datesReadDayFirst',
  /** The file names one posyandu, by another name than the one chosen. */
  'posyanduNamedDifferently',
  /** Other sheets look like registers too and were not read. */
  'otherSheets',
] as const

export const importPlanSchema = z.object({
  id: z.string(),
  fileName: z.string(),
  sheet: z.string(),
  headerRow: z.int(),
  posyandu: z.object({ id: z.string(), name: z.string() }),
  counts: z.record(z.enum(importOutcomes), z.int()),
  /** Rows with something to say; those taken without a remark are only counted. */
  rows: z.array(importRowSchema),
  notices: z.array(z.enum(importNotices)),
  /** Headings that are kept as they stand. */
  keptColumns: z.array(z.string()),
  expiresAt: z.number(),
})
export type ImportPlan = z.infer<typeof importPlanSchema>

export const importUploadQuerySchema = z.object({
  posyanduId: z.uuid(),
  fileName: z.string().check(z.trim(), z.minLength(1), z.maxLength(200)),
})

export const importPlanParamsSchema = z.object({ planId: z.uuid() })

/** `written`: records created or completed. */
export const importResultSchema = z.object({
  counts: z.record(z.enum(importOutcomes), z.int()),
  written: z.object({ persons: z.int(), households: z.int(), completed: z.int() }),
})
export type ImportResult = z.infer<typeof importResultSchema>
