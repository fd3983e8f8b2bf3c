import type { FieldValue, Mutation } from '#protocol/mutation.ts'
import { latestTime } from '#protocol/stamp.ts'

const kindPattern = /^[a-z][A-Za-z]{0,31}$/
const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[1-8][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/
const fieldName = /^[A-Za-z][A-Za-z0-9_]{0,63}$/

/**
 * The mutation that an entry plainly is: a new write of simple values, as almost all are. `undefined` says nothing; the
 * schema judges then. It is here because the schema takes ten times as long; whatever is taken here, the schema takes
 * alike.
 */
export function plainMutation(entry: unknown): Mutation | undefined {
  if (typeof entry !== 'object' || entry === null) return undefined
  // Every part is looked at below before it is used.
  const { number, kind, id, time, set, seen, mends } = entry as Record<keyof Mutation, unknown>
  if (seen !== undefined || mends !== undefined) return undefined
  if (!isCount(number, 1, Number.MAX_SAFE_INTEGER) || !isCount(time, 0, latestTime)) return undefined
  if (typeof kind !== 'string' || !kindPattern.test(kind)) return undefined
  if (typeof id !== 'string' || !uuid.test(id) || !isPlainSet(set)) return undefined
  return { number, kind, id, time, set }
}

const isCount = (value: unknown, least: number, most: number): value is number =>
  Number.isSafeInteger(value) && (value as number) >= least && (value as number) <= most

function isPlainSet(set: unknown): set is Readonly<Record<string, FieldValue>> {
  if (typeof set !== 'object' || set === null || Array.isArray(set)) return false
  return Object.keys(set).every(
    (name) => fieldName.test(name) && isPlainValue((set as Readonly<Record<string, unknown>>)[name], 2),
  )
}

/** A simple value, or a list or object of such, `depth` deep. */
function isPlainValue(value: unknown, depth: number): boolean {
  if (value === null || typeof value === 'string' || typeof value === 'boolean') return true
  if (typeof value === 'number') return Number.isFinite(value)
  if (typeof value !== 'object' || depth === 0) return false
  return Object.values(value).every((member) => isPlainValue(member, depth - 1))
}
