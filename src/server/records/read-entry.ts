import type { z } from 'zod/mini'
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
import { hashOf } from './hash.ts'
import { followsPerson } from './place.ts'

/** Why something is held; never a value. */
export type Reason = { readonly code: HoldCode; readonly field?: string }

/** One arrived entry: its content as kept, and either the mutation that it is or why it is none. */
export type Entry = {
  readonly number: number
  /** Canonical JSON; absent where not even that could be made, so that the batch's bytes must be kept. */
  readonly content: string | undefined
  /** Names the content. */
  readonly hash: string
  readonly read: { readonly mutation: Mutation } | { readonly reason: Reason }
}

/** Reads one entry by itself (sync-spec HD2). Values are not judged: what is out of range is accepted. */
export function readEntry({ number, entry }: Arrived): Entry {
  const parsed = mutationSchema.safeParse(entry)
  // A readable entry is JSON by its schema.
  const content = parsed.success ? canonicalJson(entry as FieldValue) : jsonOf(entry)
  const hash = hashOf(content ?? `unreadable ${number}`)
  return {
    number,
    content,
    hash,
    read: parsed.success ? check(parsed.data) : { reason: unreadable(fieldAtFault(entry)) },
  }
}

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

function check(read: z.infer<typeof mutationSchema>): Entry['read'] {
  const large = Object.entries(read.set).find(([, value]) => isTooLarge(value))?.[0]
  const fault = large ?? misplacedField(read)
  if (fault !== undefined) return { reason: unreadable(fault) }
  const { seen, mends, ...rest } = read
  return { mutation: { ...rest, ...(seen && { seen }), ...(mends !== undefined && { mends }) } }
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

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/

/** Where a record belongs must be readable, or it would belong nowhere. */
function misplacedField({ kind, set }: { kind: string; set: Mutation['set'] }): string | undefined {
  const field = followsPerson(kind) ? 'personId' : 'posyanduId'
  if (!Object.hasOwn(set, field)) return undefined
  const value = set[field]
  return typeof value === 'string' && uuid.test(value) ? undefined : field
}
