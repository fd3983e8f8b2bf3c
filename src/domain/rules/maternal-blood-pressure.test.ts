import { describe, expect, it } from 'vitest'
import { fieldContextOf, requiredFields, shownFields } from '#domain/instruments/index.ts'
import {
  contextOf,
  instrumentOf,
  outcomeOf,
  type Pressure,
  pressure,
  type PressureCase,
  type RuleCase,
  visitDay,
  withPressure,
} from '#tests/builders/rule-case.ts'
import { addDays } from '#domain/time/calendar-day.ts'

describe('R-BH-TD: blood pressure in pregnancy and nifas', () => {
  const says = (first: Pressure, second?: Pressure, extra?: PressureCase) =>
    outcomeOf(withPressure('ibu-hamil', first, second, extra), 'maternalBloodPressure')

  it.each([
    [[90, 60], 'R-BH-TD normal maternalPressureNormal'],
    [[89, 60], 'R-BH-TD confirm maternalPressureLow'],
    [[110, 59], 'R-BH-TD normal maternalPressureNormal'],
    [[139, 89], 'R-BH-TD normal maternalPressureNormal'],
    [[140, 89], 'R-BH-TD refer today maternalHypertension'],
    [[139, 90], 'R-BH-TD refer today maternalHypertension'],
    [[159, 109], 'R-BH-TD refer today maternalHypertension'],
    [[160, 80], 'R-BH-TD emergency now maternalSevereHypertension'],
    [[120, 110], 'R-BH-TD emergency now maternalSevereHypertension'],
  ] as const)('%j alone', (first, expected) => expect(says(first)).toBe(expected))

  it.each([
    [[140, 90], [139, 89], 'R-BH-TD confirm maternalPressureSettled'],
    [[140, 90], [140, 80], 'R-BH-TD refer today maternalHypertension'],
    [[140, 90], [130, 90], 'R-BH-TD refer today maternalHypertension'],
    [[160, 90], [130, 80], 'R-BH-TD emergency now maternalSevereHypertension'],
    [[140, 90], [150, 110], 'R-BH-TD emergency now maternalSevereHypertension'],
    [[139, 89], [140, 80], 'R-BH-TD refer today maternalHypertension'],
    [[139, 89], [120, 80], 'R-BH-TD normal maternalPressureNormal'],
  ] as const)('%j, then %j', (first, second, expected) => expect(says(first, second)).toBe(expected))

  it('suspects preeclampsia from 20 weeks and no day', () => {
    const after = (days: number) =>
      says([140, 90], undefined, { more: { lastMenstrualPeriodOn: addDays(visitDay, -days) } })
    expect(after(139)).toBe('R-BH-TD refer today maternalHypertension')
    expect(after(140)).toBe('R-BH-TD refer today maternalHypertensionSuspectPreeclampsia')
  })

  it.each([
    'severeHeadache',
    'blurredVision',
    'epigastricPain',
    'faceHandSwelling',
    'convulsion',
    'shortnessOfBreath',
  ])('with 140/90 %s is an emergency, with 139/89 that rule stays calm', (sign) => {
    expect(says([140, 90], undefined, { more: { [sign]: true } })).toBe(
      'R-BH-TD emergency now maternalHypertensionWithDangerSign',
    )
    expect(says([139, 89], undefined, { more: { [sign]: true } })).toBe(
      'R-BH-TD normal maternalPressureNormal',
    )
    expect(says([140, 90], undefined, { more: { [sign]: false } })).toBe(
      'R-BH-TD refer today maternalHypertension',
    )
  })

  it('takes a low diastole only with a complaint', () => {
    expect(says([110, 59], undefined, { more: { lowPressureComplaint: true } })).toContain(
      'confirm maternalPressureLow',
    )
    expect(says([110, 60], undefined, { more: { lowPressureComplaint: true } })).toContain('normal')
    expect(says([110, 59], undefined, { more: { vaginalBleeding: true } })).toContain('maternalPressureLow')
    expect(says([110, 60], undefined, { more: { vaginalBleeding: true } })).toContain('normal')
  })

  it('marks 130/85 only where the puskesmas wants it', () => {
    const settings = { maternalBloodPressureWatch: true }
    expect(says([130, 70], undefined, { settings })).toBe('R-BH-TD confirm maternalPressureWatch')
    expect(says([120, 85], undefined, { settings })).toBe('R-BH-TD confirm maternalPressureWatch')
    expect(says([129, 84], undefined, { settings })).toContain('normal')
    expect(says([89, 60], undefined, { settings: { maternalLowSystolicBelow: 85 } })).toContain('normal')
  })

  it('holds in nifas to day 42 at any age, and not on day 43', () => {
    const nifas = (days: number, extra: PressureCase = {}) =>
      withPressure('dewasa', [140, 80], undefined, {
        ...extra,
        more: { deliveredOn: addDays(visitDay, -days) },
      })
    expect(outcomeOf(nifas(0), 'maternalBloodPressure')).toContain('refer today')
    expect(outcomeOf(nifas(42), 'maternalBloodPressure')).toBe('R-BH-TD refer today maternalHypertension')
    expect(outcomeOf(nifas(42), 'adultBloodPressure')).toBe('')
    expect(outcomeOf(nifas(43), 'maternalBloodPressure')).toBe('')
    expect(outcomeOf(nifas(43), 'adultBloodPressure')).toContain('D-3 refer week')
    const girl = { ...nifas(10), instrument: 'remaja', years: 16 }
    expect(outcomeOf(girl, 'maternalBloodPressure')).toContain('R-BH-TD')
    expect(outcomeOf(girl, 'youthBloodPressure')).toBe('')
  })

  it('holds for a pregnant girl on the card of her age, never for a man', () => {
    const girl = withPressure('remaja', [135, 85], undefined, { years: 16, more: { pregnant: true } })
    expect(outcomeOf(girl, 'maternalBloodPressure')).toContain('normal')
    expect(outcomeOf({ ...girl, sex: 'male' }, 'youthBloodPressure')).toContain('R-5 refer')
  })

  it('reports a reading that was not taken', () => {
    expect(outcomeOf({ instrument: 'ibu-hamil', answers: {} }, 'maternalBloodPressure')).toBe(
      'R-BH-TD notAssessed notMeasured',
    )
    const refused = {
      instrument: 'ibu-hamil',
      answers: { bloodPressure: { state: 'cannotBeDone' } },
    } as const
    expect(outcomeOf(refused, 'maternalBloodPressure')).toBe('R-BH-TD notAssessed cannotBeDone')
  })
})

