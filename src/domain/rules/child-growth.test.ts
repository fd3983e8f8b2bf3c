import { describe, expect, it } from 'vitest'
import { cardZScores, zScores } from '#domain/growth/index.ts'
import { child, first, measured, minus, type Months, type Of } from '#tests/builders/growth-case.ts'
import { findingsOf, outcomeOf, type RuleCase } from '#tests/builders/rule-case.ts'

describe('R-AN-RUJUK: growth to 60 months', () => {
  const weightOf =
    (months: Months): Of =>
    (weightKg) =>
      cardZScores({ ...measured(months), weightKg }).waz
  const says = (months: Months, answers: RuleCase['answers'], rule: string, extra: Partial<RuleCase> = {}) =>
    outcomeOf(child(months, answers, extra), rule)

  it.each([12, 30, 60] as const)('BB/U changes at −3, −2 and above +1, %i months', (months) => {
    const at = (weightKg: number) => says(months, { weightKg }, 'weightForAge')
    const [low, mild, high] = [-3, -2, 1.01].map((z) => first(z, weightOf(months), 4, 30, 0.01)) as [
      number,
      number,
      number,
    ]
    expect(at(minus(low, 0.01))).toBe('R-AN-RUJUK refer 3days severelyUnderweight')
    expect(at(low)).toBe('R-AN-RUJUK refer 3days underweight')
    expect(at(minus(mild, 0.01))).toBe('R-AN-RUJUK refer 3days underweight')
    expect(at(mild)).toBe('R-AN-RUJUK normal normalWeight')
    expect(at(minus(high, 0.01))).toBe('R-AN-RUJUK normal normalWeight')
    expect(at(high)).toBe('R-AN-RUJUK refer 3days riskOfOverweight')
  })

  it.each([12, 30, 60] as const)('PB/U and TB/U change at −3, −2 and above +3, %i months', (months) => {
    const position = months < 24 ? 'lying' : 'standing'
    const of: Of = (lengthHeightCm) => cardZScores({ ...measured(months), lengthHeightCm, position }).haz
    const at = (lengthHeightCm: number, settings = {}) =>
      says(months, { lengthHeight: { lengthHeightCm, position } }, 'lengthForAge', { settings })
    const [low, mild, high] = [-3, -2, 3.01].map((z) => first(z, of, 50, 140, 0.1)) as [
      number,
      number,
      number,
    ]
    expect(at(minus(low, 0.1))).toBe('R-AN-RUJUK refer 3days severelyStunted')
    expect(at(low)).toBe('R-AN-RUJUK refer 3days stunted')
    expect(at(minus(mild, 0.1))).toBe('R-AN-RUJUK refer 3days stunted')
    expect(at(mild)).toBe('R-AN-RUJUK normal normalHeight')
    expect(at(minus(high, 0.1))).toBe('R-AN-RUJUK normal normalHeight')
    expect(at(high)).toBe('R-AN-RUJUK confirm tall')
    expect(at(high, { tallLevel: 'normal' })).toBe('R-AN-RUJUK normal tall')
  })

  it('BB/PB changes at −3, −2, above +1, +2 and +3', () => {
    const lengthHeight = { lengthHeightCm: 75, position: 'lying' }
    const of: Of = (weightKg) =>
      cardZScores({ ...measured(12), weightKg, lengthHeightCm: 75, position: 'lying' }).whz
    const at = (weightKg: number) => says(12, { weightKg, lengthHeight }, 'weightForLength')
    const limits = [
      [-3, 'R-AN-RUJUK refer today severelyWasted', 'R-AN-RUJUK refer 3days wasted'],
      [-2, 'R-AN-RUJUK refer 3days wasted', 'R-AN-RUJUK normal normalNutrition'],
      [1.01, 'R-AN-RUJUK normal normalNutrition', 'R-AN-RUJUK refer 3days atRiskOfOverweight'],
      [2.01, 'R-AN-RUJUK refer 3days atRiskOfOverweight', 'R-AN-RUJUK refer 3days overweight'],
      [3.01, 'R-AN-RUJUK refer 3days overweight', 'R-AN-RUJUK refer 3days obese'],
    ] as const
    for (const [z, below, above] of limits) {
      const value = first(z, of, 5, 20, 0.01)
      expect(at(minus(value, 0.01))).toBe(below)
      expect(at(value)).toBe(above)
    }
  })

  it('LK/U changes at −2 and above +2', () => {
    const of: Of = (headCircumferenceCm) => cardZScores({ ...measured(12), headCircumferenceCm }).hcaz
    const at = (headCircumferenceCm: number) => says(12, { headCircumferenceCm }, 'headForAge')
    const [small, large] = [-2, 2.01].map((z) => first(z, of, 38, 55, 0.1)) as [number, number]
    expect(at(minus(small, 0.1))).toBe('R-AN-RUJUK refer 3days microcephaly')
    expect(at(small)).toBe('R-AN-RUJUK normal normalHead')
    expect(at(minus(large, 0.1))).toBe('R-AN-RUJUK normal normalHead')
    expect(at(large)).toBe('R-AN-RUJUK refer 3days macrocephaly')
  })

  it('corrects for the position before it judges', () => {
    const z = (position: string) =>
      findingsOf(child(12, { lengthHeight: { lengthHeightCm: 75, position } }), 'lengthForAge')[0]?.facts
    expect(z('standing')?.['adjustedLengthHeightCm']).toBe(75.7)
    expect(z('lying')?.['adjustedLengthHeightCm']).toBe(75)
  })

  it('gizi buruk is an emergency below six months, below 4.0 kg, with a danger sign or oedema +3', () => {
    const length = (lengthHeightCm: number) => ({ lengthHeightCm, position: 'lying' })
    const wasted = { weightKg: 6.3, lengthHeight: length(75) }
    expect(says(12, wasted, 'weightForLength')).toBe('R-AN-RUJUK refer today severelyWasted')
    expect(says(12, { ...wasted, childDangerSigns: ['cannotDrink'] }, 'weightForLength')).toContain(
      'emergency now',
    )
    expect(says(12, { ...wasted, childDangerSigns: [] }, 'weightForLength')).toContain('refer today')
    expect(says(12, { weightKg: 3.99, lengthHeight: length(60) }, 'weightForLength')).toBe(
      'R-AN-RUJUK emergency now severelyWasted',
    )
    expect(says(12, { weightKg: 4, lengthHeight: length(60) }, 'weightForLength')).toBe(
      'R-AN-RUJUK refer today severelyWasted',
    )
    expect(says(5, { weightKg: 4.6, lengthHeight: length(63) }, 'weightForLength')).toBe(
      'R-AN-RUJUK emergency now severelyWasted',
    )
    const sixMonths = { birthDate: '2025-12-15' }
    expect(says(5, { weightKg: 4.6, lengthHeight: length(63) }, 'weightForLength', sixMonths)).toContain(
      'refer today',
    )
  })

  it('oedema is gizi buruk whatever the z-scores are', () => {
    const oedema = (bilateralOedema: string, more = {}) =>
      says(30, { bilateralOedema, ...more }, 'bilateralOedema')
    expect(oedema('none')).toBe('')
    for (const grade of ['present', 'grade1', 'grade2'])
      expect(oedema(grade)).toBe('R-AN-RUJUK refer today bilateralOedema')
    expect(oedema('grade3')).toBe('R-AN-RUJUK emergency now bilateralOedema')
    expect(oedema('grade1', { childDangerSigns: ['lethargic'] })).toContain('emergency now')
    expect(says(5, { bilateralOedema: 'grade1' }, 'bilateralOedema')).toContain('emergency now')
    const answers = {
      bilateralOedema: 'grade1',
      weightKg: 12,
      lengthHeight: { lengthHeightCm: 90, position: 'standing' },
    }
    expect(says(30, answers, 'weightForAge')).toBe('R-AN-RUJUK notAssessed oedema')
    expect(says(30, answers, 'weightForLength')).toBe('R-AN-RUJUK notAssessed oedema')
    expect(says(30, answers, 'lengthForAge')).toContain('normalHeight')
  })

  it('an implausible value is measured again; confirmed it is seen today', () => {
    const z = cardZScores({ ...measured(12), weightKg: 3 }).waz ?? 0
    expect(z).toBeLessThan(-6)
    expect(says(12, { weightKg: 3 }, 'weightForAge')).toBe(
      'R-AN-RUJUK confirm implausible | R-AN-RUJUK notAssessed implausible',
    )
    expect(says(12, { weightKg: 3, measuredAgain: false }, 'weightForAge')).toContain('confirm implausible')
    expect(says(12, { weightKg: 3, measuredAgain: true }, 'weightForAge')).toBe(
      'R-AN-RUJUK refer today implausibleConfirmed | R-AN-RUJUK notAssessed implausible',
    )
    const plausible = first(-6, (weightKg) => cardZScores({ ...measured(12), weightKg }).waz, 1, 10, 0.01)
    expect(says(12, { weightKg: plausible }, 'weightForAge')).toContain('severelyUnderweight')
    expect(says(12, { weightKg: minus(plausible, 0.01) }, 'weightForAge')).toContain('implausible')
  })

  it('keeps the categories of 0–60 months through completed month 60', () => {
    const answers = {
      weightKg: 18,
      lengthHeight: { lengthHeightCm: 109, position: 'standing' },
      headCircumferenceCm: 51,
    }
    for (const rule of ['weightForAge', 'lengthForAge', 'weightForLength', 'headForAge']) {
      expect(says(60, answers, rule)).toContain('normal')
      expect(says(61, answers, rule)).toBe('R-AN-RUJUK notAssessed outOfAgeRange')
      expect(says(71, answers, rule)).toBe('R-AN-RUJUK notAssessed outOfAgeRange')
    }
    expect(says(60, answers, 'bmiForAge')).toBe('')
    expect(says(61, answers, 'bmiForAge')).toBe('R-AN-RUJUK normal normalNutrition')
    expect(says(71, answers, 'bmiForAge')).toBe('R-AN-RUJUK normal normalNutrition')
    // The day before 61 completed months is the last of the 2006 tables.
    const lastDay = { birthDate: '2021-05-16' }
    expect(outcomeOf(child(61, answers, lastDay), 'weightForAge')).toContain('normalWeight')
  })

  it('judges IMT/U of 61–71 months at −3, −2, above +1 and +2', () => {
    const of: Of = (weightKg) => zScores({ ...measured(61), weightKg, lengthHeightCm: 110 }).baz
    const at = (weightKg: number) =>
      says(61, { weightKg, lengthHeight: { lengthHeightCm: 110, position: 'standing' } }, 'bmiForAge')
    const limits = [
      [-3, 'R-AN-RUJUK refer today severelyThin', 'R-AN-RUJUK refer 3days thin'],
      [-2, 'R-AN-RUJUK refer 3days thin', 'R-AN-RUJUK normal normalNutrition'],
      [1.01, 'R-AN-RUJUK normal normalNutrition', 'R-AN-RUJUK refer 3days overweight'],
      [2.01, 'R-AN-RUJUK refer 3days overweight', 'R-AN-RUJUK refer 3days obese'],
    ] as const
    for (const [z, below, above] of limits) {
      const value = first(z, of, 10, 40, 0.01)
      expect(at(minus(value, 0.01))).toBe(below)
      expect(at(value)).toBe(above)
    }
  })

  it('says why it cannot judge', () => {
    const answers = { weightKg: 9, lengthHeight: { lengthHeightCm: 75, position: 'lying' } }
    expect(says(12, answers, 'weightForAge', { sex: 'unknown' })).toBe('R-AN-RUJUK notAssessed sexUnknown')
    expect(says(12, answers, 'weightForAge', { birthDate: 'unknown' })).toBe(
      'R-AN-RUJUK notAssessed ageUnknown',
    )
    const inexact = { birthDateExact: false }
    expect(says(12, answers, 'weightForAge', inexact)).toBe('R-AN-RUJUK notAssessed birthDateNotExact')
    expect(says(12, answers, 'lengthForAge', inexact)).toBe('R-AN-RUJUK notAssessed birthDateNotExact')
    expect(says(12, answers, 'weightForLength', inexact)).toContain('normalNutrition')
    expect(says(12, {}, 'weightForAge')).toBe('R-AN-RUJUK notAssessed notMeasured')
    expect(says(12, { weightKg: 9 }, 'weightForLength')).toBe('R-AN-RUJUK notAssessed notMeasured')
    const short = { weightKg: 2, lengthHeight: { lengthHeightCm: 44.9, position: 'lying' } }
    expect(says(0, short, 'weightForLength')).toBe('R-AN-RUJUK notAssessed outOfTableRange')
  })

  it('low weight may be confirmed first', () => {
    const weightKg = first(-3, weightOf(12), 4, 30, 0.01)
    expect(says(12, { weightKg }, 'weightForAge', { settings: { underweightLevel: 'confirm' } })).toBe(
      'R-AN-RUJUK confirm underweight',
    )
  })
})
