import { describe, expect, it } from 'vitest'
import { addDays } from '#domain/time/calendar-day.ts'
import { type DueCase, stateOf } from '#tests/builders/due-case.ts'

describe('what a single record says was given', () => {
  const child = (day: string, service: Record<string, string>): DueCase => ({
    sex: 'male',
    birthDate: '2024-10-15',
    day,
    history: [{ day: '2026-02-12', answers: service }],
  })
  it('counts on the day on which it was given', () => {
    const on = (givenOn: string, serviceKind: string, more = {}) => ({ serviceKind, givenOn, ...more })
    const dose = on('2026-02-10', 'immunisation', { doseId: 'mr1' })
    expect(stateOf('mr1', child('2026-02-20', dose))).toBe('done given')
    expect(stateOf('mr2', child('2026-08-09', dose))).toBe('notYet intervalNotOver')
    expect(stateOf('mr2', child('2026-08-10', dose))).toBe('open afterIdealWindow')
    expect(stateOf('vitaminARed', child('2026-02-20', on('2026-02-10', 'vitaminA')))).toBe('done given')
    expect(stateOf('vitaminARed', child('2026-02-20', on('2025-10-20', 'vitaminA')))).toBe(
      'due campaignMonth',
    )
    expect(stateOf('vitaminARed', child('2026-02-20', dose))).toBe('due campaignMonth')
    expect(stateOf('deworming', child('2026-02-20', on('2026-02-10', 'deworming')))).toBe('done given')
  })
})

describe('vitamin A after a birth', () => {
  const born = '2026-06-01'

  it('capsules that were handed out at visits, or recorded one by one', () => {
    const seen = (
      ...visits: readonly { day: number; answers: Record<string, string | number> }[]
    ): DueCase => ({
      sex: 'female',
      birthDate: '1998-06-15',
      day: addDays(born, 10),
      given: { deliveredOn: born },
      history: visits.map(({ day, answers }) => ({ day: addDays(born, day), answers })),
    })
    const states = (one: DueCase) => [stateOf('vitaminA1', one), stateOf('vitaminA2', one)]
    const both = { day: 3, answers: { vitaminACapsules: 2 } }
    const single = { day: 3, answers: { vitaminACapsules: 1 } }
    const record = { day: 3, answers: { serviceKind: 'vitaminA', givenOn: addDays(born, 3) } }
    expect(states(seen(both))).toEqual(['done given', 'done given'])
    expect(states(seen(single))).toEqual(['done given', 'due windowOpen'])
    expect(states(seen(single, { ...single, day: 5 }))).toEqual(['done given', 'done given'])
    expect(states(seen(record, single))).toEqual(['done given', 'due windowOpen'])
    expect(states(seen({ day: 3, answers: { vitaminACapsules: 0 } }))).toEqual([
      'due windowOpen',
      'due windowOpen',
    ])
    expect(states(seen({ ...both, day: -300 }))).toEqual(['due windowOpen', 'due windowOpen'])
  })
})
