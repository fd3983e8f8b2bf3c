import { describe, expect, it } from 'vitest'
import { minimumGainGrams } from './kbm.ts'
import { type Weighing, weighingsOf } from './weighing.ts'
import { consecutiveT, type GrowingChild, weightGainOn } from './weight-gain.ts'

const girl: GrowingChild = { sex: 'female', birthDate: '2024-01-10', birthWeightKg: 3.1 }
const atPost = (day: string, weightKg: number): Weighing => ({ day, weightKg, onPosyanduDay: true })
const atHome = (day: string, weightKg: number): Weighing => ({ day, weightKg, onPosyanduDay: false })

const row = (sex: 'male' | 'female') =>
  Array.from({ length: 12 }, (_, index) => minimumGainGrams(sex, index + 1))

describe('the table of least gains', () => {
  it('has the series of the KMS, which differs by sex at months 7 and 11', () => {
    expect(row('male')).toEqual([800, 900, 800, 600, 500, 400, 400, 300, 300, 300, 300, 200])
    expect(row('female')).toEqual([800, 900, 800, 600, 500, 400, 300, 300, 300, 300, 200, 200])
  })

  it('begins with month 1 and ends with month 60', () => {
    expect([0, 60, 61, 1.5].map((month) => minimumGainGrams('male', month))).toEqual([
      undefined,
      200,
      undefined,
      undefined,
    ])
  })
})

describe('N and T', () => {
  it.each([
    [8.499, 'T', 299],
    [8.5, 'N', 300],
    [8.501, 'N', 301],
    [8.2, 'T', 0],
    [8.1, 'T', -100],
  ])('8.2 kg, then %s kg at 8 months is %s', (weightKg, status, gainGrams) => {
    const gain = weightGainOn(girl, [atPost('2024-08-12', 8.2), atPost('2024-09-12', weightKg)], '2024-09-12')
    expect(gain).toMatchObject({ status, gainGrams, ageMonths: 8, minimumGainGrams: 300, intervalDays: 31 })
  })

  it('counts by calendar month, so that an interval may be long: then with a note', () => {
    const on = (day: string) => weightGainOn(girl, [atPost('2024-08-01', 8), atPost(day, 8.6)], day)
    expect(on('2024-09-15')).toMatchObject({ status: 'N', intervalDays: 45, notes: [] })
    expect(on('2024-09-16')).toMatchObject({ status: 'N', intervalDays: 46, notes: ['intervalOver45Days'] })
    const early = [atPost('2024-08-31', 8), atPost('2024-09-05', 8)]
    expect(weightGainOn(girl, early, '2024-09-05').notes).toEqual(['intervalUnder21Days'])
  })

  it('takes the weighing of the hari buka, else the latest of the month', () => {
    const weighings = [atHome('2024-08-01', 7), atPost('2024-08-12', 8), atHome('2024-08-28', 9)]
    const gain = weightGainOn(
      girl,
      [...weighings, atHome('2024-09-02', 8), atHome('2024-09-20', 8.3)],
      '2024-09-20',
    )
    expect(gain).toMatchObject({ previous: { weightKg: 8 }, weighing: { weightKg: 8.3 }, status: 'N' })
  })

  it('knows only what was weighed up to the day', () => {
    const weighings = [atPost('2024-08-12', 8), atHome('2024-09-02', 8), atPost('2024-09-20', 9)]
    expect(weightGainOn(girl, weighings, '2024-09-02').status).toBe('T')
    expect(weightGainOn(girl, weighings, '2024-09-20').status).toBe('N')
  })
})

