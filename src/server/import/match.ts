import { likelyDuplicates, type PersonLike } from '#domain/person/likeness.ts'
import { nameLikeness } from '#domain/person/name-likeness.ts'
import { soundWords } from '#domain/person/sound-words.ts'
import type { AmbiguityReason } from '#protocol/messages/import.ts'
import { isExactBirth, type PersonFields } from '#protocol/records/fields.ts'
import type { Draft } from './draft.ts'

/** Someone a row can be compared with: a person on record, or an earlier row of the file. */
export type Candidate = { readonly id: string; readonly fields: PersonFields }

export type Match =
  | { readonly kind: 'one'; readonly id: string }
  | { readonly kind: 'none' }
  | { readonly kind: 'ambiguous'; readonly reason: AmbiguityReason; readonly id: string }

/** Two names of one mother are at least so alike; the same bound as for possible doubles. */
const sameMotherFrom = 0.86
/** Two names less alike than this are of two people. */
const otherNameBelow = 0.7

/** Candidates by what is looked up first, so that each row is compared with few. */
export class CandidateIndex {
  readonly #byNik = new Map<string, Candidate[]>()
  readonly #byNameAndBirth = new Map<string, Candidate[]>()
  readonly #comparable: PersonLike[] = []

  constructor(candidates: readonly Candidate[] = []) {
    for (const candidate of candidates) this.add(candidate)
  }

  add(candidate: Candidate): void {
    this.#comparable.push(comparable(candidate.id, candidate.fields))
    if (candidate.fields.nik) pushTo(this.#byNik, candidate.fields.nik, candidate)
    pushTo(this.#byNameAndBirth, nameAndBirth(candidate.fields), candidate)
  }

  /**
   * Who a row speaks of: by NIK; else by name, birth date and mother; whoever is merely alike makes it
   * ambiguous.
   */
  match(draft: Draft): Match {
    const sameNik = draft.fields.nik ? (this.#byNik.get(draft.fields.nik) ?? []) : []
    if (sameNik.length > 0) return byNik(draft, sameNik)
    const byName = this.#byNameAndBirth.get(nameAndBirth(draft.fields)) ?? []
    return byNameAndMother(draft, byName) ?? this.#alike(draft) ?? { kind: 'none' }
  }

  #alike(draft: Draft): Match | undefined {
    const likeness = likelyDuplicates(comparable('', draft.fields), this.#comparable)[0]
    if (!likeness) return undefined
    const certainlyTwo = likeness.reasons.includes('differentNik') && !likeness.reasons.includes('sameName')
    return certainlyTwo ? undefined : { kind: 'ambiguous', reason: 'resembles', id: likeness.id }
  }
}

function byNik(draft: Draft, sameNik: readonly Candidate[]): Match {
  const [first, second] = sameNik
  if (!first) return { kind: 'none' }
  if (second) return { kind: 'ambiguous', reason: 'severalMatch', id: first.id }
  return areTwoPeople(draft.fields, first.fields)
    ? { kind: 'ambiguous', reason: 'nikOfSomeoneElse', id: first.id }
    : { kind: 'one', id: first.id }
}

/** Name and birth date both speak against it: the number was typed for someone else. */
export function areTwoPeople(a: PersonFields, b: PersonFields): boolean {
  return a.birthDate !== b.birthDate && likenessOf(a.name, b.name) < otherNameBelow
}

function byNameAndMother(draft: Draft, byName: readonly Candidate[]): Match | undefined {
  const compared = byName.map((candidate) => ({
    candidate,
    mother: motherOf(draft.fields, candidate.fields),
  }))
  const same = compared.filter(({ mother }) => mother === 'same').map(({ candidate }) => candidate)
  const [first, second] = same
  if (first && second) return { kind: 'ambiguous', reason: 'severalMatch', id: first.id }
  if (first) {
    const two = draft.fields.nik && first.fields.nik && draft.fields.nik !== first.fields.nik
    return two ? { kind: 'ambiguous', reason: 'nikDiffers', id: first.id } : { kind: 'one', id: first.id }
  }
  const unknown = compared.find(({ mother }) => mother === 'unknown')
  return unknown && { kind: 'ambiguous', reason: 'motherUnknown', id: unknown.candidate.id }
}

/** `same` also where neither names one; `unknown` where only one does. */
function motherOf(a: PersonFields, b: PersonFields): 'same' | 'different' | 'unknown' {
  if (a.motherNik && b.motherNik && a.motherNik === b.motherNik) return 'same'
  if (!a.motherName && !b.motherName) return 'same'
  if (!a.motherName || !b.motherName) return 'unknown'
  return likenessOf(a.motherName, b.motherName) >= sameMotherFrom ? 'same' : 'different'
}

function likenessOf(a = '', b = ''): number {
  return nameLikeness(soundWords(a), soundWords(b))
}

function nameAndBirth(fields: PersonFields): string {
  return `${soundWords(fields.name ?? '').join(' ')}|${fields.birthDate ?? ''}`
}

function comparable(id: string, fields: PersonFields): PersonLike {
  return {
    id,
    name: fields.name,
    nik: fields.nik,
    sex: fields.sex,
    birthDate: fields.birthDate,
    birthDateExact: isExactBirth(fields.birthDatePrecision),
    motherName: fields.motherName,
    motherNik: fields.motherNik,
    birthOrder: fields.birthOrder,
  }
}

function pushTo<T>(map: Map<string, T[]>, key: string, value: T): void {
  const list = map.get(key)
  if (list) list.push(value)
  else map.set(key, [value])
}
