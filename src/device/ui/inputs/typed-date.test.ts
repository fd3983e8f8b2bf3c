import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { isFull, partsOf, partsOfPasted, readTypedDate } from './typed-date.ts'

const read = (day: string, month: string, year: string) => readTypedDate({ day, month, year })

describe('readTypedDate', () => {
  it('reads a date with and without leading zeros', () => {
    expect(read('5', '3', '2026')).toEqual({ kind: 'date', day: '2026-03-05' })
    expect(read('05', '03', '2026')).toEqual({ kind: 'date', day: '2026-03-05' })
  })

  it.each([
    ['29', '2', '2023', 'noSuchDay'],
    ['31', '4', '2024', 'noSuchDay'],
    ['1', '13', '2024', 'noSuchDay'],
    ['0', '1', '2024', 'noSuchDay'],
    ['1', '1', '0204', 'noSuchDay'],
    ['1', '1', '24', 'fullYear'],
    ['1', '', '2024', 'unfinished'],
    ['a', '1', '2024', 'notANumber'],
  ])('refuses %s-%s-%s as %s', (day, month, year, code) => {
    expect(read(day, month, year)).toEqual({ kind: 'problem', code })
  })

  it('takes 29 February of a leap year', () => {
    expect(read('29', '2', '2024')).toEqual({ kind: 'date', day: '2024-02-29' })
  })

  it('reads back every day it was given', () => {
    const days = fc.date({ min: new Date('1900-01-01'), max: new Date('2100-12-31'), noInvalidDate: true })
    fc.assert(
      fc.property(days, (date) => {
        const day = date.toISOString().slice(0, 10)
        expect(readTypedDate(partsOf(day))).toEqual({ kind: 'date', day })
      }),
    )
  })
})

describe('isFull', () => {
  it.each([
    ['day', '3', false],
    ['day', '4', true],
    ['day', '31', true],
    ['month', '1', false],
    ['month', '2', true],
    ['month', '12', true],
    ['year', '202', false],
    ['year', '2024', true],
    ['day', 'x', false],
  ] as const)('%s box with %s: %s', (box, typed, full) => {
    expect(isFull(box, typed)).toBe(full)
  })
})

describe('partsOfPasted', () => {
  it('takes a whole date apart, and nothing else', () => {
    expect(partsOfPasted('03-05-2024')).toEqual({ day: '03', month: '05', year: '2024' })
    expect(partsOfPasted('3/5/2024')).toEqual({ day: '3', month: '5', year: '2024' })
    expect(partsOfPasted('2024')).toBeUndefined()
  })
})
