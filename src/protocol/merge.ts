import { canonicalJson } from './canonical-json.ts'
import type { FieldValue, Mutation } from './mutation.ts'
import { compareStamps, makeStamp, nextRevision, type Stamp } from './stamp.ts'

export type Write = { readonly stamp: Stamp; readonly value: FieldValue }
/** `heads`: writes that no other has seen, highest first. `replaced`: stamps that some write has seen. Both sorted. */
export type FieldState = { readonly heads: readonly Write[]; readonly replaced: readonly Stamp[] }
/** A record in full: what both ends hold of it, and all that a merge needs. */
export type RecordState = {
  readonly kind: string
  readonly id: string
  readonly fields: Readonly<Record<string, FieldState>>
}

/**
 * Union of two states of one record: of the writes of each field, and of the stamps they replaced.
 * Commutative, associative, idempotent; the same on phone and server (sync-spec MG1–MG5).
 */
export function mergeStates(a: RecordState, b: RecordState): RecordState {
  const fields: Record<string, FieldState> = { ...a.fields }
  for (const [name, state] of Object.entries(b.fields)) {
    const known = own(fields, name)
    fields[name] = known ? mergeFields(known, state) : state
  }
  return { kind: a.kind, id: a.id, fields }
}

function mergeFields(a: FieldState, b: FieldState): FieldState {
  const replaced = [...new Set([...a.replaced, ...b.replaced])].sort(compareStamps)
  const gone = new Set(replaced)
  const writes = [...a.heads, ...b.heads].filter((write) => !gone.has(write.stamp)).sort(highestFirst)
  return {
    heads: writes.filter((write, i) => i === 0 || highestFirst(write, writes[i - 1] as Write) !== 0),
    replaced,
  }
}

/** A stamp names one write; should a broken device use one twice, both values stay, in the same order everywhere. */
function highestFirst(a: Write, b: Write): number {
  const byStamp = compareStamps(b.stamp, a.stamp)
  if (byStamp !== 0) return byStamp
  const [left, right] = [canonicalJson(a.value), canonicalJson(b.value)]
  return left < right ? -1 : left > right ? 1 : 0
}

/** A record's field names come from outside: `constructor` must not find what every object inherits. */
function own<T>(fields: Readonly<Record<string, T>> | undefined, name: string): T | undefined {
  return fields && Object.hasOwn(fields, name) ? fields[name] : undefined
}

/** One mutation as the state it brings: each written field one head, with the stamps it replaces. */
export function stateOf(mutation: Mutation, device: string): RecordState {
  const { kind, id, time, set, seen } = mutation
  const fields: Record<string, FieldState> = {}
  const first = makeStamp({ revision: nextRevision([]), time, device })
  for (const name of Object.keys(set)) {
    const replaced = [...(own(seen, name) ?? [])].sort(compareStamps)
    const stamp =
      replaced.length === 0 ? first : makeStamp({ revision: nextRevision(replaced), time, device })
    fields[name] = { heads: [{ stamp, value: set[name] as FieldValue }], replaced }
  }
  return { kind, id, fields }
}

/** What is shown: of each field the value of its highest head. */
export function shownFields(state: RecordState): Record<string, FieldValue> {
  const shown: Record<string, FieldValue> = {}
  for (const [name, field] of Object.entries(state.fields)) {
    const head = field.heads[0]
    if (head) shown[name] = head.value
  }
  return shown
}

/** What is known: what is shown, without the fields that people emptied (`null`). */
export function knownFields(state: RecordState): Record<string, NonNullable<FieldValue>> {
  const known: Record<string, NonNullable<FieldValue>> = {}
  for (const [name, value] of Object.entries(shownFields(state))) if (value !== null) known[name] = value
  return known
}

/** Names of fields with more than one head and different values: written twice without knowing of each other. */
export function conflictingFields(state: RecordState): string[] {
  return Object.entries(state.fields)
    .filter(([, { heads }]) => heads.length > 1 && !areOneValue(heads))
    .map(([name]) => name)
}

const areOneValue = (heads: readonly Write[]) =>
  new Set(heads.map((head) => canonicalJson(head.value))).size === 1

/** The stamps of all heads by field: what whoever reads this state now has before their eyes. */
export function headStamps(state: RecordState): Record<string, readonly Stamp[]> {
  return seenBy(state, Object.keys(state.fields)) ?? {}
}

/** The stamps a new write of `names` replaces, for `Mutation.seen`; `undefined` where it replaces none. */
export function seenBy(
  state: RecordState | undefined,
  names: readonly string[],
): Record<string, readonly Stamp[]> | undefined {
  const seen: Record<string, readonly Stamp[]> = {}
  for (const name of names) {
    const heads = own(state?.fields, name)?.heads ?? []
    if (heads.length > 0) seen[name] = heads.map((head) => head.stamp)
  }
  return Object.keys(seen).length > 0 ? seen : undefined
}
