import { describe, expect, it } from 'vitest'
import { mayBePregnant } from './may-be-pregnant.ts'

const day = '2026-03-05'

describe('who is asked about a pregnancy', () => {
  it.each([
    ['2016-03-06', false],
    ['2016-03-05', true],
    ['1976-03-06', true],
    ['1976-03-05', false],
  ])('a woman born on %s: %s', (birthDate, asked) => {
    expect(mayBePregnant({ sex: 'female', birthDate }, day)).toBe(asked)
  })

  it('is a woman whose age is not known, never a man', () => {
    expect(mayBePregnant({ sex: 'female' }, day)).toBe(true)
    expect(mayBePregnant({ sex: 'male', birthDate: '1990-01-01' }, day)).toBe(false)
    expect(mayBePregnant({ birthDate: '1990-01-01' }, day)).toBe(false)
  })
})
