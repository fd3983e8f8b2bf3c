import { describe, expect, it } from 'vitest'
import type { Field, FieldContext } from '#domain/instruments/instrument.ts'
import { type Entry, emptyEntry, entryOf, readEntry, sameAnswer } from './entries.ts'

const base = { cardId: 'x', step: 2, required: false, source: 'test' } as const
const weight: Field = { ...base, id: 'weightKg', type: 'number', unit: 'kg', decimals: 1, reject: {} }
const length: Field = {
  ...base,
  id: 'lengthHeight',
  type: 'group',
  parts: [
    { id: 'lengthHeightCm', cardId: 'pb', type: 'number', unit: 'cm', decimals: 1, reject: {} },
    {
      id: 'position',
      cardId: 'posisi',
      type: 'choice',
      choices: ['lying', 'standing'],
      default: () => 'lying',
    },
  ],
}
const pressure: Field = {
  ...base,
  id: 'bloodPressure',
  type: 'group',
  parts: [
    { id: 'systolicMmHg', cardId: 's', type: 'number', unit: 'mm[Hg]', decimals: 0, reject: {} },
    { id: 'diastolicMmHg', cardId: 'd', type: 'number', unit: 'mm[Hg]', decimals: 0, reject: {} },
  ],
}
const glucose: Field = {
  ...base,
  id: 'sugar',
  type: 'number',
  unit: 'mg/dL',
  decimals: 0,
  reject: {},
  words: ['LO', 'HI'],
}
const signs: Field = { ...base, id: 'signs', type: 'multi', choices: ['a', 'b'] }
const context: FieldContext = { person: {}, day: '2026-03-05', history: [], settings: {}, answers: {} }

const read = (field: Field, parts: Entry['parts']) => readEntry(field, { parts }, context)

describe('readEntry', () => {
  it('reads numbers, words of a device, and nothing', () => {
    expect(read(weight, { weightKg: '8,4' })).toEqual({ kind: 'value', value: 8.4 })
    expect(read(glucose, { sugar: 'HI' })).toEqual({ kind: 'value', value: 'HI' })
    expect(read(weight, {})).toEqual({ kind: 'empty' })
  })

  it('never makes a value of what is no number yet', () => {
    expect(read(weight, { weightKg: '8,' })).toEqual({ kind: 'unfinished' })
    expect(read(weight, { weightKg: 'delapan' })).toEqual({ kind: 'unfinished' })
  })

  it('takes a proposal only beside a typed part, and a chosen one before it', () => {
    expect(read(length, {})).toEqual({ kind: 'empty' })
    expect(read(length, { position: 'standing' })).toEqual({ kind: 'empty' })
    expect(read(length, { lengthHeightCm: '70' })).toEqual({
      kind: 'value',
      value: { lengthHeightCm: 70, position: 'lying' },
    })
    expect(read(length, { lengthHeightCm: '70', position: 'standing' })).toEqual({
      kind: 'value',
      value: { lengthHeightCm: 70, position: 'standing' },
    })
  })

  it('calls half a blood pressure unfinished', () => {
    expect(read(pressure, { systolicMmHg: '118' })).toEqual({ kind: 'unfinished', code: 'partMissing' })
  })

  it('tells "none found" from "not answered"', () => {
    expect(read(signs, {})).toEqual({ kind: 'empty' })
    expect(read(signs, { signs: [] })).toEqual({ kind: 'value', value: [] })
  })

  it('gives a reason in place of a value', () => {
    const notMeasured = { state: 'notMeasured', reason: 'noDevice' } as const
    expect(readEntry(weight, { parts: {}, notMeasured }, context)).toEqual({
      kind: 'value',
      value: notMeasured,
    })
  })
})

describe('entryOf', () => {
  it.each([
    [weight, 8.4],
    [length, { lengthHeightCm: 70.5, position: 'standing' }],
    [pressure, { systolicMmHg: 118, diastolicMmHg: 76 }],
    [glucose, 'LO'],
    [signs, ['a']],
    [signs, []],
    [weight, { state: 'unknown' }],
  ] as const)('of %o reads back as it was', (field, value) => {
    expect(readEntry(field, entryOf(field, value, 'id'), context)).toEqual({ kind: 'value', value })
    expect(readEntry(field, entryOf(field, value, 'en'), context)).toEqual({ kind: 'value', value })
  })

  it('of nothing is empty', () => {
    expect(entryOf(weight, undefined, 'id')).toBe(emptyEntry)
  })
})

describe('sameAnswer', () => {
  it('does not mind the order of parts, but minds every value', () => {
    expect(sameAnswer({ a: 1, b: 2 }, { b: 2, a: 1 })).toBe(true)
    expect(sameAnswer({ a: 1, b: 2 }, { a: 1, b: 3 })).toBe(false)
    expect(sameAnswer(undefined, undefined)).toBe(true)
    expect(sameAnswer(undefined, false)).toBe(false)
    expect(sameAnswer(false, 0)).toBe(false)
  })
})
