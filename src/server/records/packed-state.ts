import type { FieldState, RecordState } from '#protocol/merge.ts'
import type { FieldValue } from '#protocol/mutation.ts'
import type { Stamp } from '#protocol/stamp.ts'

/**
 * A record's state as the table `record` keeps it: every stamp written once. Most fields of most records were
 * written once, all at the same stamp: those are `once`, name to value, under the first stamp. The others tell
 * their heads and replaced stamps by index.
 */
export type Packed = {
  readonly stamps: Stamp[]
  readonly once: Record<string, FieldValue>
  more?: Record<string, PackedField>
}
type PackedField = {
  readonly heads: readonly (readonly [stamp: number, value: FieldValue])[]
  readonly replaced?: readonly number[]
}

/** The JSON text of a state. Reading it back gives the same state. */
export const packState = (fields: RecordState['fields']): string => JSON.stringify(packFields(fields))

/** The same before it is text. */
export function packFields(fields: RecordState['fields']): Packed {
  const packed: Packed = { stamps: [], once: {} }
  const indexOf = (stamp: Stamp) => {
    const index = packed.stamps.indexOf(stamp)
    return index === -1 ? packed.stamps.push(stamp) - 1 : index
  }
  const others: string[] = []
  for (const name of Object.keys(fields)) {
    const field = fields[name] as FieldState
    const only = field.heads.length === 1 && field.replaced.length === 0 ? field.heads[0] : undefined
    if (only && (packed.stamps.length === 0 || packed.stamps[0] === only.stamp)) {
      packed.stamps[0] = only.stamp
      packed.once[name] = only.value
    } else others.push(name)
  }
  for (const name of others) {
    packed.more ??= {}
    packed.more[name] = packField(fields[name] as FieldState, indexOf)
  }
  return packed
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
  const fields: Record<string, FieldState> = {}
  for (const name of Object.keys(once))
    fields[name] = { heads: [{ stamp: stampAt(0), value: once[name] as FieldValue }], replaced: [] }
  for (const name of Object.keys(more)) {
    const { heads, replaced = [] } = more[name] as PackedField
    fields[name] = {
      heads: heads.map(([index, value]) => ({ stamp: stampAt(index), value })),
      replaced: replaced.map(stampAt),
    }
  }
  return fields
}
