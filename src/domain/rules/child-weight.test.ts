import { describe, expect, it } from 'vitest'
import { child, type Months } from '#tests/builders/growth-case.ts'
import { monthsAgo, outcomeOf, type RuleCase } from '#tests/builders/rule-case.ts'

describe('danger signs of children', () => {
  const sign = { childDangerSigns: ['convulsion'] }
  it('changes the page after day 59', () => {
    const at = (days: number, rule: string) => outcomeOf({ instrument: 'balita', days, answers: sign }, rule)
    expect(at(59, 'youngInfantDangerSign')).toBe('R-BY-BAHAYA emergency now childDangerSign')
    expect(at(59, 'childDangerSign')).toBe('')
    expect(at(60, 'childDangerSign')).toBe('R-AN-BAHAYA emergency now childDangerSign')
    expect(at(60, 'youngInfantDangerSign')).toBe('')
  })
})

describe('R-AN-NT: weight gain', () => {
  const says = (
    months: Months,
    weightKg: number,
    history: RuleCase['history'],
    extra: Partial<RuleCase> & { more?: RuleCase['answers'] } = {},
  ) =>
    outcomeOf(
      child(months, { weightKg, ...extra.more }, { history: history ?? [], ...extra }),
      'childWeightGain',
    )
  const weighed = (months: number, weightKg: number) => monthsAgo(months, 'balita', { weightKg })

  it('is N from exactly the least gain, T just below it', () => {
    // A boy of twelve months: 200 g.
    expect(says(12, 9.2, [weighed(1, 9)])).toBe('R-AN-NT normal weightGained')
    expect(says(12, 9.19, [weighed(1, 9)])).toBe('R-AN-NT refer 3days weightNotGained')
    expect(says(12, 9.19, [weighed(1, 9)], { settings: { referAtFirstT: false } })).toBe(
      'R-AN-NT counsel weightNotGained',
    )
  })

  it('counts 2T and 3T in unbroken months', () => {
    const falling = [weighed(3, 9), weighed(2, 9), weighed(1, 9)]
    expect(says(12, 9, falling.slice(1))).toBe('R-AN-NT refer 3days weightNotGainedTwice')
    expect(says(12, 9, falling)).toBe('R-AN-NT refer 3days weightNotGainedThrice')
    expect(says(12, 9, falling.slice(1), { settings: { referAtFirstT: false } })).toContain(
      'refer 3days weightNotGainedTwice',
    )
    expect(says(12, 9, [weighed(4, 9), weighed(3, 9), weighed(1, 9)])).toBe(
      'R-AN-NT refer 3days weightNotGained',
    )
  })

  it('is O after a missed month and B the first time', () => {
    expect(says(12, 9, [weighed(2, 9)])).toBe('R-AN-NT notAssessed notWeighedLastMonth notWeighedLastMonth')
    expect(says(12, 9, [])).toBe('R-AN-NT notAssessed firstWeighing firstWeighing')
  })

  it('goes by calendar months, not by days', () => {
    expect(says(12, 9.2, [{ ...weighed(1, 9), day: '2026-05-01' }])).toContain('weightGained')
    expect(says(12, 9.2, [{ ...weighed(1, 9), day: '2026-05-31' }])).toContain('weightGained')
    expect(says(12, 9.2, [{ ...weighed(1, 9), day: '2026-04-30' }])).toContain('notWeighedLastMonth')
  })

  it('counts from birth weight at one month, never at age 0', () => {
    const baby = (birthDate: string, weightKg: number) =>
      outcomeOf(
        { instrument: 'balita', sex: 'male', birthDate, answers: { birthWeightKg: 3, weightKg } },
        'childWeightGain',
      )
    expect(baby('2026-05-15', 3.8)).toContain('weightGained')
    expect(baby('2026-05-15', 3.79)).toContain('weightNotGained')
    expect(baby('2026-05-16', 3.1)).toContain('firstWeighing')
  })

  it('is told through completed month 60', () => {
    expect(says(60, 18, [weighed(1, 17.8)])).toContain('weightGained')
    expect(says(61, 18, [weighed(1, 17.8)])).toBe('R-AN-NT notAssessed outOfAgeRange')
  })

  it('says why there is none', () => {
    expect(says(12, 9, [weighed(1, 9)], { sex: 'unknown' })).toBe('R-AN-NT notAssessed sexUnknown')
    expect(says(12, 9, [weighed(1, 9)], { birthDate: 'unknown' })).toBe('R-AN-NT notAssessed ageUnknown')
    expect(says(12, 9, [weighed(1, 9)], { birthDateExact: false })).toBe(
      'R-AN-NT notAssessed birthDateNotExact',
    )
    expect(says(12, 9, [weighed(1, 9)], { more: { bilateralOedema: 'grade1' } })).toBe(
      'R-AN-NT notAssessed oedema',
    )
  })
})

