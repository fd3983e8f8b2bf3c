import { describe, expect, it } from 'vitest'
import { zScores } from '#domain/growth/index.ts'
import { ageDays } from '#domain/time/age.ts'
import { first, minus, type Of } from '#tests/builders/growth-case.ts'
import { monthsAgo, outcomeOf, type RuleCase, visitDay } from '#tests/builders/rule-case.ts'

describe('R-1 and R-2: growth from 6 years', () => {
  const pupil = (answers: RuleCase['answers'], extra: Partial<RuleCase> = {}): RuleCase => ({
    instrument: 'remaja',
    sex: 'male',
    birthDate: '2016-06-15',
    ...extra,
    answers: { heightCm: 138, ...answers },
  })
  const ageInDays = ageDays('2016-06-15', visitDay) ?? 0
  const of: Of = (weightKg) => zScores({ sex: 'male', ageDays: ageInDays, weightKg, lengthHeightCm: 138 }).baz
  const says = (weightKg: number, extra: Partial<RuleCase> = {}) =>
    outcomeOf(pupil({ weightKg, ...extra.answers }, { ...extra, answers: {} }), 'schoolBmiForAge')

  it('IMT/U changes at −3, −2, above +1 and +2', () => {
    const limits = [
      [-3, 'R-1 refer week severelyThin', 'R-1 refer week thin'],
      [-2, 'R-1 refer week thin', 'R-1 normal normalNutrition'],
      [1.01, 'R-1 normal normalNutrition', 'R-1 counsel overweight'],
      [2.01, 'R-1 counsel overweight', 'R-1 confirm obese'],
    ] as const
    for (const [z, below, above] of limits) {
      const value = first(z, of, 15, 80, 0.1)
      expect(says(minus(value, 0.1))).toBe(below)
      expect(says(value)).toBe(above)
    }
  })

  const obeseKg = 50
  it('obesity is referred when unchanged after three months, or with abnormal pressure or glucose', () => {
    const before = { weightKg: obeseKg, heightCm: 137 }
    expect(says(obeseKg)).toBe('R-1 confirm obese')
    expect(says(obeseKg, { history: [monthsAgo(3, 'remaja', before)] })).toBe('R-1 refer month obese')
    expect(says(obeseKg, { history: [{ ...monthsAgo(3, 'remaja', before), day: '2026-03-16' }] })).toBe(
      'R-1 confirm obese',
    )
    const broken = [monthsAgo(4, 'remaja', before), monthsAgo(2, 'remaja', { weightKg: 38, heightCm: 137 })]
    expect(says(obeseKg, { history: broken })).toBe('R-1 confirm obese')
    expect(says(obeseKg, { answers: { bloodPressure: { systolicMmHg: 108, diastolicMmHg: 60 } } })).toBe(
      'R-1 refer month obese',
    )
    expect(says(obeseKg, { answers: { bloodPressure: { systolicMmHg: 107, diastolicMmHg: 60 } } })).toBe(
      'R-1 confirm obese',
    )
    expect(says(obeseKg, { answers: { bloodGlucose: { mgPerDl: 140, kind: 'random' } } })).toBe(
      'R-1 refer month obese',
    )
    expect(says(obeseKg, { answers: { bloodGlucose: { mgPerDl: 139, kind: 'random' } } })).toBe(
      'R-1 confirm obese',
    )
    expect(says(obeseKg, { answers: { diabetesSymptoms: ['polyuria'] } })).toBe('R-1 refer month obese')
    expect(says(obeseKg, { settings: { schoolAgeObesityReferral: 'atOnce' } })).toBe('R-1 refer month obese')
  })

  it('TB/U changes at −3, −2 and above +3', () => {
    const height: Of = (lengthHeightCm) => zScores({ sex: 'male', ageDays: ageInDays, lengthHeightCm }).haz
    const at = (heightCm: number) => outcomeOf(pupil({ heightCm }), 'schoolHeightForAge')
    const [low, mild, high] = [-3, -2, 3.01].map((z) => first(z, height, 90, 190, 0.1)) as [
      number,
      number,
      number,
    ]
    expect(at(minus(low, 0.1))).toBe('R-2 refer month severelyStunted')
    expect(at(low)).toBe('R-2 refer month stunted')
    expect(at(minus(mild, 0.1))).toBe('R-2 refer month stunted')
    expect(at(mild)).toBe('R-2 normal normalHeight')
    expect(at(minus(high, 0.1))).toBe('R-2 normal normalHeight')
    expect(at(high)).toBe('R-2 confirm tall')
  })

  it('an implausible value is measured again; confirmed it is seen today', () => {
    expect(says(120)).toBe('R-1 confirm implausible | R-1 notAssessed implausible')
    expect(says(120, { answers: { measuredAgain: true } })).toBe(
      'R-1 refer today implausibleConfirmed | R-1 notAssessed implausible',
    )
  })

  it('is not judged in pregnancy, and of an unknown sex', () => {
    expect(says(40, { sex: 'female', answers: { pregnant: true } })).toBe('R-1 notAssessed pregnant')
    expect(says(40, { sex: 'unknown' })).toBe('R-1 notAssessed sexUnknown')
    expect(says(40, { birthDateExact: false })).toBe('R-1 notAssessed birthDateNotExact')
  })
})
