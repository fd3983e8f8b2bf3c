import type { Arrived } from '#protocol/batch/codec.ts'
import { canonicalJson } from '#protocol/canonical-json.ts'
import type { HoldCode } from '#protocol/messages/sync.ts'
import {
  type FieldValue,
  limits,
  type Mutation,
  mutationSchema,
  unreadableField,
} from '#protocol/mutation.ts'
import type { Vault } from '#server/sealing/vault.ts'
import { followsPerson, idIn } from './place.ts'
import { plainMutation } from './plain-mutation.ts'

/** Why something is held; never a value. */
export type Reason = { readonly code: HoldCode; readonly field?: string }

/** What an entry says, so that it can be told from another. */
export type Content = {
  /** Canonical JSON; absent where not even that could be made, so that the batch's bytes must be kept. */
  readonly text: string | undefined
  /** Names the content, by a keyed hash: whoever has the database alone cannot try contents against it. */
  readonly hash: string
}

/** One arrived entry: either the mutation that it is or why it is none, and its content. */
export type Entry = {
  readonly number: number
  readonly read: { readonly mutation: Mutation } | { readonly reason: Reason }
  /** Made when first asked for: of most mutations nobody ever asks. */
  readonly content: () => Content
}

/** Reads one entry by itself (sync-spec HD2). Values are not judged: what is out of range is accepted. */
export function readEntry({ number, entry }: Arrived, { mark }: Pick<Vault, 'mark'>): Entry {
  const mutation = plainMutation(entry) ?? readBySchema(entry)
  let made: Content | undefined
  return {
    number,
    read: mutation ? check(mutation) : { reason: unreadable(fieldAtFault(entry)) },
    // A readable entry is JSON by its schema.
    content: () =>
      (made ??= contentOf(mark, number, mutation ? canonicalJson(entry as FieldValue) : jsonOf(entry))),
  }
}

function readBySchema(entry: unknown): Mutation | undefined {
  const parsed = mutationSchema.safeParse(entry)
  if (!parsed.success) return undefined
  const { seen, mends, ...rest } = parsed.data
  return { ...rest, ...(seen && { seen }), ...(mends !== undefined && { mends }) }
}

/** What stands for a content without a text where it is named. */
export const nameOfUntold = (number: number): string => `unreadable ${number}`

const contentOf = (mark: Vault['mark'], number: number, text: string | undefined): Content => ({
  text,
  hash: mark(text ?? nameOfUntold(number)),
})

/** Missing values become null, as JSON has it. What is nested too deep, or is nothing, has no text. */
function jsonOf(entry: unknown): string | undefined {
  if (entry === undefined || isNestedBeyond(entry, 64)) return undefined
  try {
    return canonicalJson(JSON.parse(JSON.stringify(entry)) as FieldValue)
  } catch {
    return undefined
  }
}

function isNestedBeyond(value: unknown, depth: number): boolean {
  if (typeof value !== 'object' || value === null) return false
  return depth === 0 || Object.values(value).some((member) => isNestedBeyond(member, depth - 1))
}

const unreadable = (field: string | undefined): Reason => ({
  code: 'unreadable',
  ...(field !== undefined && { field }),
})

function check(mutation: Mutation): Entry['read'] {
  const { set } = mutation
  const large = Object.keys(set).find((name) => isTooLarge(set[name] ?? null))
  const fault = large ?? misplacedField(mutation)
  return fault === undefined ? { mutation } : { reason: unreadable(fault) }
}

function fieldAtFault(entry: unknown): string | undefined {
  const set = typeof entry === 'object' && entry !== null && 'set' in entry ? entry.set : undefined
  const field = typeof set === 'object' && set !== null ? unreadableField(set) : undefined
  // A name that is none could itself be a value.
  return field !== undefined && /^[A-Za-z]\w{0,63}$/.test(field) ? field : undefined
}

/** A short text has at most 3 bytes a character in UTF-8 and 6 when escaped: only long ones are measured. */
function isTooLarge(value: FieldValue): boolean {
  if (typeof value === 'string' && value.length * 6 + 2 <= limits.bytesPerField) return false
  if (value === null || typeof value === 'number' || typeof value === 'boolean') return false
  return Buffer.byteLength(JSON.stringify(value)) > limits.bytesPerField
}

/** Where a record belongs must be readable, or it would belong nowhere. */
function misplacedField({ kind, set }: { kind: string; set: Mutation['set'] }): string | undefined {
  const field = followsPerson(kind) ? 'personId' : 'posyanduId'
  if (!Object.hasOwn(set, field)) return undefined
  return idIn(set[field]) === undefined ? field : undefined
}
