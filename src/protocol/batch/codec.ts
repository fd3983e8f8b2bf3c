import { z } from 'zod/mini'
import { type FieldValue, limits, type Mutation } from '#protocol/mutation.ts'
import { parseJson } from '#protocol/parse-json.ts'
import { type Batch, type BatchHeader, batchHeaderSchema } from './batch.ts'

/**
 * The payload as text: mutations of one shape (kind and fields) stand together, column by column, because a
 * month's visits are alike and alike things compress. Numbers and times are told as differences.
 */
type Shape = {
  k: string
  f: string[]
  /** Numbers: the first as it is, then steps. */
  n: number[]
  /** Times less the batch's base time. */
  t: number[]
  i: string[]
  /** One column a field. */
  v: FieldValue[][]
  /** Row → what it replaces, mends; only rows that have it. */
  s?: Record<string, Mutation['seen']>
  m?: Record<string, number>
}

/** The text of a batch. Order is by number, so it is not kept apart. */
export function encodeBatch(batch: Batch): string {
  const { mutations, ...header } = batch
  const shapes = new Map<string, Mutation[]>()
  for (const mutation of [...mutations].sort((a, b) => a.number - b.number)) {
    const key = [mutation.kind, ...Object.keys(mutation.set)].join(' ')
    const rows = shapes.get(key)
    if (rows) rows.push(mutation)
    else shapes.set(key, [mutation])
  }
  return JSON.stringify({
    h: header,
    g: [...shapes.values()].map((rows) => encodeShape(rows, batch.baseTime)),
  })
}

function encodeShape(rows: readonly Mutation[], baseTime: number): Shape {
  const first = rows[0] as Mutation
  const fields = Object.keys(first.set)
  const shape: Shape = {
    k: first.kind,
    f: fields,
    n: rows.map((row, i) => (i === 0 ? row.number : row.number - (rows[i - 1] as Mutation).number)),
    t: rows.map((row) => row.time - baseTime),
    i: rows.map((row) => row.id),
    v: fields.map((field) => rows.map((row) => row.set[field] as FieldValue)),
  }
  const seen = rowsWith(rows, (row) => row.seen)
  const mends = rowsWith(rows, (row) => row.mends)
  return { ...shape, ...(seen && { s: seen }), ...(mends && { m: mends }) }
}

function rowsWith<T>(
  rows: readonly Mutation[],
  pick: (row: Mutation) => T | undefined,
): Record<string, T> | undefined {
  const found = rows.flatMap((row, i) => {
    const value = pick(row)
    return value === undefined ? [] : [[String(i), value] as const]
  })
  return found.length > 0 ? Object.fromEntries(found) : undefined
}

const list = z.array(z.unknown())
const shapeSchema = z.object({
  k: z.unknown(),
  f: z.array(z.string()),
  n: z.array(z.number()),
  t: list,
  i: list,
  v: z.array(list),
  s: z.optional(z.record(z.string(), z.unknown())),
  m: z.optional(z.record(z.string(), z.unknown())),
})
type ArrivedShape = z.infer<typeof shapeSchema>
const payloadSchema = z.object({ h: batchHeaderSchema, g: z.array(shapeSchema) })

/** More fields than any form has: rows of such a shape are not spread out, and so unreadable. */
const mostFields = 1_000

/** A mutation as it arrived, its number apart; whether it is readable is for the reader to judge. */
export type Arrived = { readonly number: number; readonly entry: unknown }
export type ArrivedBatch = { readonly header: BatchHeader; readonly arrived: readonly Arrived[] }

/**
 * Reads a payload. `undefined` when it is none of this protocol; a bad row only makes its own entry unreadable.
 * Stops one row above the limit of a batch, so that a small payload cannot unfold into a large one.
 */
export function decodeBatch(text: string): ArrivedBatch | undefined {
  const parsed = payloadSchema.safeParse(parseJson(text))
  if (!parsed.success) return undefined
  const { h: header, g: shapes } = parsed.data
  const arrived: Arrived[] = []
  for (const shape of shapes) {
    const room = limits.mutationsPerBatch + 1 - arrived.length
    for (const row of decodeShape(shape, header.baseTime, room)) arrived.push(row)
  }
  return { header, arrived: arrived.sort((a, b) => a.number - b.number) }
}

/** A field's name comes from outside: `__proto__` must become a field like any other. */
function setOwn(set: Record<string, unknown>, field: string, value: unknown): void {
  if (field !== '__proto__') set[field] = value
  else Object.defineProperty(set, field, { value, enumerable: true, configurable: true, writable: true })
}

function decodeShape(shape: ArrivedShape, baseTime: number, room: number): Arrived[] {
  let number = 0
  return shape.n.slice(0, room).map((step, row) => {
    number += step
    if (shape.f.length > mostFields) return { number, entry: undefined }
    const at = shape.t[row]
    const seen = shape.s?.[row]
    const mends = shape.m?.[row]
    const set: Record<string, unknown> = {}
    for (const [column, field] of shape.f.entries()) setOwn(set, field, shape.v[column]?.[row])
    const time = typeof at === 'number' ? baseTime + at : at
    return {
      number,
      entry: {
        number,
        kind: shape.k,
        id: shape.i[row],
        time,
        set,
        ...(seen !== undefined && { seen }),
        ...(mends !== undefined && { mends }),
      },
    }
  })
}