describe('length that stays the same', () => {
  const says = (lengthHeightCm: number, history: RuleCase['history'], extra: Partial<RuleCase> = {}) =>
    outcomeOf(
      child(
        12,
        { lengthHeight: { lengthHeightCm, position: 'lying' } },
        { history: history ?? [], ...extra },
      ),
      'lengthStall',
    )
  const measuredThen = (months: number, cm: number, position = 'lying') =>
    monthsAgo(months, 'balita', { lengthHeight: { lengthHeightCm: cm, position } })

  it('is confirmed after three months without growth', () => {
    expect(says(75, [measuredThen(3, 75)])).toBe('R-AN-RUJUK confirm lengthNotGrowing')
    expect(says(75.1, [measuredThen(3, 75)])).toBe('')
    expect(says(75, [measuredThen(2, 75)])).toBe('')
    expect(says(75, [measuredThen(2, 75)], { settings: { lengthStallMonths: 2 } })).toContain(
      'lengthNotGrowing',
    )
    expect(says(75, [{ ...measuredThen(3, 75), day: '2026-03-16' }])).toBe('')
    expect(says(75.7, [measuredThen(3, 75, 'standing')])).toContain('lengthNotGrowing')
    expect(says(75, [measuredThen(3, 75)], { birthDate: '2024-06-15' })).toBe('')
    expect(says(75, [measuredThen(3, 75)], { birthDate: '2024-06-16' })).toContain('lengthNotGrowing')
  })
})

describe('R-BY-BBLR: birth weight', () => {
  const says = (birthWeightKg: number, days: number, more: RuleCase['answers'] = {}, settings = {}) =>
    outcomeOf({ instrument: 'balita', days, settings, answers: { birthWeightKg, ...more } }, 'birthWeight')
  it.each([
    [1.999, 27, 'R-BY-BBLR refer today bornVerySmallRefer'],
    [1.999, 28, 'R-BY-BBLR confirm lowBirthWeight'],
    [2, 27, 'R-BY-BBLR confirm lowBirthWeight'],
    [1.499, 28, 'R-BY-BBLR confirm veryLowBirthWeight'],
    [1.5, 28, 'R-BY-BBLR confirm lowBirthWeight'],
    [2.499, 5, 'R-BY-BBLR confirm lowBirthWeight'],
    [2.5, 5, 'R-BY-BBLR normal birthWeightNormal'],
    [4, 5, 'R-BY-BBLR normal birthWeightNormal'],
    [4.001, 5, 'R-BY-BBLR counsel macrosomia'],
  ])('%f kg at day %i', (kg, days, expected) => expect(says(kg, days)).toBe(expected))

  it('is left to the nakes who follows the child already', () => {
    expect(says(1.9, 10, { lowBirthWeightFollowed: true })).toBe('R-BY-BBLR confirm lowBirthWeight')
    expect(says(1.9, 10, { lowBirthWeightFollowed: false })).toContain('refer today')
  })

  it('is followed through the first year', () => {
    const at = (birthDate: string, settings = {}) =>
      outcomeOf({ instrument: 'balita', birthDate, settings, answers: { birthWeightKg: 2.4 } }, 'birthWeight')
    expect(at('2025-06-16')).toContain('lowBirthWeight')
    expect(at('2025-06-15')).toBe('')
    expect(at('2025-06-15', { birthWeightUntilMonths: 24 })).toContain('lowBirthWeight')
  })

  const since = (days: number, birthWeightKg: number, weightKg: number, more: RuleCase['answers'] = {}) =>
    outcomeOf(
      { instrument: 'balita', days, answers: { birthWeightKg, weightKg, ...more } },
      'weightSinceBirth',
    )
  it('is regained by day 10', () => {
    expect(since(9, 3, 2.99)).toBe('')
    expect(since(10, 3, 2.99)).toBe('R-BY-BBLR refer today belowBirthWeight')
    expect(since(10, 3, 3)).toBe('')
  })
  it('is lost by at most a tenth, before 37 weeks by 15 %', () => {
    expect(since(4, 3, 2.7)).toBe('')
    expect(since(4, 3, 2.69)).toBe('R-BY-BBLR refer today lostTooMuchSinceBirth')
    expect(since(4, 2, 1.7, { gestationAtBirthWeeks: 36 })).toBe('')
    expect(since(4, 2, 1.69, { gestationAtBirthWeeks: 36 })).toContain('lostTooMuchSinceBirth')
    expect(since(4, 2, 1.79, { gestationAtBirthWeeks: 37 })).toContain('lostTooMuchSinceBirth')
  })
})
