import { describe, expect, it } from 'vitest'
import { addDays } from '#domain/time/calendar-day.ts'
import { daysAgo, findingsOf, outcomeOf, type RuleCase, visitDay } from '#tests/builders/rule-case.ts'

const pregnant = (
  weeks: number,
  answers: RuleCase['answers'],
  extra: Partial<RuleCase> = {},
  days = 0,
): RuleCase => ({
  instrument: 'ibu-hamil',
  ...extra,
  answers: { lastMenstrualPeriodOn: addDays(visitDay, -(weeks * 7 + days)), heightCm: 200, ...answers },
})

describe('R-BH-IMT: body mass before pregnancy', () => {
  const says = (prePregnancyWeightKg: number) =>
    outcomeOf(pregnant(20, { prePregnancyWeightKg }), 'prePregnancyBmi')
  it.each([
    [73.7, 'R-BH-IMT confirm prePregnancyUnderweight'],
    [73.8, 'R-BH-IMT normal prePregnancyNormal'],
    [99.7, 'R-BH-IMT normal prePregnancyNormal'],
    [99.8, 'R-BH-IMT counsel prePregnancyOverweight'],
    [119.7, 'R-BH-IMT counsel prePregnancyOverweight'],
    [119.8, 'R-BH-IMT counsel prePregnancyObese'],
  ])('%f kg at 2 m', (kg, expected) => expect(says(kg)).toBe(expected))

  it('takes a weight of the first 12 completed weeks in its place', () => {
    expect(outcomeOf(pregnant(12, { weightKg: 80 }, {}, 6), 'prePregnancyBmi')).toContain(
      'prePregnancyNormal',
    )
    expect(outcomeOf(pregnant(13, { weightKg: 80 }), 'prePregnancyBmi')).toBe(
      'R-BH-IMT notAssessed prePregnancyWeightUnknown',
    )
    expect(outcomeOf(pregnant(12, { firstVisitWeightKg: 80 }, {}, 6), 'prePregnancyBmi')).toContain('Normal')
    expect(outcomeOf(pregnant(13, { firstVisitWeightKg: 80 }), 'prePregnancyBmi')).toContain('notAssessed')
    const later = pregnant(30, { weightKg: 90 }, { history: [daysAgo(140, 'ibu-hamil', { weightKg: 80 })] })
    expect(findingsOf(later, 'prePregnancyBmi')[0]?.facts).toMatchObject({ bmi: 20, proxy: 1 })
    const before = pregnant(30, { weightKg: 90 }, { history: [daysAgo(211, 'dewasa', { weightKg: 80 })] })
    expect(outcomeOf(before, 'prePregnancyBmi')).toContain('prePregnancyWeightUnknown')
  })

  it('needs the height', () => {
    const one = { instrument: 'ibu-hamil', answers: { prePregnancyWeightKg: 50 } }
    expect(outcomeOf(one, 'prePregnancyBmi')).toBe('R-BH-IMT notAssessed heightUnknown')
  })
})

/** A weight at 2 m in each band. */
const bandWeight = { underweight: 70, normal: 80, overweight: 105, obese: 125 } as const
type BandName = keyof typeof bandWeight

const gain = (band: BandName, weeks: number, gained: number, extra: Partial<RuleCase> = {}, days = 0) =>
  outcomeOf(
    pregnant(
      weeks,
      {
        prePregnancyWeightKg: bandWeight[band],
        weightKg: Math.round((bandWeight[band] + gained) * 10) / 10,
        ...extra.answers,
      },
      { ...extra, answers: {} },
      days,
    ),
    'pregnancyWeightGain',
  )

