import { describe, expect, it } from 'vitest'
import { sameAnswer } from './same-answer.ts'

describe('an answer that comes again', () => {
  it('is the one before where it says the same', () => {
    const before = { waiting: 1, held: 0 }
    expect(sameAnswer(before, { held: 0, waiting: 1 })).toBe(before)
    const empty = {}
    expect(sameAnswer(empty, {})).toBe(empty)
  })

  it.each([
    [{ waiting: 1 }, { waiting: 2 }],
    [{ waiting: 1 }, { waiting: 1, held: 0 }],
    [{ waiting: 1, held: 0 }, { waiting: 1 }],
    [{ a: undefined }, { b: undefined }],
    [{ deep: {} }, { deep: {} }],
    [[], []],
    [undefined, {}],
    [{}, undefined],
    ['none', { waiting: 1 }],
  ])('is the new one where it does not, or may not: %j, %j', (before, next) => {
    expect(sameAnswer<unknown>(before, next)).toBe(next)
  })
})
