import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { ageDays, completedMonths, completedYears } from './age.ts'
import {
  addDays,
  addMonths,
  calendarDay,
  daysBetween,
  isCalendarDay,
  lastDayOf,
  monthsBefore,
} from './calendar-day.ts'

const asWorld = (number: number) => new Date(number * 86_400_000).toISOString().slice(0, 10)

describe('a calendar day', () => {
  it.each([
    ['2024-02-29', true],
    ['2023-02-29', false],
    ['1900-02-29', false],
    ['2000-02-29', true],
    ['2024-04-31', false],
    ['2024-13-01', false],
    ['2024-00-10', false],
    ['2024-01-00', false],
    ['2024-1-1', false],
    ['2024-01-01T00:00', false],
    ['', false],
    [20240101, false],
    [undefined, false],
  ])('%s: %s', (text, expected) => expect(isCalendarDay(text)).toBe(expected))

  it('is made of parts that the calendar has', () => {
    expect(calendarDay({ year: 2024, month: 2, day: 29 })).toBe('2024-02-29')
    expect(calendarDay({ year: 2024, month: 2, day: 30 })).toBeUndefined()
    expect(calendarDay({ year: 2024, month: 2.5, day: 1 })).toBeUndefined()
  })

  it('counts days as the calendar of the world does', () => {
    const days = fc.integer({ min: -60_000, max: 60_000 })
    fc.assert(
      fc.property(days, days, (a, b) => {
        expect(daysBetween(asWorld(a), asWorld(b))).toBe(b - a)
        expect(addDays(asWorld(a), b - a)).toBe(asWorld(b))
      }),
    )
  })

  it('throws on what is no day: that is a bug of the caller', () => {
    expect(() => daysBetween('2024-02-30', '2024-03-01')).toThrow(RangeError)
  })

  it.each([
    ['2024-01-31', 1, '2024-02-29'],
    ['2023-01-31', 1, '2023-02-28'],
    ['2024-03-31', -1, '2024-02-29'],
    ['2024-02-29', 12, '2025-02-28'],
    ['2024-12-15', 1, '2025-01-15'],
    ['2024-01-15', -13, '2022-12-15'],
  ])('%s and %s months is %s', (day, months, expected) => expect(addMonths(day, months)).toBe(expected))

  it('knows months', () => {
    expect(monthsBefore('2024-01', 1)).toBe('2023-12')
    expect(monthsBefore('2024-12', -1)).toBe('2025-01')
    expect(lastDayOf('2024-02')).toBe('2024-02-29')
  })
})

describe('age', () => {
  it.each([
    ['2024-01-31', '2024-02-28', 0],
    ['2024-01-31', '2024-02-29', 1],
    ['2023-01-31', '2023-02-28', 1],
    ['2024-02-29', '2025-02-27', 11],
    ['2024-02-29', '2025-02-28', 12],
    ['2015-08-27', '2017-07-20', 22],
    ['2024-05-10', '2024-06-09', 0],
    ['2024-05-10', '2024-06-10', 1],
    ['2024-05-10', '2024-05-10', 0],
    ['2024-05-10', '2024-05-09', undefined],
  ])('born %s, on %s: %s completed months', (birth, day, months) => {
    expect(completedMonths(birth, day)).toBe(months)
  })

  it('in years and days', () => {
    expect(completedYears('2006-05-10', '2024-05-09')).toBe(17)
    expect(completedYears('2006-05-10', '2024-05-10')).toBe(18)
    expect(ageDays('2024-05-10', '2024-05-10')).toBe(0)
    expect(ageDays('2024-05-10', '2024-05-09')).toBeUndefined()
    expect(completedYears('2024-05-10', '2024-05-09')).toBeUndefined()
  })

  it('never falls as days pass, and is one more after a clamped month', () => {
    const start = fc.integer({ min: 0, max: 30_000 })
    fc.assert(
      fc.property(start, fc.integer({ min: 0, max: 2_000 }), (from, later) => {
        const birth = addDays('1950-01-01', from)
        const day = addDays(birth, later)
        const today = completedMonths(birth, day) ?? -1
        expect(completedMonths(birth, addDays(day, 1))).toBeGreaterThanOrEqual(today)
        expect(completedMonths(birth, addMonths(birth, today + 1))).toBe(today + 1)
      }),
    )
  })
})
