import fc from 'fast-check'
import { expect, it } from 'vitest'
import { fromBase64, fromBase64Url, toBase64 } from './base64.ts'

it('writes what Node writes, and reads it back', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 100 }), (bytes) => {
      const letters = toBase64(bytes)
      expect(letters).toBe(Buffer.from(bytes).toString('base64'))
      expect(fromBase64(letters)).toEqual(bytes)
    }),
  )
})

it('takes one spelling only', () => {
  for (const wrong of ['A', 'AA', 'AAA', 'AB==', 'AAB=', 'A===', '====', 'AA=A', 'AA A', 'AA-_', 'AAAA\n'])
    expect([wrong, fromBase64(wrong)]).toEqual([wrong, undefined])
})

it('reads what Node writes as base64url, and nothing of the other alphabet', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 100 }), (bytes) => {
      expect(fromBase64Url(Buffer.from(bytes).toString('base64url'))).toEqual(bytes)
    }),
  )
  for (const wrong of ['A', 'AB', 'AAB', 'AA==', 'AA+/', 'AA A'])
    expect([wrong, fromBase64Url(wrong)]).toEqual([wrong, undefined])
})
