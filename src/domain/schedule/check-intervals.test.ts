import { describe, expect, it } from 'vitest'
import type { Answers } from '#domain/instruments/instrument.ts'
import { addMonths } from '#domain/time/calendar-day.ts'
import { type DueCase, stateOf } from '#tests/builders/due-case.ts'

const day = '2026-06-15'

/** Somebody of so many years, seen once before. */
const seen = (years: number, on: string, answers: Answers, more: Partial<DueCase> = {}): DueCase => ({
  sex: 'male',
  birthDate: addMonths(day, -years * 12),
  day,
  history: [{ day: on, answers }],
  ...more,
})

const pressure = (systolicMmHg: number, diastolicMmHg: number) => ({
  bloodPressure: { systolicMmHg, diastolicMmHg },
})
const random = (mgPerDl: number) => ({ bloodGlucose: { mgPerDl, kind: 'random' } })

describe('blood pressure', () => {
  it.each([
    [45, pressure(129, 84), 'done stillValid'],
    [45, pressure(130, 80), 'late intervalOver'],
    [45, pressure(120, 85), 'late intervalOver'],
    [65, pressure(129, 84), 'done stillValid'],
    [14, pressure(119, 79), 'done stillValid'],
    [14, pressure(120, 70), 'late intervalOver'],
    [14, pressure(110, 80), 'late intervalOver'],
    // The boy was still nine when it was taken.
    [10, pressure(106, 69), 'done stillValid'],
    [10, pressure(107, 60), 'late intervalOver'],
  ])('of %i years after %j', (years, answers, state) =>
    expect(stateOf('bloodPressure', seen(years, '2026-05-14', answers))).toBe(state),
  )

  it('is owed monthly by a child whom something puts at risk', () => {
    const normal = pressure(100, 60)
    const boy = (answers: Answers, years = 10) =>
      stateOf('bloodPressure', seen(years, '2026-05-14', { ...normal, ...answers }))
    expect(boy({})).toBe('done stillValid')
    expect(boy({ pressureRisks: [] })).toBe('done stillValid')
    expect(boy({ pressureRisks: ['diabetes'] })).toBe('late intervalOver')
    expect(boy({ weightKg: 45, heightCm: 138 })).toBe('late intervalOver')
    expect(boy({ weightKg: 32, heightCm: 138 })).toBe('done stillValid')
    expect(boy({ pressureRisks: ['diabetes'] }, 18)).toBe('done stillValid')
  })

  it('is due on the day of the month after', () => {
    expect(stateOf('bloodPressure', seen(45, '2026-05-15', pressure(130, 80)))).toBe('due intervalOver')
    expect(stateOf('bloodPressure', seen(45, '2026-05-16', pressure(130, 80)))).toBe('done stillValid')
  })

  it('goes by the mean of two, and by JNC 7 where that was chosen', () => {
    const twice = {
      ...pressure(136, 80),
      bloodPressureRepeat: { systolicMmHg: 120, diastolicMmHg: 80 },
    }
    expect(stateOf('bloodPressure', seen(45, '2026-05-14', twice))).toBe('done stillValid')
    const jnc7 = { settings: { olderBloodPressureScheme: 'jnc7' } }
    expect(stateOf('bloodPressure', seen(65, '2026-05-14', pressure(120, 70), jnc7))).toBe(
      'late intervalOver',
    )
    expect(stateOf('bloodPressure', seen(45, '2026-05-14', pressure(120, 70), jnc7))).toBe('done stillValid')
  })
})

describe('blood glucose', () => {
  it.each([
    ['2026-03-14', 139, 'done stillValid'],
    ['2026-04-16', 140, 'done stillValid'],
    ['2026-04-15', 140, 'open stillValid'],
    ['2026-03-15', 140, 'due intervalOver'],
    ['2026-03-14', 199, 'late intervalOver'],
  ])('measured on %s as %i', (on, mgPerDl, state) =>
    expect(stateOf('bloodGlucose', seen(45, on, random(mgPerDl)))).toBe(state),
  )

  it('is owed by the young too after prediabetes, and not otherwise', () => {
    expect(stateOf('bloodGlucose', seen(30, '2026-03-15', random(140)))).toBe('due intervalOver')
    expect(stateOf('bloodGlucose', seen(30, '2026-03-15', random(139)))).toBe('none')
  })
})

describe('weight', () => {
  it.each([
    // 27.0 and 27.1 kg/m².
    [{ weightKg: 69.1, heightCm: 160 }, 'done stillValid'],
    [{ weightKg: 69.4, heightCm: 160 }, 'due intervalOver'],
  ])('of an adult of %j after three months', (answers, state) =>
    expect(stateOf('weight', seen(45, '2026-03-15', answers))).toBe(state),
  )

  it('of a child after three months, where it was obese', () => {
    expect(stateOf('weight', seen(10, '2026-03-15', { weightKg: 50, heightCm: 138 }))).toBe(
      'due intervalOver',
    )
    expect(stateOf('weight', seen(10, '2026-03-15', { weightKg: 32, heightCm: 138 }))).toBe('done stillValid')
  })
})

describe('what is told at home', () => {
  it('counts as done elsewhere', () => {
    const on = '2026-03-15'
    expect(stateOf('mentalHealth', seen(45, day, { mentalCheckInYear: { on } }))).toBe('done stillValid')
    expect(stateOf('aks', seen(70, day, { aksInYear: { on, score: 20 } }))).toBe('done stillValid')
    expect(stateOf('skilas', seen(70, day, { skilasInYear: { on: '2025-06-14' } }))).toBe('late intervalOver')
    expect(stateOf('skilas', seen(70, day, { skilasInYear: { checked: false } }))).toBe('due neverDone')
  })
})

describe('Hb of a girl', () => {
  const girl = (on: string, haemoglobinGPerDl: number) =>
    stateOf('hb12', seen(13, on, { haemoglobinGPerDl }, { sex: 'female' }))

  it('is measured again a month after one that was too low', () => {
    expect(girl('2026-03-15', 12)).toBe('done measuredInBand')
    expect(girl('2026-05-16', 11.9)).toBe('done stillValid')
    expect(girl('2026-05-15', 11.9)).toBe('due intervalOver')
    expect(girl('2026-05-14', 11.9)).toBe('late intervalOver')
  })

  it('may have been measured elsewhere', () => {
    const told = (on: string) =>
      stateOf('hb12', seen(13, day, { haemoglobinCheckInYear: { on, gPerDl: 12.5 } }, { sex: 'female' }))
    expect(told('2025-06-15')).toBe('done measuredInBand')
    expect(told('2025-06-14')).toBe('due notYetInBand')
  })
})

describe('screening of the cervix', () => {
  const woman = (given: Answers) => stateOf('iva', { sex: 'female', birthDate: '1981-06-15', day, given })
  const hpv = (hpvDnaLastOn: string, hpvDnaResult = 'negative') => ({ hpvDnaLastOn, hpvDnaResult })

  it('holds ten years after a negative HPV-DNA, three after IVA alone', () => {
    expect(woman({ ivaLastOn: '2023-06-14' })).toBe('late intervalOver')
    expect(woman(hpv('2016-06-14'))).toBe('late intervalOver')
    expect(woman(hpv('2016-06-15'))).toBe('due intervalOver')
    expect(woman(hpv('2016-08-15'))).toBe('done stillValid')
    expect(woman({ ...hpv('2020-06-15'), ivaLastOn: '2023-06-14' })).toBe('done stillValid')
    expect(woman(hpv('2023-06-15', 'positive'))).toBe('due neverDone')
  })
})
