import { numberAsTyped, readTypedNumber } from '#device/ui/inputs/typed-number.ts'
import type {
  AnswerValue,
  Field,
  FieldContext,
  GroupValue,
  NotMeasured,
  NumberSpec,
  PartSpec,
  Scalar,
} from '#domain/instruments/instrument.ts'
import { isNotMeasured } from '#domain/instruments/read-answer.ts'
import { isCalendarDay } from '#domain/time/calendar-day.ts'

/** What stands in the boxes of one field, by part (a field that is no group has one part, named like itself). */
export type Typed = string | boolean | readonly string[]
export type Entry = {
  readonly parts: Readonly<Record<string, Typed>>
  readonly notMeasured?: NotMeasured
  /** The doubtful value that the person said is right. */
  readonly confirmed?: AnswerValue
}
export type Entries = Readonly<Record<string, Entry>>

export const emptyEntry: Entry = { parts: {} }

/** `unfinished`: something stands in the boxes that is no value yet; `code` says why, if not by the box itself. */
export type ReadEntry =
  | { readonly kind: 'empty' }
  | { readonly kind: 'value'; readonly value: AnswerValue }
  | { readonly kind: 'unfinished'; readonly code?: string }

/** The answer that an entry means; proposals of a group count as soon as one of its other parts is filled. */
export function readEntry(field: Field, entry: Entry, context: FieldContext): ReadEntry {
  if (entry.notMeasured) return { kind: 'value', value: entry.notMeasured }
  if (field.type === 'group') return readGroup(field.parts, entry, context)
  const typed = entry.parts[field.id]
  // An empty list is an answer: none of the choices was found.
  if (typed === undefined || typed === '') return { kind: 'empty' }
  if (field.type === 'number') return readNumber(field, typed)
  // A day of which only some boxes are filled is kept as it stands, and is no answer yet.
  if (field.type === 'date' && !isCalendarDay(typed)) return { kind: 'unfinished' }
  return { kind: 'value', value: typed as AnswerValue }
}

function readNumber(spec: NumberSpec, typed: Typed): ReadEntry & { value?: Scalar } {
  const read = readTypedNumber(String(typed), spec)
  if (read.kind === 'empty') return { kind: 'empty' }
  if (read.kind === 'number') return { kind: 'value', value: read.value }
  return read.kind === 'word' ? { kind: 'value', value: read.word } : { kind: 'unfinished' }
}

function readPart(part: PartSpec, typed: Typed | undefined): ReadEntry & { value?: Scalar } {
  if (typed === undefined || typed === '') return { kind: 'empty' }
  if (part.type === 'number') return readNumber(part, typed)
  if (part.type === 'date' && !isCalendarDay(typed)) return { kind: 'unfinished' }
  return { kind: 'value', value: typeof typed === 'boolean' ? typed : String(typed) }
}

function readGroup(parts: readonly PartSpec[], entry: Entry, context: FieldContext): ReadEntry {
  const read = parts.map((part) => [part, readPart(part, entry.parts[part.id])] as const)
  if (read.some(([, part]) => part.kind === 'unfinished')) return { kind: 'unfinished' }
  if (read.every(([part, value]) => value.kind === 'empty' || part.default !== undefined)) {
    return { kind: 'empty' }
  }
  const value: Record<string, Scalar> = {}
  for (const [part, { value: typed }] of read) {
    const meant = typed ?? part.default?.(context)
    if (meant !== undefined) value[part.id] = meant
    else if (!part.optionalWhen?.(context)) return { kind: 'unfinished', code: 'partMissing' }
  }
  return { kind: 'value', value }
}

/** The boxes of a saved answer, to show and change it. */
export function entryOf(field: Field, value: AnswerValue | undefined, language: string): Entry {
  if (value === undefined) return emptyEntry
  if (isNotMeasured(value)) return { parts: {}, notMeasured: value }
  if (field.type !== 'group') return { parts: { [field.id]: typedOf(value, language) } }
  const group = value as GroupValue
  const parts = field.parts.filter((part) => group[part.id] !== undefined)
  return {
    parts: Object.fromEntries(parts.map((part) => [part.id, typedOf(group[part.id] ?? '', language)])),
  }
}

const typedOf = (value: AnswerValue, language: string): Typed =>
  typeof value === 'number' ? numberAsTyped(value, language) : (value as Typed)

export const isNumberPart = (part: PartSpec): part is PartSpec & NumberSpec => part.type === 'number'

/** Two answers are the same value, whatever the order of their parts. */
export function sameAnswer(a: AnswerValue | undefined, b: AnswerValue | undefined): boolean {
  return stable(a) === stable(b)
}

function stable(value: AnswerValue | undefined): string {
  if (typeof value !== 'object' || Array.isArray(value)) return JSON.stringify(value) ?? ''
  return JSON.stringify(Object.entries(value as GroupValue).sort(([a], [b]) => (a < b ? -1 : 1)))
}
