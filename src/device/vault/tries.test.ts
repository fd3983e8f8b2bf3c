import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  afterRight,
  isSetBack,
  laterOf,
  noTries,
  readTries,
  type Tries,
  triesAllowed,
  triesText,
  waitLeft,
  withTry,
} from './tries.ts'

const anyTries: fc.Arbitrary<Tries> = fc.record({
  period: fc.nat(99_999_999),
  wrong: fc.nat(triesAllowed),
  at: fc.nat(Number.MAX_SAFE_INTEGER).map((ms) => ms % 1e15),
})
const second = 1_000
const minute = 60 * second

describe('the wait after a wrong PIN', () => {
  it.each([
    [0, 0],
    [1, 0],
    [4, 0],
    [5, 30 * second],
    [6, minute],
    [7, 2 * minute],
    [8, 5 * minute],
    [9, 15 * minute],
    [10, 15 * minute],
  ])('after %i of them is %i ms', (wrong, ms) => {
    const tries = { period: 1, wrong, at: 1_000 }
    expect(waitLeft(tries, 1_000)).toBe(ms)
    expect(waitLeft(tries, 1_000 + ms)).toBe(0)
    if (ms > 0) expect(waitLeft(tries, 1_000 + ms - 1)).toBe(1)
  })

  it('is whole where the clock stands before it began, and never longer', () => {
    const tries = { period: 1, wrong: 6, at: 500_000 }
    expect(waitLeft(tries, 499_999)).toBe(minute)
    expect(waitLeft(tries, 0)).toBe(minute)
    expect([isSetBack(tries, 499_999), isSetBack(tries, 500_000)]).toEqual([true, false])
  })
})

describe('of two counts', () => {
  it('the later is the one after more right PINs, then with more tries', () => {
    const wrong = withTry(noTries, 5)
    const right = afterRight(wrong, 6)
    for (const [earlier, later] of [
      [noTries, wrong],
      [wrong, right],
      [right, withTry(right, 7)],
      [withTry(noTries, 9), right],
    ] as const) {
      expect(laterOf(earlier, later)).toBe(later)
      expect(laterOf(later, earlier)).toBe(later)
    }
  })

  it('that are otherwise alike the one after the clock was set back holds', () => {
    const before = { period: 1, wrong: 6, at: 9_000 }
    const after = { ...before, at: 2_000 }
    expect([laterOf(before, after), laterOf(after, before)]).toEqual([after, after])
  })
})

describe('a count as text', () => {
  it('is read as it was written, and is always as long', () => {
    fc.assert(
      fc.property(anyTries, (tries) => {
        const text = triesText(tries)
        expect(readTries(text)).toEqual(tries)
        expect(text).toHaveLength(triesText(noTries).length)
      }),
    )
  })

  it('is no other text', () => {
    expect(
      [null, '', '1.2.3', `${triesText(noTries)} `, triesText(noTries).replace('0', 'x')].map(readTries),
    ).toEqual(Array.from({ length: 5 }, () => undefined))
    fc.assert(
      fc.property(fc.string({ maxLength: 40 }), (text) => {
        const tries = readTries(text)
        if (tries) expect(triesText(tries)).toBe(text)
      }),
    )
  })

  it('bears a clock before 1970 and parts of a millisecond', () => {
    expect(readTries(triesText({ period: 1, wrong: 2, at: -5 }))).toEqual({ period: 1, wrong: 2, at: 0 })
    expect(readTries(triesText({ period: 1, wrong: 2, at: 7.6 }))).toEqual({ period: 1, wrong: 2, at: 8 })
  })
})
