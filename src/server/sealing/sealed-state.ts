import type { FieldValue } from '#protocol/mutation.ts'
import { openText, sealText } from './sealed-text.ts'
import type { Vault } from './vault.ts'

/** The shape of a packed state as far as it holds values; see protocol/packed-state.ts. */
type Values = {
  readonly once: Readonly<Record<string, FieldValue>>
  readonly more?: Readonly<Record<string, { readonly heads: readonly (readonly [number, FieldValue])[] }>>
}

/** Sealed whatever they hold. */
const nikFields = new Set(['nik', 'motherNik', 'nikConfirmed'])
/** Whatever the field: a NIK or the number of a family card, also as people write them with blanks between. */
const sixteenDigits = /\d(?:[\s.-]?\d){15}/

const isToBeSealed = (name: string, value: FieldValue): boolean =>
  nikFields.has(name) || isSealed(value) || hasSixteenDigits(value)

/** Most values are short, and told at a glance to have none. */
function hasSixteenDigits(value: FieldValue): boolean {
  if (value === null || typeof value === 'boolean') return false
  if (typeof value === 'string') return value.length >= 16 && sixteenDigits.test(value)
  if (typeof value === 'number' && Number.isInteger(value) && Math.abs(value) < 1e15) return false
  return sixteenDigits.test(JSON.stringify(value))
}

/** A value that a phone wrote in this shape is sealed too, so that what opens is always what the server sealed. */
type Sealed = { readonly sealed: string }
const isSealed = (value: unknown): value is Sealed =>
  typeof value === 'object' && value !== null && 'sealed' in value

/** A packed state with every NIK in it sealed, about its record; as it is where there is none, as in most. */
export function sealState<P extends Values>(vault: Vault, recordId: string, packed: P): P {
  if (!hasValue(packed, isToBeSealed)) return packed
  return mapValues(packed, (name, value) =>
    isToBeSealed(name, value) ? { sealed: sealText(vault, JSON.stringify(value), recordId) } : value,
  )
}

/** A packed state as it was before it was sealed. Throws where anything in it is another record's or was changed. */
export function openState<P extends Values>(vault: Vault, recordId: string, packed: P): P {
  if (!hasValue(packed, (_name, value) => isSealed(value))) return packed
  return mapValues(packed, (_name, value) =>
    isSealed(value) ? (JSON.parse(openText(vault, value.sealed, recordId)) as FieldValue) : value,
  )
}

function hasValue({ once, more = {} }: Values, is: (name: string, value: FieldValue) => boolean): boolean {
  for (const name of Object.keys(once)) if (is(name, once[name] ?? null)) return true
  return Object.keys(more).some((name) => more[name]?.heads.some(([, value]) => is(name, value)))
}

function mapValues<P extends Values>(packed: P, change: (name: string, value: FieldValue) => FieldValue): P {
  const once = mapEntries(packed.once, change)
  if (!packed.more) return { ...packed, once }
  const more = mapEntries(packed.more, (name, field) => ({
    ...field,
    heads: field.heads.map(([stamp, value]) => [stamp, change(name, value)] as const),
  }))
  return { ...packed, once, more }
}

const mapEntries = <V>(entries: Readonly<Record<string, V>>, change: (name: string, value: V) => V) =>
  Object.fromEntries(Object.entries(entries).map(([name, value]) => [name, change(name, value)]))
