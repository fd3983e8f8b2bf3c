import type { FieldState, RecordState } from './merge.ts'
import type { FieldValue } from './mutation.ts'
import type { Stamp } from './stamp.ts'

/**
 * A record's state as the puskesmas's table `record` and the phone's rows keep it: every stamp written once. Most fields of most records were
 * written once, all at the same stamp: those are `once`, name to value, under the first stamp. The others tell
 * their heads and replaced stamps by index.
 */
export type Packed = {
  readonly stamps: Stamp[]
  readonly once: Record<string, FieldValue>
  readonly more?: Record<string, PackedField>
}
type PackedField = {
  readonly heads: readonly (readonly [stamp: number, value: FieldValue])[]
  readonly replaced?: readonly number[]
}

/** The JSON text of a state. Reading it back gives the same state. */
export const packState = (fields: RecordState['fields']): string => JSON.stringify(packFields(fields))

/** The same before it is text. A field may have any name, `__proto__` too. */
export function packFields(fields: RecordState['fields']): Packed {
  const stamps: Stamp[] = []
  const indexOf = (stamp: Stamp) => {
    const index = stamps.indexOf(stamp)
    return index === -1 ? stamps.push(stamp) - 1 : index
  }
  const once: [string, FieldValue][] = []
  const others: [string, FieldState][] = []
  for (const [name, field] of Object.entries(fields)) {
    const only = field.heads.length === 1 && field.replaced.length === 0 ? field.heads[0] : undefined
    if (only && (stamps.length === 0 || stamps[0] === only.stamp)) {
      stamps[0] = only.stamp
      once.push([name, only.value])
    } else others.push([name, field])
  }
  const more = others.map(([name, field]) => [name, packField(field, indexOf)] as const)
  return {
    stamps,
    once: Object.fromEntries(once),
    ...(more.length > 0 && { more: Object.fromEntries(more) }),
  }
}

function packField({ heads, replaced }: FieldState, indexOf: (stamp: Stamp) => number): PackedField {
  return {
    heads: heads.map((head) => [indexOf(head.stamp), head.value]),
    ...(replaced.length > 0 && { replaced: replaced.map(indexOf) }),
  }
}

/** Reads what `packState` made; `packed` as the driver parsed it from a column of type json. */
export function unpackState(packed: unknown): RecordState['fields'] {
  // Written by packState alone.
  const { stamps, once, more = {} } = packed as Packed
  const stampAt = (index: number) => stamps[index] ?? ''
  const first = Object.entries(once).map(([name, value]): [string, FieldState] => [
    name,
    { heads: [{ stamp: stampAt(0), value }], replaced: [] },
  ])
  const others = Object.entries(more).map(([name, { heads, replaced = [] }]): [string, FieldState] => [
    name,
    {
      heads: heads.map(([index, value]) => ({ stamp: stampAt(index), value })),
      replaced: replaced.map(stampAt),
    },
  ])
  return Object.fromEntries([...first, ...others])
}
