import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type FieldValue, isFieldValue, type Mutation, mutationSchema } from '#protocol/mutation.ts'
import type { BatchHeader } from './batch.ts'
import { decodeBatch, encodeBatch } from './codec.ts'

const header: BatchHeader = {
  protocol: 1,
  puskesmasId: '0190a5f0-0000-7000-8000-0000000000aa',
  deviceId: '0190a5f0-0000-7000-8000-0000000000bb',
  personId: '0190a5f0-0000-7000-8000-0000000000cc',
  baseTime: 1_780_000_000_000,
  appVersion: '1.0.0',
  waiting: 3,
  held: 0,
}
const value = fc
  .jsonValue({ maxDepth: 3 })
  .map((json) => JSON.parse(JSON.stringify(json)) as FieldValue)
  .filter((one) => isFieldValue(one))
const fieldName = fc.stringMatching(/^[A-Za-z][A-Za-z0-9_]{0,10}$/)
const mutation = fc.record(
  {
    kind: fc.constantFrom('visit', 'person', 'stool'),
    id: fc.uuid(),
    time: fc.integer({ min: 0, max: 2_000_000_000_000 }),
    set: fc.oneof(
      fc.record({ weightKg: value, heightCm: value }),
      fc.dictionary(fieldName, value, { maxKeys: 5, noNullPrototype: true }),
    ),
    seen: fc.dictionary(fieldName, fc.array(fc.constantFrom('1.5.a', '2.6.b'), { maxLength: 3 }), {
      maxKeys: 2,
      noNullPrototype: true,
    }),
    mends: fc.integer({ min: 1, max: 99 }),
  },
  { requiredKeys: ['kind', 'id', 'time', 'set'] },
)
const mutations = fc
  .tuple(
    fc.array(mutation, { maxLength: 20 }),
    fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 20, maxLength: 20 }),
  )
  .map(([rows, gaps]) => {
    let number = 0
    return rows.map((row, i): Mutation => {
      number += gaps[i] ?? 1
      return { ...(row as Omit<Mutation, 'number'>), number }
    })
  })

const visit = (number: number): Mutation => ({
  number,
  kind: 'visit',
  id: '0190a5f0-0000-7000-8000-000000000001',
  time: header.baseTime + number,
  set: { weightKg: 8 + number / 10 },
})
type Payload = { h: Record<string, unknown>; g: Record<string, unknown>[] }
const tampered = (rows: readonly Mutation[], change: (payload: Payload) => void) => {
  const payload = JSON.parse(encodeBatch({ ...header, mutations: rows })) as Payload
  change(payload)
  return decodeBatch(JSON.stringify(payload))
}
const isReadable = (entry: unknown) => mutationSchema.safeParse(entry).success

describe('codec', () => {
  test('PK2: what was packed is read back, unknown kinds and fields included', () => {
    fc.assert(
      fc.property(mutations, (rows) => {
        const back = decodeBatch(encodeBatch({ ...header, mutations: rows }))
        expect(back?.header).toEqual(header)
        expect(back?.arrived).toEqual(rows.map((row) => ({ number: row.number, entry: row })))
        expect(back?.arrived.every((row) => isReadable(row.entry))).toBe(true)
      }),
    )
  })

  test('PK2: the order in which rows are given makes no difference', () => {
    const rows = [visit(1), visit(2), visit(7)]
    const reversed = [...rows].reverse()
    expect(encodeBatch({ ...header, mutations: reversed })).toBe(encodeBatch({ ...header, mutations: rows }))
  })

  test.each(['', '{', '[]', '{"h":{},"g":[]}', 'null', '{"g":[]}'])('PK2: %j is no payload', (text) =>
    expect(decodeBatch(text)).toBeUndefined(),
  )

  test('UP3 PK2: a header of a newer edition keeps what this one knows', () => {
    expect(tampered([visit(1)], (p) => Object.assign(p.h, { battery: 5 }))?.header).toEqual(header)
  })

  test.each<[string, (shape: Record<string, unknown>) => void]>([
    ['a time that is text', (shape) => Object.assign(shape, { t: [1, 'x', 3] })],
    ['an id that is none', (shape) => Object.assign(shape, { i: [visit(1).id, 'x', visit(1).id] })],
    ['a column that is too short', (shape) => Object.assign(shape, { v: [[8.1]] })],
    ['seen that is no map', (shape) => Object.assign(shape, { s: { 1: 'x' } })],
    ['seen that is null', (shape) => Object.assign(shape, { s: { 1: null } })],
    ['mends that is zero', (shape) => Object.assign(shape, { m: { 1: 0 } })],
  ])('PK4: %s makes its own row unreadable', (_, change) => {
    const back = tampered([visit(1), visit(2), visit(3)], (p) => change(p.g[0] as Record<string, unknown>))
    expect(back?.arrived.map((row) => row.number)).toEqual([1, 2, 3])
    expect(isReadable(back?.arrived[0]?.entry)).toBe(true)
    expect(isReadable(back?.arrived[1]?.entry)).toBe(false)
  })

  test('PK5: rows stop one above the limit of a batch', () => {
    const many = tampered([visit(1)], (p) => Object.assign(p.g[0] ?? {}, { n: Array(100_000).fill(1) }))
    expect(many?.arrived).toHaveLength(501)
    const shapes = tampered([visit(1)], (p) => {
      p.g = Array(10_000).fill(p.g[0])
    })
    expect(shapes?.arrived).toHaveLength(501)
  })

  test('PK5: a shape with more fields than any form is unreadable', () => {
    const wide = tampered([visit(1)], (p) =>
      Object.assign(p.g[0] ?? {}, { f: Array.from({ length: 1_001 }, (_, i) => `f${i}`) }),
    )
    expect(wide?.arrived).toEqual([{ number: 1, entry: undefined }])
  })

  test('PK5: deep nesting neither breaks reading nor is readable', () => {
    const deep = `${'['.repeat(50_000)}${']'.repeat(50_000)}`
    const text = encodeBatch({ ...header, mutations: [visit(1)] }).replace('8.1', deep)
    const back = decodeBatch(text)
    expect(back?.arrived).toHaveLength(1)
    expect(isReadable(back?.arrived[0]?.entry)).toBe(false)
  })
})
