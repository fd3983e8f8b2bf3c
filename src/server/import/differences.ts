import { foldForSearch } from '#domain/person/names.ts'
import { soundWords } from '#domain/person/sound-words.ts'
import type { PersonFields } from '#protocol/records/fields.ts'
import type { DraftFields } from './draft.ts'

/** A person on record. `fields` are shown values; a field that people emptied is there as `null`. */
export type KnownFields = { readonly [Name in keyof PersonFields]?: PersonFields[Name] | null }

export type Comparison = {
  /** Fields that are unknown of the person and that the row brings. */
  readonly fills: Partial<DraftFields>
  /** Fields that the row says otherwise. */
  readonly differing: readonly (keyof DraftFields)[]
}

/** Compares a row with the person it speaks of. Spelling that tells no two people apart is no difference. */
export function compareWithKnown(known: KnownFields, draft: DraftFields): Comparison {
  const names = Object.keys(draft) as (keyof DraftFields)[]
  const fills: Record<string, unknown> = {}
  const differing: (keyof DraftFields)[] = []
  for (const name of names) {
    // How exact a birth date is belongs to the date.
    if (name === 'birthDatePrecision') continue
    if (known[name] === undefined) fills[name] = draft[name]
    else if (!isSame(name, known[name], draft[name])) differing.push(name)
  }
  if (fills.birthDate !== undefined && draft.birthDatePrecision) {
    fills.birthDatePrecision = draft.birthDatePrecision
  }
  return { fills, differing }
}

function isSame(name: keyof DraftFields, known: unknown, draft: unknown): boolean {
  if (known === draft) return true
  if (known === null) return false
  return foldValue(name, known) === foldValue(name, draft)
}

function foldValue(name: keyof DraftFields, value: unknown): string {
  const text = String(value)
  if (name === 'name' || name === 'motherName') return soundWords(text).join(' ')
  if (name === 'address') return foldForSearch(text)
  if (name === 'phone') return text.replace(/\D/g, '').replace(/^(62|0)/, '')
  if (name === 'rt' || name === 'rw') return text.replace(/^0+(?=\d)/, '').toLowerCase()
  return text
}
