import { describe, expect, it } from 'vitest'
import type { Scalar } from '#domain/instruments/instrument.ts'
import {
  daysAgo,
  findingsOf,
  monthsAgo,
  outcomeOf,
  pressure,
  type RuleCase,
} from '#tests/builders/rule-case.ts'

const glucose = (mgPerDl: Scalar, kind: string, extra: Partial<RuleCase> = {}): RuleCase => ({
  instrument: 'dewasa',
  ...extra,
  answers: { bloodGlucose: { mgPerDl, kind }, ...extra.answers },
})
const says = (mgPerDl: Scalar, kind = 'random', extra: Partial<RuleCase> = {}) =>
  outcomeOf(glucose(mgPerDl, kind, extra), 'glucose')
const classic = { diabetesSymptoms: ['polyuria'] }

describe('D-4: glucose of adults', () => {
  it.each([
    ['LO', 'random', 'D-4 emergency now glucoseSeverelyLow'],
    [53, 'random', 'D-4 emergency now glucoseSeverelyLow'],
    [54, 'random', 'D-4 confirm today glucoseLow'],
    [69, 'fasting', 'D-4 confirm today glucoseLow'],
    [70, 'random', 'D-4 normal glucoseNormal'],
    [99, 'random', 'D-4 normal glucoseNormal'],
    [100, 'random', 'D-4 normal glucoseNormal'],
    [139, 'random', 'D-4 normal glucoseNormal'],
    [140, 'random', 'D-4 confirm prediabetes'],
    [199, 'random', 'D-4 confirm prediabetes'],
    [200, 'random', 'D-4 refer week glucoseHighToConfirm'],
    ['HI', 'random', 'D-4 emergency now glucoseBeyondMeter'],
    [99, 'fasting', 'D-4 normal glucoseNormal'],
    [100, 'fasting', 'D-4 confirm prediabetes'],
    [125, 'fasting', 'D-4 confirm prediabetes'],
    [126, 'fasting', 'D-4 refer week diabetesIndicated'],
    [139, 'twoHour', 'D-4 normal glucoseNormal'],
    [140, 'twoHour', 'D-4 confirm prediabetes'],
    [199, 'twoHour', 'D-4 confirm prediabetes'],
    [200, 'twoHour', 'D-4 refer week diabetesIndicated'],
  ] as const)('%s %s', (mgPerDl, kind, expected) => expect(says(mgPerDl, kind)).toBe(expected))

  it('with classic symptoms: indicated from 200, an emergency from 300', () => {
    expect(says(200, 'random', { answers: classic })).toBe('D-4 refer week diabetesIndicated')
    expect(says(299, 'random', { answers: classic })).toBe('D-4 refer week diabetesIndicated')
    expect(says(300, 'random', { answers: classic })).toBe('D-4 emergency now glucoseVeryHighWithSymptoms')
    expect(says(300, 'fasting', { answers: classic })).toContain('emergency now')
    expect(says(300, 'random', { answers: { diabetesSymptoms: ['tingling'] } })).toContain(
      'glucoseHighToConfirm',
    )
    expect(says(250, 'random', { answers: classic, settings: { glucoseEmergencyFrom: 250 } })).toContain(
      'emergency',
    )
  })

  it('54–69 is an emergency with symptoms or on medicine for diabetes', () => {
    expect(says(60, 'random', { answers: { hypoglycaemiaSymptoms: true } })).toBe(
      'D-4 emergency now glucoseLowEmergency',
    )
    expect(says(60, 'random', { answers: { hypoglycaemiaSymptoms: false } })).toContain('confirm')
    expect(says(60, 'random', { answers: { diabetesMedicine: true } })).toContain('emergency now')
    expect(says(60, 'random', { answers: { diabetesDiagnosed: true } })).toContain('emergency now')
    expect(says(60, 'random', { answers: { diabetesDiagnosed: true, diabetesMedicine: false } })).toContain(
      'confirm',
    )
  })

  it('100–139 may count as prediabetes, low may begin lower', () => {
    const settings = { randomGlucose100To139: 'prediabetes' }
    expect(says(99, 'random', { settings })).toContain('normal')
    expect(says(100, 'random', { settings })).toContain('confirm prediabetes')
    expect(says(65, 'random', { settings: { glucoseLowBelow: 65 } })).toContain('normal')
  })

  it('carries the mark of the card', () => {
    const mark = (value: number, kind: string, settings = {}) =>
      findingsOf(glucose(value, kind, { settings }), 'glucose')[0]?.facts['mark']
    expect([69, 70, 199, 200].map((value) => mark(value, 'random'))).toEqual(['R', 'N', 'N', 'T'])
    expect([125, 126].map((value) => mark(value, 'fasting'))).toEqual(['N', 'T'])
    expect(mark(140, 'random', { glucoseMarkHighFrom: 140 })).toBe('T')
  })
})

