import { describe, expect, it } from 'vitest'
import {
  monthsAgo,
  outcomeOf,
  type Pressure,
  pressure,
  type PressureCase,
  type RuleCase,
  withPressure,
} from '#tests/builders/rule-case.ts'

describe('D-3: blood pressure of adults', () => {
  const says = (first: Pressure, second?: Pressure, extra?: PressureCase) =>
    outcomeOf(withPressure('dewasa', first, second, extra), 'adultBloodPressure')

  it.each([
    [[89, 70], 'D-3 confirm pressureLow'],
    [[90, 59], 'D-3 confirm pressureLow'],
    [[90, 60], 'D-3 normal pressureOptimal'],
    [[119, 79], 'D-3 normal pressureOptimal'],
    [[120, 79], 'D-3 normal pressureNormal'],
    [[119, 80], 'D-3 normal pressureNormal'],
    [[129, 84], 'D-3 normal pressureNormal'],
    [[130, 84], 'D-3 confirm month pressureHighNormal'],
    [[129, 85], 'D-3 confirm month pressureHighNormal'],
    [[139, 89], 'D-3 confirm month pressureHighNormal'],
    [[140, 89], 'D-3 refer week hypertensionGrade1'],
    [[139, 90], 'D-3 refer week hypertensionGrade1'],
    [[159, 99], 'D-3 refer week hypertensionGrade1'],
    [[160, 99], 'D-3 refer week hypertensionGrade2'],
    [[159, 100], 'D-3 refer week hypertensionGrade2'],
    [[179, 109], 'D-3 refer week hypertensionGrade2'],
    [[180, 109], 'D-3 refer today hypertensionGrade3'],
    [[179, 110], 'D-3 refer today hypertensionGrade3'],
    [[140, 59], 'D-3 refer week hypertensionGrade1'],
    [[130, 59], 'D-3 confirm pressureLow'],
  ] as const)('%j alone', (first, expected) => expect(says(first)).toBe(expected))

  it('classifies the mean of two, halves up', () => {
    expect(says([140, 80], [139, 80])).toContain('hypertensionGrade1')
    expect(says([140, 80], [138, 80])).toContain('pressureHighNormal')
    expect(says([150, 90], [129, 88])).toContain('hypertensionGrade1')
    expect(says([150, 90], [128, 80], { settings: { bloodPressureOfTwo: 'second' } })).toContain(
      'pressureNormal',
    )
    expect(says([128, 80], [150, 90], { settings: { bloodPressureOfTwo: 'lowest' } })).toContain(
      'pressureNormal',
    )
  })

  it('180/110 with a danger sign is an emergency, just below it is not', () => {
    const more = { pressureDangerSigns: ['suddenBlurredVision'] }
    expect(says([180, 100], undefined, { more })).toBe('D-3 emergency now hypertensiveEmergency')
    expect(says([170, 110], undefined, { more })).toBe('D-3 emergency now hypertensiveEmergency')
    expect(says([179, 109], undefined, { more })).toBe('D-3 refer week hypertensionGrade2')
    expect(says([180, 100], undefined, { more: { pressureDangerSigns: [] } })).toContain('refer today')
  })

  it('180 and 120 together on the repeat is an emergency; on the first alone it is not', () => {
    expect(says([150, 90], [180, 120])).toContain('emergency now')
    expect(says([190, 110], [180, 119])).toContain('refer today')
    expect(says([190, 110], [179, 120])).toContain('refer today')
    expect(says([200, 130])).toContain('refer today')
  })

  it('low with a complaint is referred, and off by setting', () => {
    expect(says([89, 70], undefined, { more: { lowPressureComplaint: true } })).toBe(
      'D-3 refer today pressureLowWithComplaint',
    )
    expect(says([89, 70], undefined, { settings: { adultLowBloodPressure: 'off' } })).toContain(
      'pressureOptimal',
    )
  })

  it('lansia may use JNC 7', () => {
    const settings = { olderBloodPressureScheme: 'jnc7' }
    const older = (first: Pressure, own = settings) =>
      outcomeOf(withPressure('lansia', first, undefined, { settings: own }), 'adultBloodPressure')
    expect(older([119, 79])).toContain('pressureOptimal')
    expect(older([120, 79])).toContain('confirm month pressureHighNormal')
    expect(older([119, 80])).toContain('pressureHighNormal')
    expect(older([120, 79], { olderBloodPressureScheme: 'juknis' })).toContain('normal pressureNormal')
    expect(says([120, 79], undefined, { settings })).toContain('normal pressureNormal')
  })

  it('signs that cannot wait are an emergency whatever the pressure', () => {
    const sign = (name: string) =>
      outcomeOf(
        withPressure('dewasa', [150, 90], undefined, { more: { pressureDangerSigns: [name] } }),
        'adultDangerSign',
      )
    expect(sign('chestPain')).toBe('R-DR1 emergency now adultDangerSign')
    expect(sign('severeHeadache')).toBe('')
  })
})