describe('O and B', () => {
  it('is B at the first weighing, O after a missed month', () => {
    const weighings = [atPost('2024-07-12', 7.5), atPost('2024-09-12', 8.5)]
    expect(weightGainOn(girl, weighings, '2024-07-12').status).toBe('B')
    expect(weightGainOn(girl, weighings, '2024-09-12').status).toBe('O')
    expect(weightGainOn(girl, weighings, '2024-08-12')).toMatchObject({ because: 'notWeighed' })
  })

  it('is B at age 0 even when weighed the month before, since the table has no month 0', () => {
    const child = { ...girl, birthDate: '2024-01-30' }
    const weighings = [atHome('2024-01-31', 3.1), atPost('2024-02-12', 3.3)]
    expect(weightGainOn(child, weighings, '2024-02-12')).toMatchObject({ status: 'B', ageMonths: 0 })
  })

  it('at age 1 counts from the birth weight, also when weighed the month before', () => {
    const weighings = [atPost('2024-01-20', 3.3), atPost('2024-02-12', 3.9)]
    expect(weightGainOn(girl, weighings, '2024-02-12')).toMatchObject({
      status: 'N',
      gainGrams: 800,
      previous: { atBirth: true, day: '2024-01-10' },
    })
    expect(weightGainOn(girl, [atPost('2024-02-12', 3.899)], '2024-02-12').status).toBe('T')
  })

  it('at age 1 without birth weight goes by the month before, else B', () => {
    const { birthWeightKg: _, ...unweighed } = girl
    expect(weightGainOn(unweighed, [atPost('2024-02-12', 4)], '2024-02-12').status).toBe('B')
    const weighings = [atPost('2024-01-20', 3.3), atPost('2024-02-12', 4)]
    expect(weightGainOn(unweighed, weighings, '2024-02-12')).toMatchObject({ status: 'T', gainGrams: 700 })
  })

  it('at age 2 the birth weight no longer counts', () => {
    expect(weightGainOn(girl, [atPost('2024-03-12', 5)], '2024-03-12').status).toBe('B')
  })
})

describe('no status', () => {
  const pair = [atPost('2024-08-12', 8), atPost('2024-09-12', 9)]
  const because = (child: GrowingChild, weighings = pair) =>
    weightGainOn(child, weighings, '2024-09-12').because

  it('says why', () => {
    expect(because({ birthDate: '2024-01-10' })).toBe('sexUnknown')
    expect(because({ sex: 'male' })).toBe('birthDateUnknown')
    expect(because({ ...girl, birthDateExact: false })).toBe('birthDateNotExact')
    expect(because({ ...girl, birthDate: '2024-09-13' })).toBe('beforeBirth')
    expect(because(girl, [atPost('2024-08-12', 8), { ...atPost('2024-09-12', 9), oedema: true }])).toBe(
      'oedema',
    )
    expect(because(girl, [{ ...atPost('2024-08-12', 8), oedema: true }, atPost('2024-09-12', 9)])).toBe(
      'oedema',
    )
  })

  it('tells through completed month 60, and no longer', () => {
    const child: GrowingChild = { sex: 'male', birthDate: '2019-01-10' }
    const on = (day: string) => weightGainOn(child, [atPost('2024-01-05', 17), atPost(day, 17.3)], day)
    expect(on('2024-02-09')).toMatchObject({ ageMonths: 60, status: 'N' })
    expect(on('2024-02-10')).toMatchObject({ ageMonths: 61, because: 'over60Months' })
  })

  it('without a usable birth date still tells O and B', () => {
    expect(weightGainOn({}, [atPost('2024-09-12', 9)], '2024-09-12').status).toBe('B')
    const missed = [atPost('2024-07-12', 8), atPost('2024-09-12', 9)]
    expect(weightGainOn({}, missed, '2024-09-12').status).toBe('O')
  })
})

const monthly = (weights: readonly (number | undefined)[]) =>
  weights.flatMap((weight, index) => (weight === undefined ? [] : [atPost(`2024-0${index + 5}-12`, weight)]))

describe('T in a row', () => {
  it.each([
    [[7, 7.1], 1],
    [[7, 7.1, 7.2], 2],
    [[7, 7.1, 7.2, 7.3], 3],
    [[7, 7.1, 7.2, 7.5], 0],
    [[7, 7.5, 7.6], 1],
    [[7, 7.1, undefined, 7.2], 0],
    [[7, 7.1, undefined, 7.2, 7.2], 1],
  ])('%j: %s', (weights, count) => {
    expect(consecutiveT(girl, monthly(weights), `2024-0${weights.length + 4}-12`)).toBe(count)
  })
})

it('reads weighings of visits, with swelling, and leaves out what is not measured', () => {
  const visit = { instrument: 'balita', day: '2024-09-12', onPosyanduDay: true }
  expect(
    weighingsOf([
      { ...visit, answers: { weightKg: 9, bilateralOedema: 'grade1' } },
      { ...visit, answers: { weightKg: 9, bilateralOedema: 'none' } },
      { ...visit, answers: { weightKg: { state: 'notMeasured' } } },
      { ...visit, answers: {} },
    ]),
  ).toEqual([
    { day: '2024-09-12', weightKg: 9, onPosyanduDay: true, oedema: true },
    { day: '2024-09-12', weightKg: 9, onPosyanduDay: true, oedema: false },
  ])
})