describe('R-6: glucose below 18 years', () => {
  it('classic symptoms with 200 and more are an emergency', () => {
    const young = { instrument: 'remaja', years: 12, answers: classic }
    expect(says(200, 'random', young)).toBe('R-6 emergency now youthDiabetesSuspected')
    expect(says(199, 'random', young)).toBe('R-6 confirm prediabetes')
    expect(says(200, 'random', { ...young, answers: {} })).toBe('R-6 refer week glucoseHighToConfirm')
    expect(says(200, 'random', { ...young, answers: { diabetesSymptoms: ['familyDiabetes'] } })).toContain(
      'ToConfirm',
    )
    expect(says('HI', 'random', { ...young, answers: {} })).toContain('emergency now glucoseBeyondMeter')
  })
})

describe('R-6: glucose of somebody without a known age', () => {
  it('on the card of schoolchildren is judged as of the young, on that of adults not', () => {
    const says = (instrument: string, mgPerDl: number) =>
      outcomeOf(
        {
          instrument,
          birthDate: 'unknown',
          answers: { bloodGlucose: { mgPerDl, kind: 'random' }, diabetesSymptoms: ['polydipsia'] },
        },
        'glucose',
      )
    expect(says('remaja', 200)).toBe('R-6 emergency now youthDiabetesSuspected')
    expect(says('remaja', 199)).toContain('confirm')
    expect(says('dewasa', 200)).toBe('D-4 refer week diabetesIndicated')
  })
})

describe('HbA1c', () => {
  const a1c = (hba1cPercent: number, more = {}) =>
    outcomeOf({ instrument: 'dewasa', answers: { hba1cPercent, ...more } }, 'hba1c')
  it.each([
    [5.6, 'D-4 normal hba1cNormal'],
    [5.7, 'D-4 confirm hba1cPrediabetes'],
    [6.4, 'D-4 confirm hba1cPrediabetes'],
    [6.5, 'D-4 refer week hba1cDiabetes'],
  ])('%f %%', (value, expected) => expect(a1c(value)).toBe(expected))
  it('has its own aim with known diabetes', () => {
    expect(a1c(6.9, { diabetesDiagnosed: true })).toBe('D-4 normal hba1cAtAim')
    expect(a1c(7, { diabetesDiagnosed: true })).toBe('D-4 refer week hba1cAboveAim')
  })
})

describe('R-GD1: known diabetes', () => {
  const known = (mgPerDl: Scalar, kind: string, more = {}) =>
    glucose(mgPerDl, kind, { answers: { diabetesDiagnosed: true, ...more } })
  it.each([
    [199, 'random', 'R-GD1 normal knownDiabetesControlled'],
    [200, 'random', 'R-GD1 refer week knownDiabetesUncontrolled'],
    [129, 'fasting', 'R-GD1 normal knownDiabetesControlled'],
    [130, 'fasting', 'R-GD1 refer week knownDiabetesUncontrolled'],
    [179, 'twoHour', 'R-GD1 normal knownDiabetesControlled'],
    [180, 'twoHour', 'R-GD1 refer week knownDiabetesUncontrolled'],
    [69, 'random', ''],
    ['HI', 'random', ''],
  ] as const)('%s %s', (mgPerDl, kind, expected) =>
    expect(outcomeOf(known(mgPerDl, kind), 'knownDiabetes')).toBe(expected),
  )
  it('leaves the category silent, but not an emergency', () => {
    expect(outcomeOf(known(150, 'random'), 'glucose')).toBe('')
    expect(outcomeOf(known('HI', 'random'), 'glucose')).toContain('emergency now')
    expect(outcomeOf(known(300, 'random', classic), 'glucose')).toContain('emergency now')
    expect(outcomeOf(glucose(150, 'random'), 'knownDiabetes')).toBe('')
  })
})

