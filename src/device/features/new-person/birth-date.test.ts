import { describe, expect, it } from 'vitest'
import { readBirth } from './birth-date.ts'
import { emptyEntry, type PersonEntry } from './person-entry.ts'

const today = '2026-03-05'
const read = (entry: Partial<PersonEntry>) => {
  const birth = readBirth({ ...emptyEntry, ...entry }, today)
  return birth.kind === 'date' ? birth.birthDate : birth.problem
}

describe('the birth date', () => {
  it('known to the day is taken as it is, today included', () => {
    expect(read({ birthDate: today })).toBe(today)
    expect(read({ birthDate: '2026-03-06' })).toBe('birthFuture')
    expect(read({ birthDate: '1915-03-05' })).toBe('1915-03-05')
    expect(read({ birthDate: '1915-03-04' })).toBe('birthTooOld')
  })

  it('known to the month is its middle, in this month at the latest today', () => {
    expect(read({ precision: 'month', birthYear: '2024', birthMonth: '2' })).toBe('2024-02-15')
    expect(read({ precision: 'month', birthYear: '2026', birthMonth: '03' })).toBe(today)
    expect(read({ precision: 'month', birthYear: '2026', birthMonth: '4' })).toBe('birthFuture')
    expect(read({ precision: 'month', birthYear: '2024', birthMonth: '13' })).toBe('monthRange')
    expect(read({ precision: 'month', birthYear: '2024', birthMonth: '' })).toBe('birthMissing')
  })

  it('known to the year is its middle, in this year at the latest today', () => {
    expect(read({ precision: 'year', birthYear: '1950' })).toBe('1950-07-01')
    expect(read({ precision: 'year', birthYear: '2026' })).toBe(today)
    expect(read({ precision: 'year', birthYear: '2027' })).toBe('birthFuture')
    expect(read({ precision: 'year', birthYear: '50' })).toBe('yearRange')
  })

  it('known only as an age gives that age today', () => {
    expect(read({ precision: 'estimated', birthAge: '70' })).toBe('1956-03-05')
    expect(read({ precision: 'estimated', birthAge: '' })).toBe('birthMissing')
    expect(read({ precision: 'estimated', birthAge: '112' })).toBe('birthTooOld')
  })
})
