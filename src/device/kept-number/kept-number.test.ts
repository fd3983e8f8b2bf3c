import { describe, expect, it } from 'vitest'
import { birthFields } from '#domain/instruments/balita/birth-fields.ts'
import { confirmationOf, keptSpec, obstacleOf, readKept, valueOf } from './kept-number.ts'

const birthWeight = keptSpec(birthFields, 'birthWeightKg', 'kg')

describe('a number kept for the cards', () => {
  it.each([
    ['', 'empty'],
    ['0,29', 'outside'],
    ['0,3', 'doubtful'],
    ['1,499', 'doubtful'],
    ['1,5', 'value'],
    ['4,5', 'value'],
    ['4,501', 'doubtful'],
    ['7', 'doubtful'],
    ['7,1', 'outside'],
    ['3,2,1', 'problem'],
  ])('birth weight "%s" is %s', (text, kind) => {
    expect(readKept(birthWeight, text).kind).toBe(kind)
  })

  it('is doubted until this very text is confirmed', () => {
    const confirmed = [confirmationOf(birthWeight, '1,2')]
    expect(obstacleOf(birthWeight, '1,2', [])).toBe('doubtful')
    expect(obstacleOf(birthWeight, '1,2', confirmed)).toBeUndefined()
    expect(obstacleOf(birthWeight, '1,3', confirmed)).toBe('doubtful')
    expect(obstacleOf(birthWeight, '9', [confirmationOf(birthWeight, '9')])).toBe('outside')
  })

  it('gives the value of a doubtful number, none of one outside', () => {
    expect(valueOf(birthWeight, '1,2')).toBe(1.2)
    expect(valueOf(birthWeight, '9')).toBeUndefined()
  })

  it('knows only numbers that the card has', () => {
    expect(() => keptSpec(birthFields, 'nothing', 'kg')).toThrow()
  })
})