describe('when glucose is owed', () => {
  const owed = (extra: Partial<RuleCase>) =>
    outcomeOf({ instrument: 'dewasa', answers: {}, ...extra }, 'glucose').includes('dueByNakes')
  const measured = { bloodGlucose: { mgPerDl: 90, kind: 'random' } }

  it('yearly from 40 years', () => {
    expect(owed({ birthDate: '1986-06-16' })).toBe(false)
    expect(owed({ birthDate: '1986-06-15' })).toBe(true)
    expect(owed({ years: 40, history: [daysAgo(364, 'dewasa', measured)] })).toBe(false)
    expect(owed({ years: 40, history: [daysAgo(365, 'dewasa', measured)] })).toBe(true)
    expect(owed({ instrument: 'lansia' })).toBe(true)
  })

  it('at 18–39 only with a risk', () => {
    expect(owed({ answers: { waistCm: 80 } })).toBe(false)
    expect(owed({ answers: { waistCm: 80.1 } })).toBe(true)
    expect(owed({ answers: { bloodPressure: pressure(139, 89) } })).toBe(false)
    expect(owed({ answers: { bloodPressure: pressure(140, 80) } })).toBe(true)
    expect(owed({ answers: { weightKg: 108.1, heightCm: 200 } })).toBe(false)
    expect(owed({ answers: { weightKg: 108.2, heightCm: 200 } })).toBe(true)
    expect(owed({ answers: { diabetesSymptoms: ['weightLoss'] } })).toBe(true)
  })

  it('monthly with known diabetes', () => {
    const answers = { diabetesDiagnosed: true }
    expect(owed({ answers, history: [{ ...monthsAgo(1, 'dewasa', measured), day: '2026-05-16' }] })).toBe(
      false,
    )
    expect(owed({ answers, history: [monthsAgo(1, 'dewasa', measured)] })).toBe(true)
    expect(owed({ answers })).toBe(true)
  })

  it('of teenagers with a symptom, or from 15 years with obesity or high pressure', () => {
    const teen = { instrument: 'remaja', years: 15 } as const
    expect(owed({ ...teen })).toBe(false)
    expect(owed({ ...teen, answers: { bloodPressure: pressure(130, 70) } })).toBe(true)
    expect(owed({ ...teen, answers: { bloodPressure: pressure(129, 79) } })).toBe(false)
    expect(owed({ ...teen, answers: { weightKg: 80, heightCm: 150 } })).toBe(true)
    expect(owed({ ...teen, years: 14, answers: { weightKg: 80, heightCm: 150 } })).toBe(false)
    expect(owed({ ...teen, years: 8, answers: { diabetesSymptoms: ['polydipsia'] } })).toBe(true)
    expect(owed({ ...teen, answers: { diabetesSymptoms: ['familyDiabetes'] } })).toBe(false)
  })

  it('of the young treated for TBC at any age, and monthly with known diabetes', () => {
    const child = { instrument: 'remaja', years: 8 } as const
    expect(owed({ ...child, answers: { tbcOnTreatment: true } })).toBe(true)
    const last = [daysAgo(364, 'remaja', measured)]
    expect(owed({ ...child, answers: { tbcOnTreatment: true }, history: last })).toBe(false)
    expect(owed({ ...child, answers: { diabetesDiagnosed: true }, history: last })).toBe(true)
  })

  it('waits for nakes unless the puskesmas lets kader measure, and keeps a reason that was given', () => {
    const at = (extra: Partial<RuleCase>) =>
      outcomeOf({ instrument: 'dewasa', years: 40, answers: {}, ...extra }, 'glucose')
    expect(at({})).toBe('D-4 notAssessed dueByNakes')
    expect(at({ settings: { glucoseByKader: true } })).toBe('D-4 notAssessed notMeasured')
    expect(at({ answers: { bloodGlucose: { state: 'cannotBeDone' } } })).toBe('D-4 notAssessed cannotBeDone')
  })
})
