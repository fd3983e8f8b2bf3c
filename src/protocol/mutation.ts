import { z } from 'zod/mini'
import { latestTime, type Stamp, stampPattern } from './stamp.ts'

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

/** Deeper than any form goes; what is deeper is unreadable. */
const deepestValue = 16

/**
 * Whether a value is JSON, and not nested beyond what this edition reads. A member named `__proto__` is none: schemas
 * on the way pass over it, so that phone and puskesmas would keep different values for ever.
 */
export function isFieldValue(value: unknown, depth = 0): value is FieldValue {
  if (value === null || typeof value === 'string' || typeof value === 'boolean') return true
  if (typeof value === 'number') return Number.isFinite(value)
  if (typeof value !== 'object' || depth >= deepestValue) return false
  if (Object.hasOwn(value, '__proto__')) return false
  return Object.values(value).every((member) => isFieldValue(member, depth + 1))
}

const fieldName = /^[A-Za-z][A-Za-z0-9_]{0,63}$/
const mostSeen = 64

/** The first field that makes a map of fields unreadable; `undefined` where all are well. */
export function unreadableField(
  map: object,
  isReadable: (value: unknown) => boolean = (value) => isFieldValue(value),
): string | undefined {
  return Object.entries(map).find(([name, value]) => !fieldName.test(name) || !isReadable(value))?.[0]
}

const isSeenList = (value: unknown) =>
  Array.isArray(value) &&
  value.length <= mostSeen &&
  value.every((stamp) => typeof stamp === 'string' && stampPattern.test(stamp))

/** Own keys only, `__proto__` among them: what a record's schema would pass over must be refused. */
const fieldMap = <T>(isReadable: (value: unknown) => boolean) =>
  z.custom<Readonly<Record<string, T>>>(
    (map) =>
      typeof map === 'object' &&
      map !== null &&
      !Array.isArray(map) &&
      unreadableField(map, isReadable) === undefined,
  )

/** A readable mutation. Kinds and fields that this edition does not know are readable too. Ids are lower case. */
export const mutationSchema = z.object({
  number: z.int().check(z.minimum(1)),
  kind: z.string().check(z.regex(/^[a-z][A-Za-z]{0,31}$/)),
  id: z.uuid().check(z.lowercase()),
  time: z.int().check(z.minimum(0), z.maximum(latestTime)),
  set: fieldMap<FieldValue>((value) => isFieldValue(value)),
  seen: z.optional(fieldMap<readonly Stamp[]>(isSeenList)),
  mends: z.optional(z.int().check(z.minimum(1))),
})
