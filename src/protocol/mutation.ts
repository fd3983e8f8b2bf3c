import { z } from 'zod/mini'
import type { Stamp } from './stamp.ts'

/** The wire's protocol number; a newer one is held by an older server, never refused. */
export const protocolVersion = 1

export const recordKinds = [
  'household',
  'person',
  'pregnancy',
  'posyanduDay',
  'visit',
  'dose',
  'referral',
  'note',
] as const
export type RecordKind = (typeof recordKinds)[number]

/** Any JSON value; fields that an older app does not know pass through it untouched. */
export type FieldValue =
  | string
  | number
  | boolean
  | null
  | readonly FieldValue[]
  | { readonly [key: string]: FieldValue }

/**
 * One change of one record by one device. `number` runs from 1 without gaps per device; `time` is the phone's
 * time in ms, corrected by its offset to the server; `set` holds what the person changed and nothing else;
 * `seen` the stamps that each write replaces, left out where it replaces none.
 */
export type Mutation = {
  readonly number: number
  readonly kind: string
  readonly id: string
  readonly time: number
  readonly set: Readonly<Record<string, FieldValue>>
  readonly seen?: Readonly<Record<string, readonly Stamp[]>>
  /** The number of the held mutation of the same device that this one mends. */
  readonly mends?: number
}

export const limits = { mutationsPerBatch: 500, bytesPerBatch: 256 * 1024, bytesPerField: 4 * 1024 } as const

const fieldName = z.string().check(z.regex(/^[A-Za-z][A-Za-z0-9_]{0,63}$/))
const stampText = z.string().check(z.regex(/^\d{1,10}\.\d{1,15}\.[A-Za-z0-9-]{1,64}$/))

/** A readable mutation. Kinds and fields that this edition does not know are readable too. */
export const mutationSchema = z.object({
  number: z.int().check(z.minimum(1)),
  kind: z.string().check(z.regex(/^[a-z][A-Za-z]{0,31}$/)),
  id: z.uuid(),
  time: z.int().check(z.minimum(0)),
  set: z.record(fieldName, z.json()),
  seen: z.optional(z.record(fieldName, z.array(stampText).check(z.maxLength(64)))),
  mends: z.optional(z.int().check(z.minimum(1))),
})
