import fc from 'fast-check'
import { expect, test } from 'vitest'
import { readVarint, varint } from './varint.ts'

test('PK8: a number is read back as it was written, wherever it stands', () => {
  const number = fc.oneof(
    fc.nat(1000),
    fc.maxSafeNat().map((one) => one % 2 ** 49),
  )
  fc.assert(
    fc.property(number, fc.uint8Array({ maxLength: 4 }), (value, before) => {
      const bytes = Uint8Array.of(...before, ...varint(value), 9)
      expect(readVarint(bytes, before.length)).toEqual({ value, end: bytes.length - 1 })
    }),
  )
})

test.each([
  [0, [0]],
  [127, [127]],
  [128, [128, 1]],
  [16_383, [255, 127]],
  [16_384, [128, 128, 1]],
  [2 ** 49 - 1, [255, 255, 255, 255, 255, 255, 127]],
])('PK8: %d takes as few bytes as it needs', (value, bytes) => {
  expect([...varint(value)]).toEqual(bytes)
})

test('PK5: what ends too soon or goes on for ever is no number', () => {
  expect(readVarint(Uint8Array.of(), 0)).toBeUndefined()
  expect(readVarint(Uint8Array.of(128), 0)).toBeUndefined()
  expect(readVarint(new Uint8Array(20).fill(128), 0)).toBeUndefined()
})