describe('R-BH-KURVA: weight gained in pregnancy', () => {
  // Limits worked out by hand, week by week: 2 + 16 × 7 / 27 = 6.148 → 6.1 kg for underweight at week 20.
  it.each([
    ['underweight', 13, 0.5, 2],
    ['normal', 13, 0.5, 2],
    ['overweight', 13, 0.2, 1],
    ['obese', 13, 0, 0.5],
    ['underweight', 20, 3.6, 6.1],
    ['normal', 20, 3.4, 5.6],
    ['overweight', 20, 2, 3.7],
    ['obese', 20, 1.3, 2.7],
    ['underweight', 24, 5.4, 8.5],
    ['normal', 24, 5, 7.7],
    ['overweight', 24, 3, 5.3],
    ['obese', 24, 2, 4],
    ['underweight', 28, 7.2, 10.9],
    ['normal', 28, 6.6, 9.8],
    ['overweight', 28, 4, 6.8],
    ['obese', 28, 2.8, 5.2],
    ['underweight', 32, 8.9, 13.3],
    ['normal', 32, 8.2, 11.9],
    ['overweight', 32, 5, 8.4],
    ['obese', 32, 3.5, 6.5],
    ['underweight', 36, 10.7, 15.6],
    ['normal', 36, 9.9, 13.9],
    ['overweight', 36, 6, 9.9],
    ['obese', 36, 4.3, 7.7],
    ['underweight', 40, 12.5, 18],
    ['normal', 40, 11.5, 16],
    ['overweight', 40, 7, 11.5],
    ['obese', 40, 5, 9],
  ] as const)('%s at week %i: %f to %f kg', (band, weeks, low, high) => {
    expect(gain(band, weeks, low - 0.1)).toBe('R-BH-KURVA refer 3days gainBelowCurve')
    expect(gain(band, weeks, low)).toBe('R-BH-KURVA normal gainOnCurve')
    expect(gain(band, weeks, high)).toBe('R-BH-KURVA normal gainOnCurve')
    expect(gain(band, weeks, high + 0.1)).toBe('R-BH-KURVA refer 3days gainAboveCurve')
  })

  it('goes by completed weeks, beyond 40 by those of week 40', () => {
    expect(gain('normal', 40, 16, {}, 6)).toContain('gainOnCurve')
    expect(gain('normal', 41, 16)).toContain('gainOnCurve')
    expect(gain('normal', 41, 16.1)).toContain('gainAboveCurve')
    expect(gain('normal', 19, 3.2, {}, 6)).toBe(gain('normal', 19, 3.2))
  })

  it('before 13 weeks it is only confirmed, unless more than 2 kg were lost', () => {
    // Week 12, normal: 0.46 → 0.5 to 1.85 → 1.8 kg.
    expect(gain('normal', 12, 0.4, {}, 6)).toBe('R-BH-KURVA confirm earlyGainBelowCurve')
    expect(gain('normal', 12, 0.5)).toContain('gainOnCurve')
    expect(gain('normal', 12, 1.8)).toContain('gainOnCurve')
    expect(gain('normal', 12, 1.9)).toBe('R-BH-KURVA confirm earlyGainAboveCurve')
    expect(gain('normal', 12, -2)).toBe('R-BH-KURVA confirm earlyGainBelowCurve')
    expect(gain('normal', 12, -2.1)).toBe('R-BH-KURVA refer 3days earlyLossLarge')
    expect(gain('normal', 12, 0.4, { settings: { earlyWeightGainLevel: 'refer' } })).toContain('refer')
    expect(gain('obese', 5, 0.3)).toContain('confirm earlyGainAboveCurve')
  })

  it('is read by hand where the weight before is unknown', () => {
    const manual = (more: RuleCase['answers'], settings = {}) =>
      outcomeOf(pregnant(20, { weightKg: 60, ...more }, { settings }), 'pregnancyWeightGain')
    expect(manual({})).toBe('R-BH-KURVA notAssessed prePregnancyWeightUnknown')
    expect(manual({ weightFollowsCurve: true })).toBe('R-BH-KURVA normal gainOnCurveManual')
    expect(manual({ weightFollowsCurve: false })).toBe('R-BH-KURVA refer 3days gainOffCurveManual')
    const both = { prePregnancyWeightKg: 80, weightFollowsCurve: false }
    expect(manual(both)).not.toContain('Manual')
    expect(manual(both, { pregnancyWeightCurve: 'manual' })).toContain('gainOffCurveManual')
  })

  it('says why it cannot judge', () => {
    const twins = { answers: { multiplePregnancy: true } }
    expect(gain('normal', 20, 4, twins)).toBe('R-BH-KURVA notAssessed multiplePregnancy')
    const undated = {
      instrument: 'ibu-hamil',
      answers: { weightKg: 60, prePregnancyWeightKg: 55, heightCm: 160 },
    }
    expect(outcomeOf(undated, 'pregnancyWeightGain')).toBe('R-BH-KURVA notAssessed gestationUnknown')
    expect(outcomeOf(pregnant(20, {}), 'pregnancyWeightGain')).toBe('R-BH-KURVA notAssessed notMeasured')
  })
})

