import { describe, expect, it } from 'vitest'
import { addDays } from '#domain/time/calendar-day.ts'
import { fieldContextOf, requiredFields } from '#domain/instruments/index.ts'
import {
  contextOf,
  instrumentOf,
  monthsAgo,
  outcomeOf,
  type RuleCase,
  visitDay,
} from '#tests/builders/rule-case.ts'

const requiredIds = (one: RuleCase) => {
  const instrument = instrumentOf(one.instrument)
  const context = fieldContextOf(instrument, one.answers, contextOf(one))
  return requiredFields(instrument, context).map(({ id }) => id)
}

const arm = (instrument: string, muacCm: number, extra: Partial<RuleCase> = {}): RuleCase => ({
  instrument,
  ...extra,
  answers: { muacCm, ...extra.answers },
})

describe('R-AN-LILA: arm of a child', () => {
  const says = (muacCm: number, extra: Partial<RuleCase> = {}) =>
    outcomeOf(arm('balita', muacCm, extra), 'childMuac')
  // A healthy weight for the length: the child is not wasted, so that yellow stands beside a judged BB/TB.
  const judged = { weightKg: 12, lengthHeight: { lengthHeightCm: 86, position: 'standing' } }

  it.each([
    [11.4, 'R-AN-LILA refer today muacRed'],
    [11.5, 'R-AN-LILA confirm muacYellow'],
    [12.4, 'R-AN-LILA confirm muacYellow'],
    [12.5, 'R-AN-LILA normal muacGreen'],
  ])('%f cm', (muacCm, expected) => expect(says(muacCm, { answers: judged })).toBe(expected))

  it('yellow is referred on a day without BB/TB', () => {
    expect(says(12.4)).toBe('R-AN-LILA refer 3days muacYellowAlone')
    expect(says(12.4, { answers: { weightKg: 12 } })).toContain('muacYellowAlone')
    expect(says(12.4, { sex: 'unknown', answers: judged })).toContain('muacYellowAlone')
    const implausible = { weightKg: 25, lengthHeight: { lengthHeightCm: 86, position: 'standing' } }
    expect(says(12.4, { answers: implausible })).toContain('muacYellowAlone')
    expect(says(12.4, { answers: judged, settings: { childMuacYellowLevel: 'refer' } })).toBe(
      'R-AN-LILA refer 3days muacYellow',
    )
  })

  it('holds from 6 to 59 completed months', () => {
    expect(says(11, { birthDate: '2025-12-16' })).toBe('R-AN-LILA notAssessed outOfAgeRange')
    expect(says(11, { birthDate: '2025-12-15' })).toContain('muacRed')
    expect(says(11, { birthDate: '2021-06-16' })).toContain('muacRed')
    expect(says(11, { birthDate: '2021-06-15' })).toBe('R-AN-LILA notAssessed outOfAgeRange')
    expect(says(11, { birthDate: 'unknown' })).toBe('R-AN-LILA notAssessed ageUnknown')
  })

  it('red is an emergency below 4.0 kg, with a danger sign and with oedema +3', () => {
    expect(says(11.4, { answers: { weightKg: 3.99 } })).toBe('R-AN-LILA emergency now muacRed')
    expect(says(11.4, { answers: { weightKg: 4 } })).toBe('R-AN-LILA refer today muacRed')
    expect(says(11.4, { answers: { childDangerSigns: ['lethargic'] } })).toContain('emergency now')
    expect(says(11.4, { answers: { childDangerSigns: [] } })).toContain('refer today')
    expect(says(11.4, { answers: { bilateralOedema: 'grade3' } })).toContain('emergency now')
    expect(says(11.4, { answers: { bilateralOedema: 'grade2' } })).toContain('refer today')
  })

  it('asks for danger signs only where red counts', () => {
    const asks = (extra: Partial<RuleCase>, muacCm = 11.4) =>
      requiredIds({ instrument: 'balita', answers: { muacCm }, ...extra }).includes('childConvulsion')
    expect(asks({ birthDate: '2025-12-16' })).toBe(false)
    expect(asks({ birthDate: '2025-12-15' })).toBe(true)
    expect(asks({ birthDate: '2025-12-15' }, 11.5)).toBe(false)
    expect(asks({ birthDate: '2021-06-16' })).toBe(true)
    expect(asks({ birthDate: '2021-06-15' })).toBe(false)
  })

  it('is owed at 6–59 months and at no other age', () => {
    expect(outcomeOf({ instrument: 'balita', months: 6, answers: {} }, 'childMuac')).toContain('notMeasured')
    expect(outcomeOf({ instrument: 'balita', months: 5, answers: {} }, 'childMuac')).toBe('')
    expect(outcomeOf({ instrument: 'balita', months: 60, answers: {} }, 'childMuac')).toBe('')
  })
})

