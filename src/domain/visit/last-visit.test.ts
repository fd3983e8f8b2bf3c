import { describe, expect, it } from 'vitest'
import type { Level } from '#domain/instruments/instrument.ts'
import { shownLevelOf } from '#domain/instruments/shown-level.ts'
import { lastVisitOf } from './last-visit.ts'

const visit = (visitedOn: string, level: Level, state: 'complete' | 'incomplete' = 'complete') => ({
  visitedOn,
  level,
  incomplete: state === 'incomplete',
})

describe('lastVisitOf', () => {
  it('is nothing where there is no visit', () => expect(lastVisitOf([])).toBeUndefined())

  it('is of the latest day, however mild', () => {
    const visits = [
      visit('2026-03-05', 'emergency'),
      visit('2026-04-05', 'normal'),
      visit('2026-02-05', 'refer'),
    ]
    expect(lastVisitOf(visits)?.visitedOn).toBe('2026-04-05')
  })

  it('is the worst of its day, in whichever order they stand', () => {
    const visits = [
      visit('2026-03-05', 'normal'),
      visit('2026-03-05', 'refer'),
      visit('2026-03-05', 'counsel'),
    ]
    expect(lastVisitOf(visits)?.level).toBe('refer')
    expect(lastVisitOf(visits.toReversed())?.level).toBe('refer')
  })

  it('is the complete one where two of a day are alike', () => {
    const visits = [visit('2026-03-05', 'normal'), visit('2026-03-05', 'normal', 'incomplete')]
    expect(lastVisitOf(visits)?.incomplete).toBe(false)
    expect(lastVisitOf(visits.toReversed())?.incomplete).toBe(false)
  })
})

describe('shownLevelOf', () => {
  it.each([
    [{ level: 'normal', incomplete: true }, 'incomplete'],
    [{ level: 'normal', incomplete: false }, 'normal'],
    [{ level: 'refer', incomplete: true }, 'refer'],
    [{ level: 'notAssessed', incomplete: true }, 'notAssessed'],
  ] as const)('%j is shown as %s', (judged, shown) => expect(shownLevelOf(judged)).toBe(shown))
})
