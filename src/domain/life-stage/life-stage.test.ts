import { describe, expect, it } from 'vitest'
import { addDays, addMonths } from '#domain/time/calendar-day.ts'
import { cardFor, cardsFor, lifeStageOn } from './life-stage.ts'

const birthDate = '1960-05-15'
const file = { birthDate, pregnancies: [] }

/** The last day before a stage and its first: months, stage and card before, stage and card from it. */
const limits = [
  [12, 'bayi', 'balita', 'balita', 'balita'],
  [60, 'balita', 'balita', 'apras', 'balita'],
  [72, 'apras', 'balita', 'usiaSekolah', 'remaja'],
  [120, 'usiaSekolah', 'remaja', 'remaja', 'remaja'],
  [216, 'remaja', 'remaja', 'dewasa', 'dewasa'],
  [720, 'dewasa', 'dewasa', 'lansia', 'lansia'],
] as const

describe('the stage by age', () => {
  it.each(limits)('changes at %s months', (months, before, cardBefore, stage, card) => {
    const first = addMonths(birthDate, months)
    const last = addDays(first, -1)
    expect([lifeStageOn(file, last), cardFor(file, last)]).toEqual([before, cardBefore])
    expect([lifeStageOn(file, first), cardFor(file, first)]).toEqual([stage, card])
  })

  it('begins at birth, and is unknown without a birth date', () => {
    expect(lifeStageOn(file, birthDate)).toBe('bayi')
    expect(lifeStageOn(file, addDays(birthDate, -1))).toBeUndefined()
    expect(cardFor(file, addDays(birthDate, -1))).toBeUndefined()
    expect(cardFor({ pregnancies: [] }, birthDate)).toBeUndefined()
  })

  it('counts adults from 19 where the puskesmas says so', () => {
    const day = addMonths(birthDate, 18 * 12)
    const settings = { adultFromYears: 19 }
    expect(lifeStageOn(file, day, settings)).toBe('remaja')
    expect(cardFor(file, day, settings)).toBe('remaja')
    expect(cardFor(file, addMonths(birthDate, 19 * 12), settings)).toBe('dewasa')
  })
})

describe('pregnancy and nifas', () => {
  const episode = {
    id: 'a',
    lastMenstrualPeriodOn: '1990-01-01',
    endedOn: '1990-10-01',
    outcome: 'delivered',
  } as const
  const mother = { birthDate, pregnancies: [episode] }

  it('come before age, each with its own card', () => {
    expect([lifeStageOn(mother, '1990-09-30'), cardFor(mother, '1990-09-30')]).toEqual([
      'ibuHamil',
      'ibu-hamil',
    ])
    expect([lifeStageOn(mother, '1990-10-01'), cardFor(mother, '1990-10-01')]).toEqual(['nifas', 'nifas'])
    expect([lifeStageOn(mother, '1990-11-12'), cardFor(mother, '1990-11-12')]).toEqual(['nifas', 'nifas'])
    expect([lifeStageOn(mother, '1990-11-13'), cardFor(mother, '1990-11-13')]).toEqual(['dewasa', 'dewasa'])
  })

  it('leave the nifas card beside the one by age until the child is two', () => {
    expect(cardsFor(mother, '1990-09-30')).toEqual(['ibu-hamil'])
    expect(cardsFor(mother, '1990-10-01')).toEqual(['nifas'])
    expect(cardsFor(mother, '1990-11-12')).toEqual(['nifas'])
    expect(cardsFor(mother, '1990-11-13')).toEqual(['dewasa', 'nifas'])
    expect(cardsFor(mother, '1992-09-30')).toEqual(['dewasa', 'nifas'])
    expect(cardsFor(mother, '1992-10-01')).toEqual(['dewasa'])
    expect(cardsFor({ pregnancies: [episode] }, '1991-01-01')).toEqual(['nifas'])
  })

  it('take the nifas card away from a mother who said that she does not breastfeed', () => {
    const visit = (visitedOn: string, breastfeeding: boolean) => ({
      id: visitedOn,
      visitedOn,
      onPosyanduDay: true,
      instrument: 'nifas',
      answers: { breastfeeding },
    })
    const offered = (...visits: readonly ReturnType<typeof visit>[]) =>
      cardsFor({ ...mother, visits }, '1991-02-01').includes('nifas')
    expect(offered(visit('1991-01-01', false))).toBe(false)
    expect(offered(visit('1991-01-01', false), visit('1990-12-01', true))).toBe(false)
    expect(offered(visit('1990-12-01', false), visit('1991-01-01', true))).toBe(true)
    // Of an earlier child, and of a later day, nothing follows.
    expect(offered(visit('1990-09-30', false), visit('1991-02-02', false))).toBe(true)
  })

  it('hold for a girl and without a birth date', () => {
    expect(cardFor({ pregnancies: [episode] }, '1990-05-01')).toBe('ibu-hamil')
    expect(cardFor({ birthDate: '1975-01-01', pregnancies: [episode] }, '1990-05-01')).toBe('ibu-hamil')
  })
})
