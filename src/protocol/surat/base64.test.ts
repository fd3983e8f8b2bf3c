import fc from 'fast-check'
import { expect, it } from 'vitest'
import { fromBase64, toBase64 } from './base64.ts'

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