describe('R-BH-LILA: arm in pregnancy, nifas and breastfeeding', () => {
  it('is low below 23.5 cm', () => {
    expect(outcomeOf(arm('ibu-hamil', 23.4), 'maternalMuac')).toBe('R-BH-LILA refer 3days maternalMuacLow')
    expect(outcomeOf(arm('ibu-hamil', 23.5), 'maternalMuac')).toBe('R-BH-LILA normal maternalMuacNormal')
    expect(
      outcomeOf(arm('ibu-hamil', 23.4, { settings: { plainReferralDeadline: 'today' } }), 'maternalMuac'),
    ).toContain('refer today')
  })

  it('holds to day 42 of nifas, longer for a breastfeeding mother', () => {
    const nifas = (days: number, breastfeeding?: boolean) =>
      arm('dewasa', 23.4, {
        answers: {
          deliveredOn: addDays(visitDay, -days),
          ...(breastfeeding !== undefined && { breastfeeding }),
        },
      })
    expect(outcomeOf(nifas(42), 'maternalMuac')).toContain('refer')
    expect(outcomeOf(nifas(42), 'womenMuac')).toBe('')
    expect(outcomeOf(nifas(43), 'maternalMuac')).toBe('')
    expect(outcomeOf(nifas(43), 'womenMuac')).toContain('D-7 confirm')
    expect(outcomeOf(nifas(43, true), 'maternalMuac')).toContain('refer')
    expect(outcomeOf(nifas(43, false), 'womenMuac')).toContain('confirm')
    expect(outcomeOf(nifas(729, true), 'maternalMuac')).toContain('refer')
    expect(outcomeOf(nifas(731, true), 'maternalMuac')).toBe('')
  })

  it('holds for who breastfeeds and has no delivery dated', () => {
    const says = (breastfeeding: boolean) =>
      outcomeOf({ instrument: 'dewasa', answers: { muacCm: 23.4, breastfeeding } }, 'maternalMuac')
    expect(says(true)).toBe('R-BH-LILA refer 3days maternalMuacLow')
    expect(says(false)).toBe('')
  })

  it('holds for a pregnant girl below 15', () => {
    const girl = arm('remaja', 23.4, { years: 14, answers: { pregnant: true } })
    expect(outcomeOf(girl, 'maternalMuac')).toContain('refer')
  })
})