describe('R-BH-BAHAYA: signs that blood pressure changes', () => {
  const says = (
    more: RuleCase['answers'],
    first: Pressure | undefined = [120, 80],
    extra: Partial<RuleCase> = {},
  ) =>
    outcomeOf(
      {
        instrument: 'ibu-hamil',
        ...extra,
        answers: { ...(first && { bloodPressure: pressure(...first) }), ...more },
      },
      extra.instrument === undefined ? 'pregnancyDangerSign' : 'maternalDangerSign',
    )

  it.each([
    [{ severeHeadache: true }, 'R-BH-BAHAYA refer today maternalSevereHeadache'],
    [{ blurredVision: true }, 'R-BH-BAHAYA refer today maternalBlurredVision'],
    [{ epigastricPain: true }, 'R-BH-BAHAYA refer today maternalEpigastricPain'],
    [{ faceHandSwelling: true }, 'R-BH-BAHAYA refer today maternalSwelling'],
    [{ convulsion: true }, 'R-BH-BAHAYA emergency now maternalConvulsion'],
    [{ shortnessOfBreath: true }, 'R-BH-BAHAYA emergency now maternalShortnessOfBreath'],
    [{ severeHeadache: false }, 'R-BH-BAHAYA notAssessed notAnswered'],
    [{ pregnancyDangerSigns: [] }, 'R-BH-BAHAYA normal pregnancyNoDangerSign'],
  ] as const)('%j at 120/80', (more, expected) => expect(says(more)).toBe(expected))

  it('each is an emergency from 140/90 in either reading', () => {
    for (const sign of ['severeHeadache', 'blurredVision', 'epigastricPain', 'faceHandSwelling']) {
      expect(says({ [sign]: true }, [139, 89])).toContain('refer today')
      expect(says({ [sign]: true }, [140, 89])).toContain('emergency now')
      expect(says({ [sign]: true, bloodPressureRepeat: pressure(120, 80) }, [139, 90])).toContain(
        'emergency now',
      )
    }
  })

  it('a severe headache without a reading is an emergency', () => {
    expect(says({ severeHeadache: true }, undefined)).toContain('R-BH-BAHAYA refer')
    const bare = { instrument: 'ibu-hamil', answers: { severeHeadache: true } }
    expect(outcomeOf(bare, 'pregnancyDangerSign')).toBe('R-BH-BAHAYA emergency now maternalSevereHeadache')
  })

  it('signs that come together make each other an emergency', () => {
    expect(says({ severeHeadache: true, faceHandSwelling: true })).toBe(
      'R-BH-BAHAYA emergency now maternalSevereHeadache | R-BH-BAHAYA emergency now maternalSwelling',
    )
    expect(says({ epigastricPain: true, blurredVision: true })).not.toContain('refer')
  })

  it('after delivery blurred vision alone is an emergency', () => {
    const nifas = { instrument: 'dewasa' }
    expect(says({ blurredVision: true, deliveredOn: visitDay }, [120, 80], nifas)).toContain('emergency now')
  })
})

