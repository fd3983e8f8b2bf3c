import { describe, expect, test } from 'vitest'
import { canonicalJson } from './canonical-json.ts'
import { isFieldValue, mutationSchema, unreadableField } from './mutation.ts'

const good = {
  number: 1,
  kind: 'visit',
  id: '0190a5f0-0000-7000-8000-000000000001',
  time: 1_780_000_000_000,
  set: { weightKg: 8.4 },
}
const isReadable = (entry: unknown) => mutationSchema.safeParse(entry).success
const nested = (depth: number): unknown => (depth === 0 ? 1 : [nested(depth - 1)])

describe('mutation', () => {
  test('MG10: kinds, fields and values of a newer edition are readable', () => {
    expect(
      isReadable({ ...good, kind: 'stool', set: { newField: { a: [1, null, true] }, constructor: 'x' } }),
    ).toBe(true)
  })

  test.each<[string, unknown]>([
    ['number 0', { ...good, number: 0 }],
    ['number 1.5', { ...good, number: 1.5 }],
    ['an id in upper case', { ...good, id: good.id.toUpperCase() }],
    ['an id that is none', { ...good, id: 'x' }],
    ['a kind with a space', { ...good, kind: 'a b' }],
    ['a negative time', { ...good, time: -1 }],
    ['a time that no stamp can tell', { ...good, time: 1_000_000_000_000_000 }],
    ['set that is a list', { ...good, set: [1] }],
    ['set without value', { ...good, set: { weightKg: undefined } }],
    ['a field named __proto__', { ...good, set: JSON.parse('{"__proto__": 1}') }],
    ['a value with a __proto__ inside', { ...good, set: { note: JSON.parse('[{"a": {"__proto__": 1}}]') } }],
    ['a field of 65 characters', { ...good, set: { ['a'.repeat(65)]: 1 } }],
    ['seen that holds no stamp', { ...good, seen: { weightKg: ['x'] } }],
    ['seen with leading zeros', { ...good, seen: { weightKg: ['01.5.a'] } }],
    ['more than 64 seen', { ...good, seen: { weightKg: Array(65).fill('1.5.a') } }],
    ['nothing', undefined],
  ])('HD2: %s is unreadable', (_, entry) => expect(isReadable(entry)).toBe(false))

  test.each<[string, unknown]>([
    ['the last time that a stamp can tell', { ...good, time: 999_999_999_999_999 }],
    ['a field of 64 characters', { ...good, set: { ['a'.repeat(64)]: 1 } }],
    ['64 seen', { ...good, seen: { weightKg: Array(64).fill('1.5.a') } }],
    ['nothing set', { ...good, set: {} }],
  ])('HD2: %s is readable', (_, entry) => expect(isReadable(entry)).toBe(true))

  test('PK5: nested 16 deep is read, 17 is not', () => {
    expect(isFieldValue(nested(16))).toBe(true)
    expect(isFieldValue(nested(17))).toBe(false)
  })

  test('HD2: the unreadable field is named', () => {
    expect(unreadableField({ weightKg: 8, heightCm: undefined })).toBe('heightCm')
    expect(unreadableField({ weightKg: 8 })).toBeUndefined()
  })

  test('PK6: canonical JSON is the same whatever the order of keys', () => {
    const text = canonicalJson({ b: [1, { d: null, c: 'é"' }], a: true })
    expect(text).toBe('{"a":true,"b":[1,{"c":"é\\"","d":null}]}')
    expect(canonicalJson({ a: true, b: [1, { c: 'é"', d: null }] })).toBe(text)
    expect(canonicalJson([1, 2])).not.toBe(canonicalJson([2, 1]))
  })
})
