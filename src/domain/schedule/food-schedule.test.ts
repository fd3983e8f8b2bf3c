import { describe, expect, it } from 'vitest'
import { addDays } from '#domain/time/calendar-day.ts'
import { type DueCase, stateOf } from '#tests/builders/due-case.ts'

describe('local food', () => {
  const hpht = '2026-01-05'
  const thin = (muacCm: number, day: string, more: object = {}): DueCase => ({
    sex: 'female',
    birthDate: '1998-06-15',
    day,
    given: { pregnant: true, lastMenstrualPeriodOn: hpht },
    history: [{ day: '2026-03-01', answers: { muacCm, ...more } }],
  })

  it('is for pregnant women with an arm below 23.5 cm, for 120 days', () => {
    expect(stateOf('mtKek', thin(23.5, '2026-03-01'))).toBe('none')
    expect(stateOf('mtKek', thin(23.4, '2026-03-01'))).toBe('due inProgramme')
    expect(stateOf('mtKek', thin(23.4, addDays('2026-03-01', 119)))).toBe('due inProgramme')
    expect(stateOf('mtKek', thin(23.4, addDays('2026-03-01', 120)))).toBe('none')
    expect(stateOf('mtKek', thin(23.4, '2026-03-20', { foodIntake: 'daily' }))).toBe('done given')
  })

  it('is for those who were thin before pregnancy too, from the first visit, unless the arm alone counts', () => {
    const before = (prePregnancyWeightKg: number, day: string): DueCase => ({
      ...thin(25, day, { prePregnancyWeightKg, heightCm: 160 }),
      given: { pregnant: true, lastMenstrualPeriodOn: hpht, prePregnancyWeightKg, heightCm: 160 },
      history: [{ instrument: 'ibu-hamil', day: '2026-03-01', answers: { muacCm: 25 } }],
    })
    expect(stateOf('mtKek', before(47.3, '2026-03-01'))).toBe('none')
    expect(stateOf('mtKek', before(47.1, '2026-03-01'))).toBe('due inProgramme')
    expect(stateOf('mtKek', before(47.1, addDays('2026-03-01', 119)))).toBe('due inProgramme')
    expect(stateOf('mtKek', before(47.1, addDays('2026-03-01', 120)))).toBe('none')
    const byArm = { settings: { supplementaryFoodByBmi: false } }
    expect(stateOf('mtKek', { ...before(47.1, '2026-03-01'), ...byArm })).toBe('none')
  })

  it('is for children by their last weighing, for as many days as their group has', () => {
    const born = '2025-01-15'
    const child = (muacCm: number, day: string, more: object = {}): DueCase => ({
      sex: 'female',
      birthDate: born,
      day,
      history: [{ day: '2026-06-01', answers: { weightKg: 9.6, muacCm, ...more } }],
    })
    expect(stateOf('mtChild', child(12.5, '2026-06-01'))).toBe('none')
    expect(stateOf('mtChild', child(12.4, '2026-06-01'))).toBe('due inProgramme')
    expect(stateOf('mtChild', child(12.4, addDays('2026-06-01', 55)))).toBe('due inProgramme')
    expect(stateOf('mtChild', child(12.4, addDays('2026-06-01', 56)))).toBe('none')
    expect(stateOf('mtChild', child(12.4, '2026-06-10', { recoveryFoodEaten: true }))).toBe('done given')
    expect(stateOf('mtChild', child(11.4, '2026-06-01'))).toBe('none')
  })
})