describe('R-4 and D-7: arm of women, men and older people', () => {
  it.each([
    ['dewasa', 23.4, { years: 30 }, 'D-7 confirm womenMuacLow'],
    ['dewasa', 23.5, { years: 30 }, 'D-7 normal womenMuacNormal'],
    ['remaja', 23.4, { years: 15 }, 'R-4 confirm womenMuacLow'],
    ['remaja', 23.5, { years: 15 }, 'R-4 normal womenMuacNormal'],
    ['remaja', 20, { birthDate: '2011-06-16' }, 'R-4 notAssessed outOfAgeRange'],
    ['remaja', 20, { birthDate: '2011-06-15' }, 'R-4 confirm womenMuacLow'],
    ['dewasa', 20, { birthDate: '1976-06-16' }, 'D-7 confirm womenMuacLow'],
    ['dewasa', 20, { birthDate: '1976-06-15' }, 'D-7 notAssessed outOfAgeRange'],
    ['dewasa', 20, { sex: 'male' }, 'D-7 notAssessed notApplicable'],
    ['dewasa', 20, { sex: 'unknown' }, 'D-7 notAssessed sexUnknown'],
    ['dewasa', 20, { birthDate: 'unknown' }, 'D-7 notAssessed ageUnknown'],
  ] as const)('%s %f cm %j', (instrument, cm, extra, expected) =>
    expect(outcomeOf(arm(instrument, cm, extra), 'womenMuac')).toBe(expected),
  )

  it('may have another limit for women', () => {
    const settings = { womenMuacLimitCm: 21.5 }
    expect(outcomeOf(arm('dewasa', 21.5, { settings }), 'womenMuac')).toContain('normal')
    expect(outcomeOf(arm('dewasa', 21.4, { settings }), 'womenMuac')).toContain('confirm')
  })

  it.each([
    [20.9, { sex: 'male' }, 'D-7 refer month olderMuacLow'],
    [21, { sex: 'female' }, 'D-7 normal olderMuacNormal'],
    [20.9, { birthDate: 'unknown' }, 'D-7 notAssessed ageUnknown'],
    [20.9, { birthDate: '1966-06-16' }, 'D-7 notAssessed outOfAgeRange'],
    [20.9, { birthDate: '1966-06-15' }, 'D-7 refer month olderMuacLow'],
  ] as const)('from 60 years %f cm %j', (cm, extra, expected) =>
    expect(outcomeOf(arm('lansia', cm, extra), 'olderMuac')).toBe(expected),
  )

  it('from 60 years it is owed where no way of taking the height is found', () => {
    const answers = { heightMethod: { state: 'cannotBeDone' } } as const
    const history = [monthsAgo(11, 'lansia', { muacCm: 24 })]
    const says = (given: RuleCase['answers']) =>
      outcomeOf({ instrument: 'lansia', answers: given, history }, 'olderMuac')
    expect(says(answers)).toContain('notMeasured')
    expect(says({ heightMethod: 'armSpan' })).toBe('')
  })

  it('from 60 years it is owed where weight or height cannot be taken', () => {
    const bare = {
      instrument: 'lansia',
      answers: { weightKg: { state: 'cannotBeDone', reason: 'cannotStand' } },
    } as const
    expect(outcomeOf(bare, 'olderMuac')).toBe('D-7 notAssessed notMeasured')
    const history = [monthsAgo(11, 'lansia', { muacCm: 24 })]
    expect(outcomeOf({ instrument: 'lansia', answers: { weightKg: 50 }, history }, 'olderMuac')).toBe('')
  })

  it('from 60 years it is owed once a year, for SKILAS', () => {
    const at = (months: number) =>
      outcomeOf(
        {
          instrument: 'lansia',
          answers: { weightKg: 50 },
          history: [monthsAgo(months, 'lansia', { muacCm: 24 })],
        },
        'olderMuac',
      )
    expect(at(11)).toBe('')
    expect(at(12)).toContain('notMeasured')
    expect(outcomeOf({ instrument: 'lansia', answers: {} }, 'olderMuac')).toContain('notMeasured')
  })
})

describe('R-3 and D-2: waist', () => {
  const waist = (instrument: string, waistCm: number, extra: Partial<RuleCase> = {}): RuleCase => ({
    instrument,
    ...extra,
    answers: { waistCm, ...extra.answers },
  })
  it.each([
    ['dewasa', 90, { sex: 'male' }, 'D-2 normal waistNormal'],
    ['dewasa', 90.1, { sex: 'male' }, 'D-2 counsel centralObesity'],
    ['dewasa', 80, { sex: 'female' }, 'D-2 normal waistNormal'],
    ['dewasa', 80.1, { sex: 'female' }, 'D-2 counsel centralObesity'],
    ['lansia', 80.1, { sex: 'female' }, 'D-2 counsel centralObesity'],
    ['remaja', 80.1, { birthDate: '2011-06-15' }, 'R-3 counsel centralObesity'],
    ['remaja', 80.1, { birthDate: '2011-06-16' }, 'R-3 notAssessed outOfAgeRange'],
    ['dewasa', 95, { answers: { pregnant: true } }, 'D-2 notAssessed pregnant'],
    ['dewasa', 95, { sex: 'unknown' }, 'D-2 notAssessed sexUnknown'],
    ['dewasa', 95, { birthDate: 'unknown' }, 'D-2 notAssessed ageUnknown'],
  ] as const)('%s %f cm %j', (instrument, cm, extra, expected) =>
    expect(outcomeOf(waist(instrument, cm, extra), 'waist')).toBe(expected),
  )
})
