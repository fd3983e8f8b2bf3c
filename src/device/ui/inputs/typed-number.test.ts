import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { formatNumber, numberAsTyped, readTypedNumber } from './typed-number.ts'

const read = (text: string, decimals = 2) => readTypedNumber(text, { decimals })

describe('readTypedNumber', () => {
  it.each([
    ['8,4', 8.4],
    ['8.4', 8.4],
    [' 8,40 ', 8.4],
    ['12', 12],
    ['012', 12],
    [',5', 0.5],
    ['0', 0],
  ])('reads %s as %d', (text, value) => {
    expect(read(text)).toEqual({ kind: 'number', value })
  })

  it('knows nothing from nothing', () => {
    expect(read('')).toEqual({ kind: 'empty' })
    expect(read('   ')).toEqual({ kind: 'empty' })
  })

  it.each([
    ['8,4kg', 'notANumber'],
    ['-5', 'notANumber'],
    ['1e3', 'notANumber'],
    ['delapan', 'notANumber'],
    ['1.234,5', 'twoSeparators'],
    ['8,,4', 'twoSeparators'],
    ['8,', 'unfinished'],
    [',', 'unfinished'],
    ['8,456', 'tooManyDecimals'],
    ['1.250', 'tooManyDecimals'],
  ])('refuses %s as %s', (text, code) => {
    expect(read(text)).toEqual({ kind: 'problem', code })
  })

  it('takes three decimals where the field has them, and none where it has none', () => {
    expect(read('3,250', 3)).toEqual({ kind: 'number', value: 3.25 })
    expect(read('120,5', 0)).toEqual({ kind: 'problem', code: 'wholeNumberOnly' })
    expect(read('120', 0)).toEqual({ kind: 'number', value: 120 })
  })

  it('takes the words of a device only where the field has them', () => {
    expect(readTypedNumber('hi', { decimals: 0, words: ['LO', 'HI'] })).toEqual({ kind: 'word', word: 'HI' })
    expect(read('hi')).toEqual({ kind: 'problem', code: 'notANumber' })
  })

  it('reads back every number that it wrote, with comma or point', () => {
    fc.assert(
      fc.property(fc.nat(99_999), fc.constantFrom('id', 'en'), (hundredths, language) => {
        const value = hundredths / 100
        expect(read(numberAsTyped(value, language))).toEqual({ kind: 'number', value })
        expect(read(formatNumber(value, language).replace(/^0+(?=\d)/, ''))).toEqual({
          kind: 'number',
          value,
        })
      }),
    )
  })

  it('never gives a number that is not finite and not negative', () => {
    fc.assert(
      fc.property(fc.string(), fc.integer({ min: 0, max: 3 }), (text, decimals) => {
        const typed = read(text, decimals)
        if (typed.kind === 'number') expect(Number.isFinite(typed.value) && typed.value >= 0).toBe(true)
      }),
    )
  })
})

describe('formatNumber', () => {
  it('writes the comma in Indonesian and the point in English', () => {
    expect(formatNumber(8.4, 'id')).toBe('8,4')
    expect(formatNumber(8.4, 'en')).toBe('8.4')
  })
})
