import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { FieldState } from '#protocol/merge.ts'
import type { FieldValue } from '#protocol/mutation.ts'
import { packState, unpackState } from './packed-state.ts'

const stamp = fc.constantFrom('1.5.a', '1.6.a', '2.7.b', '3.1.c')
const value = fc.jsonValue({ maxDepth: 2 }).map((json) => JSON.parse(JSON.stringify(json)) as FieldValue)
const field: fc.Arbitrary<FieldState> = fc.record({
  heads: fc.array(fc.record({ stamp, value }), { maxLength: 3 }),
  replaced: fc.array(stamp, { maxLength: 3 }),
})
const fields = fc.dictionary(
  fc.constantFrom('weightKg', 'name', 'constructor', 'toString', '__proto__', 'rt', 'rw'),
  field,
  {
    noNullPrototype: true,
  },
)

test('MG1: a state that is packed and read back is the same', () => {
  fc.assert(
    fc.property(fields, (state) => {
      expect(unpackState(JSON.parse(packState(state)))).toEqual(state)
    }),
  )
})

test('a record written once tells its stamp once', () => {
  const once = { heads: [{ stamp: '1.5.a', value: 1 }], replaced: [] }
  expect(packState({ a: once, b: once })).toBe('{"stamps":["1.5.a"],"once":{"a":1,"b":1}}')
})
