import fc from 'fast-check'
import { expect, test } from 'vitest'
import { joinSealedBatch, type SealedHeader, type SealedRow, splitSealedBatch } from './sealed-batch.ts'

const readText = (bytes: Uint8Array) => new TextDecoder('utf-8', { fatal: true }).decode(bytes)
const header: SealedHeader = {
  protocol: 1,
  puskesmasId: '00000000-0000-4000-8000-00000000a001',
  deviceId: '00000000-0000-4000-8000-000000000001',
  personId: '00000000-0000-4000-8000-00000000c001',
  baseTime: 1_790_000_000_000,
  appVersion: '1',
  waiting: 2,
  held: 0,
  queueKeys: ['1', '2'].map((last) => ({
    id: `00000000-0000-4000-8000-00000000d00${last}`,
    keys: 5,
    sealed: 'AAAA',
  })),
}
const writeText = (text: string) => new TextEncoder().encode(text)
const row = fc.record({
  number: fc.oneof(
    fc.nat(300),
    fc.nat(),
    fc.maxSafeNat().map((number) => number % 2 ** 49),
  ),
  keyId: fc.constantFrom(...header.queueKeys.map(({ id }) => id)),
  sealed: fc.oneof(fc.uint8Array({ maxLength: 80 }), fc.uint8Array({ minLength: 127, maxLength: 129 })),
})
const rows = fc.array(row, { maxLength: 6 })

test('PK8: header and rows are taken apart as they were put together', () => {
  fc.assert(
    fc.property(rows, (list) => {
      const split = splitSealedBatch(joinSealedBatch(header, list, writeText), readText)
      expect(split?.header).toEqual(header)
      expect(split?.rows.map((one) => ({ ...one, sealed: Uint8Array.from(one.sealed) }))).toEqual(
        list.toSorted((a, b) => a.number - b.number),
      )
    }),
  )
})

test('PK5, PK8: whatever bytes come, or wherever a batch is cut, nothing is read that is not there', () => {
  fc.assert(
    fc.property(rows, fc.nat(), fc.uint8Array({ maxLength: 64 }), (list, at, bytes) => {
      const whole = joinSealedBatch(header, list, writeText)
      const cut = splitSealedBatch(whole.subarray(0, at % (whole.length + 1)), readText)
      expect(cut === undefined || cut.rows.length <= list.length).toBe(true)
      expect(splitSealedBatch(bytes, readText)).toBeUndefined()
    }),
  )
})

test('PK8: a row costs three bytes besides its seal, and goes with its key or not at all', () => {
  const [first, second] = header.queueKeys.map(({ id }) => id)
  if (!first || !second) throw new Error('two keys')
  const sealed = new Uint8Array(127)
  const of = (keyId: string, number: number) => ({ number, keyId, sealed })
  const length = (list: readonly SealedRow[]) => joinSealedBatch(header, list, writeText).length
  expect(length([of(first, 1), of(second, 128)]) - length([of(first, 1)])).toBe(127 + 3)
  expect(() => length([of('00000000-0000-4000-8000-00000000d003', 1)])).toThrow(RangeError)
})

test('PK8: a row under a key that the header does not have makes no batch', () => {
  const twoKeys = joinSealedBatch(
    header,
    [{ number: 1, keyId: header.queueKeys[1]?.id ?? '', sealed: Uint8Array.of(7) }],
    writeText,
  )
  expect(splitSealedBatch(twoKeys, readText)?.rows).toHaveLength(1)
  const key = twoKeys.length - 3
  expect(twoKeys[key]).toBe(1)
  expect(splitSealedBatch(twoKeys.with(key, 2), readText)).toBeUndefined()
})
