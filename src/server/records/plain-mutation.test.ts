import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { mutationSchema } from '#protocol/mutation.ts'
import { plainMutation } from './plain-mutation.ts'

const id = '0190a5f0-0000-7000-8000-000000000001'
const good = { number: 1, kind: 'visit', id, time: 5, set: { weightKg: 8.4 } }
const odd = fc.oneof(
  fc.jsonValue(),
  fc.constantFrom(
    undefined,
    Number.NaN,
    -1,
    0,
    1.5,
    2 ** 53,
    1e15,
    '',
    'Visit',
    'visit-x',
    id.toUpperCase(),
    [],
    {},
  ),
)

describe('the quick look', () => {
  test('takes what almost all mutations are', () => {
    expect(plainMutation(good)).toEqual(good)
    const whole = { ...good, set: { bloodPressure: { systolicMmHg: 120 }, voided: null, list: [1, 'a'] } }
    expect(plainMutation(whole)).toEqual(whole)
  })

  test.each([
    ['what replaces a write', { ...good, seen: { weightKg: ['1.5.a'] } }],
    ['what mends', { ...good, mends: 1 }],
    ['a name that every object inherits', { ...good, set: JSON.parse('{"__proto__":1}') as object }],
    ['what is nested', { ...good, set: { a: [[[1]]] } }],
    ['nothing', null],
  ])('leaves %s to the schema', (_, entry) => expect(plainMutation(entry)).toBeUndefined())

  test('takes nothing that the schema does not take alike', () => {
    const field = fc.constantFrom('number', 'kind', 'id', 'time', 'set', 'seen', 'mends', 'more')
    const entries = fc
      .tuple(field, odd, fc.dictionary(fc.oneof(fc.string(), fc.constantFrom('weightKg', '__proto__')), odd))
      .chain(([name, value, set]) =>
        fc.constantFrom({ ...good, set, [name]: value }, { ...good, [name]: value }),
      )
    fc.assert(
      fc.property(entries, (entry) => {
        const plain = plainMutation(entry)
        if (plain) expect(mutationSchema.parse(entry)).toEqual(plain)
      }),
      { numRuns: 2000 },
    )
  })
})
