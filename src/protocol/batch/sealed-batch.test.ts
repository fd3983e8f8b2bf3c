import fc from 'fast-check'
import { expect, test } from 'vitest'
import { joinSealedBatch, type SealedHeader, splitSealedBatch } from './sealed-batch.ts'

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
  queueKeys: [{ id: '00000000-0000-4000-8000-00000000d001', keys: 5, sealed: 'AAAA' }],
}
const headerBytes = new TextEncoder().encode(JSON.stringify(header))
const rows = fc.array(fc.record({ number: fc.nat(), sealed: fc.uint8Array({ maxLength: 80 }) }), {
  maxLength: 6,
})

test('PK8: header and rows are taken apart as they were put together', () => {
  fc.assert(
    fc.property(rows, (list) => {
      const split = splitSealedBatch(joinSealedBatch(headerBytes, list), readText)
      expect(split?.header).toEqual(header)
      expect(split?.rows.map(({ number, sealed }) => ({ number, sealed: Uint8Array.from(sealed) }))).toEqual(
        list,
      )
    }),
  )
})

test('PK5, PK8: whatever bytes come, or wherever a batch is cut, nothing is read that is not there', () => {
  fc.assert(
    fc.property(rows, fc.nat(), fc.uint8Array({ maxLength: 64 }), (list, at, bytes) => {
      const whole = joinSealedBatch(headerBytes, list)
      const cut = splitSealedBatch(whole.subarray(0, at % (whole.length + 1)), readText)
      expect(cut === undefined || cut.rows.length <= list.length).toBe(true)
      expect(splitSealedBatch(bytes, readText)).toBeUndefined()
    }),
  )
})
