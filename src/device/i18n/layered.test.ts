import { describe, expect, it } from 'vitest'
import { layered } from './layered.ts'

describe('layered', () => {
  it('keeps the branches of all', () =>
    expect(layered({ a: { b: 'x' } }, { a: { c: 'y' }, d: 'z' })).toEqual({ a: { b: 'x', c: 'y' }, d: 'z' }))

  it.each([
    [{ a: 'x' }, { a: 'x' }],
    [{ a: 'x' }, { a: { b: 'y' } }],
  ])('refuses a word that is said twice: %j and %j', (one, other) =>
    expect(() => layered(one, other)).toThrow(RangeError),
  )
})
