import { z } from 'zod/mini'

const position = z.int().check(z.minimum(0))

/**
 * How far a device has read one stream. `at`: changes up to this sequence are read, `tag`: of the commit that covers
 * it. While `first` is there, the first load is under way: what stood at or below `at` when it began is read in two
 * passes, people and households first, each up to its own `at`; changes above come afterwards.
 */
const streamPositionSchema = z.object({
  at: position,
  tag: z.string(),
  first: z.optional(
    z.object({
      pass: z.enum(['people', 'rest']),
      at: position,
      /** What has aged out by this day is left out of the passes (sync-spec KP5). */
      aged: z.optional(z.iso.date()),
    }),
  ),
})
export type StreamPosition = z.infer<typeof streamPositionSchema>

const cursorSchema = z.object({
  v: z.literal(1),
  /** By posyandu. */
  streams: z.record(z.string(), streamPositionSchema),
  /** Marks of the settings, the names of the posyandu and the puskesmas's keys that the device was told. */
  settings: z.optional(z.string()),
  names: z.optional(z.string()),
  keys: z.optional(z.string()),
})
export type Cursor = z.infer<typeof cursorSchema>

/** The cursor as the phone keeps it; opaque to it. */
export function writeCursor(cursor: Cursor): string {
  return Buffer.from(JSON.stringify(cursor)).toString('base64url')
}

/** Reads a cursor; what is none is no cursor, and everything is read from the start (sync-spec CU4). */
export function readCursor(text: string | undefined): Cursor {
  const start: Cursor = { v: 1, streams: {} }
  if (text === undefined) return start
  try {
    const parsed = cursorSchema.safeParse(JSON.parse(Buffer.from(text, 'base64url').toString('utf8')))
    return parsed.success ? parsed.data : start
  } catch {
    return start
  }
}