describe('R-TD2: known hypertension', () => {
  const says = (first: Pressure, extra: PressureCase = {}) =>
    outcomeOf(
      withPressure('dewasa', first, undefined, {
        ...extra,
        more: { hypertensionDiagnosed: true, ...extra.more },
      }),
      'knownHypertension',
    )

  it.each([
    [[139, 89], 'R-TD2 normal knownHypertensionControlled'],
    [[140, 89], 'R-TD2 refer week knownHypertensionUncontrolled'],
    [[139, 90], 'R-TD2 refer week knownHypertensionUncontrolled'],
    [[179, 109], 'R-TD2 refer week knownHypertensionUncontrolled'],
    [[180, 90], 'R-TD2 refer today knownHypertensionSevere'],
    [[150, 110], 'R-TD2 refer today knownHypertensionSevere'],
    [[89, 60], 'R-TD2 confirm knownHypertensionLow'],
  ] as const)('%j', (first, expected) => expect(says(first)).toBe(expected))

  it('goes by danger signs and complaints like everybody', () => {
    expect(says([180, 90], { more: { pressureDangerSigns: ['chestPain'] } })).toContain('emergency now')
    expect(says([89, 60], { more: { lowPressureComplaint: true } })).toContain('refer today')
  })

  it('with a complaint no reading is a good one', () => {
    const uncontrolled = 'R-TD2 refer week knownHypertensionUncontrolled'
    expect(says([130, 80], { more: { lowPressureComplaint: true } })).toBe(uncontrolled)
    expect(says([130, 80], { more: { pressureDangerSigns: ['severeHeadache'] } })).toBe(uncontrolled)
    expect(says([130, 80], { more: { pressureDangerSigns: [], lowPressureComplaint: false } })).toContain(
      'Controlled',
    )
  })

  it('leaves the table of the others silent, and is silent for them', () => {
    const known = withPressure('dewasa', [135, 85], undefined, { more: { hypertensionDiagnosed: true } })
    expect(outcomeOf(known, 'adultBloodPressure')).toBe('')
    expect(outcomeOf(withPressure('dewasa', [135, 85], undefined), 'knownHypertension')).toBe('')
  })
})