describe('gestation at its end', () => {
  const at = (weeks: number, days: number) => outcomeOf(pregnant(weeks, {}, {}, days), 'gestationLength')
  it.each([
    [40, 6, '§4.12 normal gestationWithinTerm'],
    [41, 0, '§4.12 confirm lateTerm'],
    [41, 6, '§4.12 confirm lateTerm'],
    [42, 0, '§4.12 refer 3days postTerm'],
    [43, 3, '§4.12 refer 3days postTerm'],
  ])('%i weeks %i days', (weeks, days, expected) => expect(at(weeks, days)).toBe(expected))

  it('reckons from the weeks said on a day', () => {
    const said = { estimatedGestationWeeks: 40, estimatedOn: addDays(visitDay, -14) }
    expect(outcomeOf({ instrument: 'ibu-hamil', answers: said }, 'gestationLength')).toContain('postTerm')
    const today = { instrument: 'ibu-hamil', answers: { estimatedGestationWeeks: 40 } }
    expect(outcomeOf(today, 'gestationLength')).toContain('gestationWithinTerm')
    expect(outcomeOf({ instrument: 'ibu-hamil', answers: {} }, 'gestationLength')).toContain(
      'gestationUnknown',
    )
  })

  it('ends with the delivery, and begins anew with the next pregnancy', () => {
    const delivered = pregnant(43, { deliveredOn: addDays(visitDay, -3) })
    expect(outcomeOf(delivered, 'gestationLength')).toBe('')
    const next = pregnant(10, { deliveredOn: addDays(visitDay, -200) })
    expect(outcomeOf(next, 'gestationLength')).toContain('gestationWithinTerm')
  })
})

describe('R-BH-KURVA: the printed curve beside the band', () => {
  const says = (answers: RuleCase['answers'], weeks = 20) =>
    outcomeOf(pregnant(weeks, { prePregnancyWeightKg: 80, ...answers }), 'pregnancyWeightGain')
  const off = 'R-BH-KURVA refer 3days gainOffCurveManual'

  it('off the curve is heard against a band that finds nothing, on the curve never', () => {
    expect(says({ weightKg: 84 })).toContain('normal')
    expect(says({ weightKg: 84, weightFollowsCurve: true })).toContain('normal')
    expect(says({ weightKg: 84, weightFollowsCurve: false })).toBe(off)
    expect(says({ weightKg: 81, weightFollowsCurve: true })).toContain('refer')
    expect(says({ weightKg: 81, weightFollowsCurve: true }, 12)).toContain('normal')
    expect(says({ weightKg: 79, weightFollowsCurve: false }, 12)).toContain('confirm')
  })

  it('of twins it is all there is', () => {
    const twins = { weightKg: 84, multiplePregnancy: true }
    expect(says(twins)).toBe('R-BH-KURVA notAssessed multiplePregnancy')
    expect(says({ ...twins, weightFollowsCurve: true })).toBe('R-BH-KURVA notAssessed multiplePregnancy')
    expect(says({ ...twins, weightFollowsCurve: false })).toBe(off)
  })
})