describe('who is a mother', () => {
  const says = (instrument: string, more: RuleCase['answers'], first: Pressure = [160, 80]) =>
    outcomeOf(withPressure(instrument, first, undefined, { more }), 'maternalBloodPressure')
  const before = (days: number) => addDays(visitDay, -days)

  it('is pregnant again who says so when the nifas of the last delivery is over', () => {
    for (const instrument of ['dewasa', 'remaja']) {
      expect(says(instrument, { pregnant: true, deliveredOn: before(400) })).toContain('emergency now')
      expect(says(instrument, { pregnant: true, deliveredOn: before(43) })).toContain('emergency now')
      expect(says(instrument, { pregnant: true, deliveredOn: before(42) })).toContain('emergency now')
      expect(says(instrument, { deliveredOn: before(42) })).toContain('emergency now')
      expect(says(instrument, { deliveredOn: before(43) })).toBe('')
      expect(says(instrument, { pregnant: false, deliveredOn: before(43) })).toBe('')
    }
  })

  it('keeps to what dates the pregnancy: before the delivery it is the one that ended', () => {
    const dated = (days: number) => ({ pregnant: true, lastMenstrualPeriodOn: before(days) })
    expect(says('dewasa', { ...dated(99), deliveredOn: before(100) })).toContain('emergency now')
    expect(says('dewasa', { ...dated(300), deliveredOn: before(43) })).toBe('')
  })

  it('counts weeks as well as HPHT on the pregnancy card, which never falls silent', () => {
    const weeks = { estimatedGestationWeeks: 20, deliveredOn: before(700) }
    expect(says('ibu-hamil', weeks, [140, 80])).toContain('SuspectPreeclampsia')
    expect(says('ibu-hamil', { deliveredOn: before(700) })).toContain('emergency now')
    expect(says('ibu-hamil', { lastMenstrualPeriodOn: before(300), deliveredOn: before(43) })).toContain(
      'emergency now',
    )
  })

  it('has her signs heard from either question', () => {
    const ticked = { pregnant: true, pressureDangerSigns: ['severeHeadache'] }
    expect(says('dewasa', ticked, [139, 89])).toContain('normal')
    expect(says('dewasa', ticked, [140, 89])).toBe('R-BH-TD emergency now maternalHypertensionWithDangerSign')
    const late = withPressure('dewasa', [120, 80], undefined, {
      more: { deliveredOn: before(43), convulsion: true },
    })
    expect(outcomeOf(late, 'adultDangerSign')).toBe('R-DR1 emergency now adultDangerSign')
  })
})

describe('the question for dizziness with a low reading', () => {
  const isAsked = (
    instrument: string,
    first: Pressure,
    extra: PressureCase = {},
    id = 'lowPressureComplaint',
  ) => {
    const one = withPressure(instrument, first, undefined, extra)
    const context = fieldContextOf(instrumentOf(instrument), one.answers, contextOf(one))
    const ids = (fields: readonly { readonly id: string }[]) => fields.map(({ id }) => id)
    const [shown, required] = [shownFields, requiredFields].map((of) =>
      ids(of(instrumentOf(instrument), context)).includes(id),
    )
    return required ? 'required' : shown ? 'shown' : 'no'
  }

  it('is owed by mothers with a low systole, and only offered with a low diastole', () => {
    const pregnant = { more: { pregnant: true } }
    for (const [instrument, extra] of [['ibu-hamil', {}] as const, ['dewasa', pregnant] as const]) {
      expect(isAsked(instrument, [89, 60], extra)).toBe('required')
      expect(isAsked(instrument, [90, 59], extra)).toBe('shown')
      expect(isAsked(instrument, [90, 60], extra)).toBe('no')
    }
  })

  it('is owed by adults with either, unless low is not judged', () => {
    expect(isAsked('dewasa', [89, 60])).toBe('required')
    expect(isAsked('lansia', [90, 59])).toBe('required')
    expect(isAsked('dewasa', [90, 60])).toBe('no')
    expect(isAsked('dewasa', [89, 59], { settings: { adultLowBloodPressure: 'off' } })).toBe('no')
  })

  it('is not asked of the young, whose level does not rest on it', () => {
    expect(isAsked('remaja', [108, 55])).toBe('no')
    expect(isAsked('remaja', [89, 55], { years: 15 })).toBe('no')
    const adult = { years: 15, settings: { teenBloodPressureScheme: 'adult' } }
    expect(isAsked('remaja', [108, 59], adult)).toBe('required')
    expect(isAsked('remaja', [108, 59], { ...adult, years: 14 })).toBe('no')
  })

  it('and the second reading go by the table that judges', () => {
    const repeat = (first: Pressure, extra: PressureCase) =>
      isAsked('remaja', first, extra, 'bloodPressureRepeat')
    const adult = { years: 15, settings: { teenBloodPressureScheme: 'adult' } }
    expect(repeat([120, 70], { years: 15 })).toBe('required')
    expect(repeat([139, 89], adult)).toBe('no')
    expect(repeat([140, 89], adult)).toBe('required')
    expect(repeat([120, 70], { ...adult, years: 14 })).toBe('required')
  })
})