describe('R-5: blood pressure at 6–17 years', () => {
  const says = (years: number, first: Pressure, second?: Pressure, extra?: PressureCase) =>
    outcomeOf(withPressure('remaja', first, second, { years, ...extra }), 'youthBloodPressure')

  const tableOf = {
    male: [
      [6, 105, 66],
      [7, 106, 68],
      [8, 107, 69],
      [9, 107, 70],
      [10, 108, 72],
      [11, 110, 74],
      [12, 113, 75],
    ],
    female: [
      [6, 105, 67],
      [7, 106, 68],
      [8, 107, 69],
      [9, 108, 71],
      [10, 109, 72],
      [11, 111, 74],
      [12, 114, 75],
    ],
  } as const

  it.each(['male', 'female'] as const)('screens 6–12 by the AAP values, %s', (sex) => {
    for (const [years, systolic, diastolic] of tableOf[sex]) {
      expect(says(years, [systolic - 1, diastolic - 1], undefined, { sex })).toContain('normal')
      expect(says(years, [systolic, diastolic - 1], undefined, { sex })).toBe('R-5 confirm childPressureHigh')
      expect(says(years, [systolic - 1, diastolic], undefined, { sex })).toBe('R-5 confirm childPressureHigh')
      expect(says(years, [systolic, 50], [systolic, 50], { sex })).toBe(
        'R-5 refer week childPressureHighRepeat',
      )
      expect(says(years, [systolic, 50], [systolic - 1, 50], { sex })).toBe('R-5 normal childPressureSettled')
    }
  })

  it('changes tables on the birthday', () => {
    const one = withPressure('remaja', [119, 79], undefined, { birthDate: '2013-06-16' })
    expect(outcomeOf(one, 'youthBloodPressure')).toContain('childPressureHigh')
    expect(outcomeOf({ ...one, birthDate: '2013-06-15' }, 'youthBloodPressure')).toContain('normal')
  })

  it.each([
    [[119, 79], 'R-5 normal youthPressureNormal'],
    [[120, 79], 'R-5 confirm month teenPressureElevated'],
    [[129, 79], 'R-5 confirm month teenPressureElevated'],
    [[130, 79], 'R-5 refer week teenHypertensionStage1'],
    [[119, 80], 'R-5 refer week teenHypertensionStage1'],
    [[139, 89], 'R-5 refer week teenHypertensionStage1'],
    [[140, 89], 'R-5 refer week teenHypertensionStage2'],
    [[139, 90], 'R-5 refer week teenHypertensionStage2'],
    [[179, 119], 'R-5 refer week teenHypertensionStage2'],
    [[180, 119], 'R-5 emergency now youthPressureEmergency'],
    [[179, 120], 'R-5 emergency now youthPressureEmergency'],
    [[90, 40], 'R-5 normal youthPressureNormal'],
    [[89, 60], 'R-5 confirm youthPressureLow'],
  ] as const)('from 13 years %j', (first, expected) => expect(says(13, first)).toBe(expected))

  it('takes the mean of two from 13 years', () => {
    expect(says(15, [134, 70], [125, 70])).toContain('teenHypertensionStage1')
    expect(says(15, [133, 70], [125, 70])).toContain('teenPressureElevated')
  })

  it('140/90 with symptoms is an emergency', () => {
    const more = { pressureDangerSigns: ['severeHeadache'] }
    expect(says(15, [140, 80], undefined, { more })).toContain('emergency now youthPressureEmergency')
    expect(says(15, [139, 89], undefined, { more })).toContain('teenHypertensionStage1')
    expect(says(8, [140, 80], undefined, { more })).toContain('emergency now youthPressureEmergency')
  })

  it('low by age below 10 years, below 90 from 10; by setting otherwise', () => {
    expect(says(6, [82, 50])).toContain('normal')
    expect(says(6, [81, 50])).toContain('confirm youthPressureLow')
    expect(says(9, [88, 50])).toContain('normal')
    expect(says(9, [87, 50])).toContain('confirm youthPressureLow')
    expect(says(10, [90, 50])).toContain('normal')
    expect(says(10, [89, 50])).toContain('confirm youthPressureLow')
    expect(says(14, [99, 60], undefined, { settings: { childLowBloodPressure: 'below100or60' } })).toContain(
      'Low',
    )
    expect(says(14, [100, 59], undefined, { settings: { childLowBloodPressure: 'below100or60' } })).toContain(
      'Low',
    )
    expect(says(14, [100, 60], undefined, { settings: { childLowBloodPressure: 'below100or60' } })).toContain(
      'normal',
    )
    expect(says(14, [80, 50], undefined, { settings: { childLowBloodPressure: 'off' } })).toContain('normal')
  })

  it('uses the adult table at 15–17 where the puskesmas chose it', () => {
    const settings = { teenBloodPressureScheme: 'adult' }
    expect(says(15, [135, 80], undefined, { settings })).toBe('R-5 confirm month pressureHighNormal')
    expect(says(14, [135, 80], undefined, { settings })).toContain('teenHypertensionStage1')
    expect(says(17, [140, 80], undefined, { settings })).toBe('R-5 refer week hypertensionGrade1')
  })

  it('says why it cannot judge', () => {
    expect(says(9, [100, 70], undefined, { sex: 'unknown' })).toBe('R-5 notAssessed sexUnknown')
    expect(says(9, [100, 69], undefined, { sex: 'unknown' })).toBe('R-5 normal youthPressureNormal')
    expect(says(9, [100, 71], undefined, { sex: 'unknown' })).toBe('R-5 confirm childPressureHigh')
    expect(says(8, [100, 60], undefined, { birthDate: 'unknown' })).toBe('R-5 notAssessed ageUnknown')
    const unborn = { birthDate: 'unknown' }
    expect(says(8, [119, 79], undefined, unborn)).toBe('R-5 notAssessed ageUnknown')
    expect(says(8, [120, 79], undefined, unborn)).toBe('R-5 confirm youthPressureElevatedAnyAge')
    expect(says(8, [129, 79], undefined, unborn)).toBe('R-5 confirm youthPressureElevatedAnyAge')
    expect(says(8, [130, 79], undefined, unborn)).toBe('R-5 refer week youthPressureHighAnyAge')
    expect(says(8, [110, 80], undefined, unborn)).toBe('R-5 refer week youthPressureHighAnyAge')
    expect(says(8, [180, 110], undefined, unborn)).toBe('R-5 emergency now youthPressureEmergency')
    expect(outcomeOf({ instrument: 'remaja', years: 15, answers: {} }, 'youthBloodPressure')).toBe(
      'R-5 notAssessed notMeasured',
    )
  })

  it('is owed yearly below 15 years', () => {
    const at = (history: RuleCase['history']) =>
      outcomeOf(
        { instrument: 'remaja', years: 12, answers: {}, history: history ?? [] },
        'youthBloodPressure',
      )
    expect(at([])).toContain('notMeasured')
    expect(at([monthsAgo(11, 'remaja', { bloodPressure: pressure(100, 60) })])).toBe('')
    expect(at([monthsAgo(12, 'remaja', { bloodPressure: pressure(100, 60) })])).toContain('notMeasured')
  })

  it('is owed at every visit with obesity', () => {
    const history = [monthsAgo(1, 'remaja', { bloodPressure: pressure(100, 60) })]
    const at = (weightKg: number) =>
      outcomeOf(
        { instrument: 'remaja', sex: 'male', years: 10, answers: { weightKg, heightCm: 140 }, history },
        'youthBloodPressure',
      )
    // IMT/U +2 of a boy of ten is 21.4: 41.9 kg at 140 cm.
    expect(at(41.5)).toBe('')
    expect(at(42.5)).toContain('notMeasured')
  })
})
