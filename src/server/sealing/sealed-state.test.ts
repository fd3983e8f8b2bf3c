import { describe, expect, it } from 'vitest'
import type { FieldValue } from '#protocol/mutation.ts'
import { testVault } from '#tests/builders/test-vault.ts'
import { openState, sealState } from './sealed-state.ts'

const packedOf = (name: string, value: FieldValue) => ({
  once: { [name]: value },
  more: { [name]: { heads: [[1, value] as const] } },
})

describe('a packed state', () => {
  it.each<[string, string, FieldValue, boolean]>([
    ['a NIK', 'nik', '9901014101900011', true],
    ['whatever stands for a NIK', 'motherNik', 'belum ada', true],
    ['nothing', 'nik', null, true],
    ['fifteen digits', 'note', '990101410190001', false],
    ['sixteen', 'note', '9901014101900011', true],
    ['sixteen with blanks, dots and hyphens', 'note', 'NIK 9901 0141-0190.0011 ya', true],
    ['sixteen with two blanks', 'note', '99010141  01900011', false],
    ['sixteen with a letter', 'note', '99010141x01900011', false],
    ['a number of fifteen digits', 'seen', 999_999_999_999_999, false],
    ['a number of sixteen', 'seen', 1_000_000_000_000_000, true],
    ['a negative one', 'seen', -1_000_000_000_000_000, true],
    ['a measure', 'weightKg', 8.1, false],
    ['a yes', 'asi', true, false],
    ['a list', 'parts', ['ya', '9901014101900011'], true],
    ['a list without', 'parts', ['ya', 'tidak'], false],
    ['an object', 'imported', { 'No. KK': '9901014101900011' }, true],
    ['what a phone wrote as if it were sealed', 'note', { sealed: 'x' }, true],
  ])('with %s: sealed or not, and the same when it is opened', (_name, field, value, isHidden) => {
    const packed = packedOf(field, value)
    const stored = sealState(testVault, 'one', packed)
    expect(stored.once[field] === value).toBe(!isHidden)
    expect(stored.more[field]?.heads[0]?.[1] === value).toBe(!isHidden)
    expect(openState(testVault, 'one', stored)).toEqual(packed)
    if (isHidden) expect(() => openState(testVault, 'another', stored)).toThrow()
  })
})
