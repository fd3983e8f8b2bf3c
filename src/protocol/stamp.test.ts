import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { compareStamps, makeStamp, nextRevision, parseStamp } from './stamp.ts'

const parts = fc.record({
  revision: fc.integer({ min: 0, max: 9_999_999_999 }),
  time: fc.integer({ min: 0, max: 999_999_999_999_999 }),
  device: fc.stringMatching(/^[A-Za-z0-9-]{1,64}$/),
})
/** Few values, so that ties are common; and text that is no stamp. */
const anyStamp = fc.oneof(
  fc
    .record({
      revision: fc.integer({ min: 0, max: 12 }),
      time: fc.integer({ min: 0, max: 3 }),
      device: fc.constantFrom('a', 'b', 'B'),
    })
    .map(makeStamp),
  fc.constantFrom('', '1.2', '01.2.a', '1.02.a', '10000000000.1.a', '99999999999.1.a', 'x'),
)

describe('stamps', () => {
  test('ST1: what was made is read back', () => {
    fc.assert(
      fc.property(parts, (p) => {
        expect(parseStamp(makeStamp(p))).toEqual(p)
      }),
    )
  })

  test.each(['', '1.2', '01.2.a', '1.02.a', '1.2.', '1.2.a b', '-1.2.a', '1.2.a\n', '12345678901.1.a'])(
    'ST1: %j is no stamp',
    (text) => expect(parseStamp(text)).toBeUndefined(),
  )

  test('ST2: one above the highest replaced, 1 above nothing', () => {
    expect(nextRevision([])).toBe(1)
    expect(nextRevision(['3.5.a', '11.1.b', '4.9.c'])).toBe(12)
  })

  test('ST2: at the very top it stays a stamp', () => {
    const top = makeStamp({ revision: 9_999_999_999, time: 1, device: 'a' })
    expect(parseStamp(makeStamp({ revision: nextRevision([top]), time: 2, device: 'a' }))).toBeDefined()
  })

  test('ST3: by revision, then time, then device, as numbers', () => {
    const ordered = ['2.999.z', '10.1.a', '10.1.b', '10.9.a', '10.10.a']
    expect([...ordered].reverse().sort(compareStamps)).toEqual(ordered)
  })

  test('ST3: a total order, also with text that is no stamp', () => {
    fc.assert(
      fc.property(anyStamp, anyStamp, anyStamp, (a, b, c) => {
        expect(Math.sign(compareStamps(a, b)) + Math.sign(compareStamps(b, a))).toBe(0)
        expect(compareStamps(a, b) === 0).toBe(a === b)
        if (compareStamps(a, b) < 0 && compareStamps(b, c) < 0) expect(compareStamps(a, c)).toBeLessThan(0)
      }),
    )
  })
})
