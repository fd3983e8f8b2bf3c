import { describe, expect, it } from 'vitest'
import { addDays } from '#domain/time/calendar-day.ts'
import {
  daysAgo,
  findingsOf,
  outcomeOf,
  pressure,
  type RuleCase,
  visitDay,
} from '#tests/builders/rule-case.ts'

const weeksAgo = (completed: number, days = 0) => addDays(visitDay, -(completed * 7 + days))

const says = (
  rule: string,
  answers: RuleCase['answers'],
  extra: Partial<Omit<RuleCase, 'answers'>> = {},
  instrument = 'ibu-hamil',
) => outcomeOf({ instrument, ...extra, answers }, rule)

const at = (completed: number, answers: RuleCase['answers'] = {}, days = 0) => ({
  lastMenstrualPeriodOn: weeksAgo(completed, days),
  ...answers,
})

describe('R-BH-HB: haemoglobin in pregnancy', () => {
  const hb = (haemoglobinGPerDl: number, completed: number | undefined, mode = 'program', days = 0) =>
    says(
      'maternalHaemoglobin',
      completed === undefined ? { haemoglobinGPerDl } : at(completed, { haemoglobinGPerDl }, days),
      { settings: { haemoglobinPregnancyMode: mode } },
    )

  it.each([
    [6.9, 'R-BH-HB emergency now maternalAnaemiaSevere'],
    [7, 'R-BH-HB refer 3days maternalAnaemiaModerate'],
    [9.9, 'R-BH-HB refer 3days maternalAnaemiaModerate'],
    [10, 'R-BH-HB refer 3days maternalAnaemiaMild'],
    [10.9, 'R-BH-HB refer 3days maternalAnaemiaMild'],
    [11, 'R-BH-HB normal maternalHaemoglobinNormal'],
  ])('%f g/dL in any week', (value, expected) => {
    for (const weeks of [8, 20, 36]) expect(hb(value, weeks)).toBe(expected)
    expect(hb(value, undefined)).toBe(expected)
  })

  it('by trimester 10.5 is enough in the second alone: days 91 to 202', () => {
    const at105 = (weeks: number, days = 0) => hb(10.5, weeks, 'trimester', days)
    expect(at105(12, 6)).toContain('Mild')
    expect(at105(13)).toContain('normal')
    expect(at105(28, 6)).toContain('normal')
    expect(at105(29)).toContain('Mild')
    expect(hb(10.4, 20, 'trimester')).toContain('Mild')
    expect(hb(10.9, undefined, 'trimester')).toContain('Mild')
  })
})

describe('R-BH-PE: risk of preeclampsia', () => {
  const risk = (answers: RuleCase['answers'], extra: Partial<Omit<RuleCase, 'answers'>> = {}) =>
    says('preeclampsiaRisk', answers, extra)
  const none = { preeclampsiaModerateRisks: [], preeclampsiaHighRisks: [] }
  const high = 'R-BH-PE refer 3days preeclampsiaRiskHigh'

  it('one high risk refers, and so do two moderate ones', () => {
    expect(risk(none)).toBe('R-BH-PE normal preeclampsiaRiskNotRaised')
    expect(risk({ ...none, preeclampsiaHighRisks: ['antiphospholipid'] })).toBe(high)
    expect(risk({ ...none, preeclampsiaModerateRisks: ['newPartner'] })).toContain('normal')
    expect(risk({ ...none, preeclampsiaModerateRisks: ['newPartner', 'familyPreeclampsia'] })).toBe(high)
  })

  it.each([
    ['obstetricHistory', ['preeclampsia']],
    ['multiplePregnancy', true],
    ['maternalIllnesses', ['diabetes']],
    ['maternalIllnesses', ['hypertension']],
    ['maternalIllnesses', ['kidney']],
    ['maternalIllnesses', ['autoimmune']],
  ] as const)('knows a high risk from %s %j', (field, value) => expect(risk({ [field]: value })).toBe(high))

  it.each([
    ['35 years', { gravida: 1 }, { years: 35 }],
    ['no birth yet', { parity: 0 }, { years: 35 }],
    ['more than ten years', { gravida: 2, birthSpacing: { years: 10, months: 1 } }, { years: 35 }],
    ['a body mass above 30', { gravida: 1, prePregnancyWeightKg: 120.3, heightCm: 200 }, {}],
  ])('knows two moderate risks: %s', (_, answers, extra) => expect(risk(answers, extra)).toBe(high))

  it('and not what lies on the limit', () => {
    expect(risk({ ...none, gravida: 1 }, { years: 34 })).toContain('normal')
    expect(risk({ ...none, gravida: 2, birthSpacing: { years: 10 } }, { years: 35 })).toContain('normal')
    expect(risk({ ...none, gravida: 1, prePregnancyWeightKg: 120, heightCm: 200 })).toContain('normal')
    expect(risk({ ...none, maternalIllnesses: ['asthma'] })).toContain('normal')
  })

  it('belongs to the first 20 weeks, and rules nothing out that nakes did not answer', () => {
    const two = { preeclampsiaModerateRisks: ['newPartner', 'age35'] }
    expect(risk(at(19, two, 6))).toBe(high)
    expect(risk(at(20, two))).toBe('')
    expect(risk({ gravida: 1 })).toBe('')
  })

  it('counts a mean pressure above 90 and protein only where the puskesmas says so', () => {
    const measured = { ...none, bloodPressure: pressure(120, 80), urineProtein: 'plus1' }
    expect(risk(measured)).toContain('normal')
    expect(risk(measured, { settings: { preeclampsiaPhysicalCriteria: 'moderate' } })).toBe(high)
    const calm = { ...none, bloodPressure: pressure(110, 80), urineProtein: 'plus1' }
    expect(risk(calm, { settings: { preeclampsiaPhysicalCriteria: 'moderate' } })).toContain('normal')
  })

  it('protein alone is confirmed, with 140/90 from 20 weeks it goes to a hospital today', () => {
    const urine = (answers: RuleCase['answers']) => says('urineProtein', answers)
    const protein = { urineProtein: 'plus1' }
    const referred = 'R-BH-PE refer today urineProteinWithHypertension'
    expect(urine({ urineProtein: 'negative', bloodPressure: pressure(150, 95) })).toBe(
      'R-BH-PE normal urineProteinNone',
    )
    expect(urine(at(30, protein))).toBe('R-BH-PE confirm urineProteinPresent')
    expect(urine(at(30, { ...protein, bloodPressure: pressure(139, 89) }))).toContain('confirm')
    expect(urine(at(20, { ...protein, bloodPressure: pressure(140, 89) }))).toBe(referred)
    expect(urine(at(20, { ...protein, bloodPressure: pressure(139, 90) }))).toBe(referred)
    expect(urine(at(19, { ...protein, bloodPressure: pressure(150, 95) }, 6))).toContain('confirm')
    expect(urine({ ...protein, bloodPressure: pressure(140, 80) })).toBe(referred)
  })
})

describe('R-BH-RISTI: the four toos and their like', () => {
  const risk = (answers: RuleCase['answers'], extra: Partial<Omit<RuleCase, 'answers'>> = {}) =>
    says('pregnancyRisk', answers, extra)
  const refer = (code: string) => `R-BH-RISTI refer 3days ${code}`

  it('age: below 20, above 35', () => {
    expect(risk({}, { years: 19 })).toBe(refer('riskTooYoung'))
    expect(risk({}, { years: 20 })).toBe('')
    expect(risk({}, { years: 20, settings: { maternalTooYoungBelowYears: 21 } })).toBe(refer('riskTooYoung'))
    expect(risk({}, { years: 35 })).toBe('')
    expect(risk({}, { years: 36 })).toBe(refer('riskTooOld'))
  })

  it('spacing below two years, the fourth pregnancy, a height below 145 cm', () => {
    expect(risk({ birthSpacing: { years: 1, months: 11 } })).toBe(refer('riskTooClose'))
    expect(risk({ birthSpacing: { years: 1.9 } })).toBe(refer('riskTooClose'))
    expect(risk({ birthSpacing: { months: 8 } })).toBe(refer('riskTooClose'))
    expect(risk({ birthSpacing: { years: 2 } })).toBe('')
    expect(risk({ gravida: 3 })).toBe('')
    expect(risk({ gravida: 4 })).toBe(refer('riskTooMany'))
    expect(risk({ gravida: 4 }, { settings: { maternalTooManyFrom: 5 } })).toBe('')
    expect(risk({ heightCm: 144.9 })).toBe(refer('riskShort'))
    expect(risk({ heightCm: 145 })).toBe('')
  })

  it('history: four complications, or two miscarriages', () => {
    for (const one of ['caesarean', 'haemorrhage', 'preeclampsia', 'stillbirth'])
      expect(risk({ obstetricHistory: [one] })).toBe(refer('riskBadHistory'))
    expect(risk({ obstetricHistory: ['preterm', 'lowBirthWeight', 'assistedDelivery', 'other'] })).toBe('')
    expect(risk({ miscarriages: 1 })).toBe('')
    expect(risk({ miscarriages: 2 })).toBe(refer('riskBadHistory'))
  })

  it('twins at any time, a child that does not lie head down from 36 weeks', () => {
    expect(risk({ multiplePregnancy: true })).toBe(refer('riskMultiple'))
    for (const presentation of ['breech', 'transverse']) {
      expect(risk(at(36, { presentation }))).toBe(refer('riskPresentation'))
      expect(risk(at(35, { presentation }, 6))).toBe('')
    }
    expect(risk(at(36, { presentation: 'cephalic' }))).toBe('')
  })

  it('is sent once: later it is kept in mind, unless no doctor saw her or it may have come since', () => {
    const earlier = { years: 19, history: [daysAgo(30, 'ibu-hamil', { weightKg: 50 })] }
    const before = { years: 19, history: [daysAgo(150, 'ibu-hamil', { weightKg: 50 })] }
    expect(risk(at(20), earlier)).toBe('R-BH-RISTI counsel riskTooYoung')
    expect(risk(at(20), before)).toBe(refer('riskTooYoung'))
    expect(risk(at(20, { doctorVisitTrimester1: true }), { years: 19 })).toContain('counsel')
    expect(risk(at(20, { doctorVisitTrimester1: false }), earlier)).toBe(refer('riskTooYoung'))
    expect(risk(at(20, { multiplePregnancy: true }), { ...earlier, years: 25 })).toBe(refer('riskMultiple'))
  })
})

describe('R-BH-K: visits K1 to K6', () => {
  const k = (count: number) =>
    Object.fromEntries(
      ['k1', 'k2', 'k3', 'k4', 'k5', 'k6'].slice(0, count).map((id) => [id, { on: visitDay }]),
    )
  const visits = (weeks: number, days: number, count: number, settings = {}) =>
    says('pregnancyVisits', at(weeks, k(count), days), { settings })

  // Visits that should have been, on the last day before each step and on its first.
  it.each([
    [13, 0, 1],
    [24, 6, 1],
    [25, 0, 3],
    [35, 6, 3],
    [36, 0, 5],
    [39, 6, 5],
    [40, 0, 6],
  ])('at %i weeks %i days %i are expected', (weeks, days, expected) => {
    expect(visits(weeks, days, expected)).toBe('R-BH-K normal pregnancyVisitsOnTime')
    if (expected > 1) expect(visits(weeks, days, expected - 1)).toBe('R-BH-K confirm pregnancyVisitsBehind')
  })

  it('follows the older pattern where the puskesmas says so', () => {
    expect(visits(13, 0, 1, { ancVisitPattern: '2-1-3' })).toContain('Behind')
    expect(visits(25, 0, 3, { ancVisitPattern: '2-1-3' })).toContain('OnTime')
  })

  it('never takes a book that nobody read for an empty one', () => {
    expect(says('pregnancyVisits', at(12, {}, 6))).toBe('')
    expect(says('pregnancyVisits', at(13))).toBe('R-BH-K notAssessed visitsUnknown')
    expect(says('pregnancyVisits', at(13, { k1: { state: 'notMeasured' } }))).toContain('Behind')
    expect(says('pregnancyVisits', at(13, { kiaBook: 'shown' }), {}, 'kr-ibu-hamil')).toContain('Behind')
    expect(says('pregnancyVisits', { k1: { on: visitDay } })).toBe('')
  })

  it('takes an empty row of the home-visit checklist for a visit that nobody can show', () => {
    const home = (weeks: number, days: number, more: RuleCase['answers'] = {}) =>
      says('pregnancyVisits', at(weeks, more, days), {}, 'kr-ibu-hamil')
    expect(home(12, 6)).toContain('OnTime')
    expect(home(13, 0)).toBe('R-BH-K confirm pregnancyVisitsBehind')
    expect(home(13, 0, { personMet: 'notAtHome' })).toBe('R-BH-K notAssessed visitsUnknown')
  })

  it('tells a first visit of the first 12 weeks from a later one', () => {
    const first = (weeks: number) =>
      findingsOf(
        { instrument: 'ibu-hamil', answers: at(20, { k1: { on: weeksAgo(weeks) } }) },
        'pregnancyVisits',
      )[0]?.facts
    expect(first(8)).toMatchObject({ k1: 'pure' })
    expect(first(7)).toMatchObject({ k1: 'late' })
  })

  it('misses the doctor who was not seen in the first or third trimester', () => {
    const doctor = (weeks: number, answers: RuleCase['answers'], days = 0) =>
      says('doctorVisits', at(weeks, answers, days))
    expect(doctor(12, { doctorVisitTrimester1: false }, 6)).toBe('')
    expect(doctor(13, { doctorVisitTrimester1: false })).toBe('R-BH-K confirm doctorVisitMissing')
    expect(doctor(13, { doctorVisitTrimester1: true })).toBe('R-BH-K normal doctorVisitsDone')
    const third = { doctorVisitTrimester1: true, doctorVisitTrimester3: false }
    expect(doctor(35, third, 6)).toContain('normal')
    expect(doctor(36, third)).toContain('confirm')
    expect(doctor(36, {})).toBe('')
  })
})

describe('R-BH-TTD and R-BH-MT: tablets and food', () => {
  it('tablets that are not taken daily ask for a talk', () => {
    expect(says('pregnancyTablets', { tabletIntake: 'daily' })).toBe('R-BH-TTD normal tabletsDaily')
    expect(says('pregnancyTablets', { tabletIntake: 'notDaily' })).toBe('R-BH-TTD counsel tabletsNotDaily')
    expect(says('pregnancyTablets', {})).toBe('R-BH-TTD notAssessed notMeasured')
  })

  it('adds up the tablets of this pregnancy, today’s with them', () => {
    const history = [
      daysAgo(200, 'ibu-hamil', { tabletsGiven: 90 }),
      daysAgo(60, 'ibu-hamil', { tabletsGiven: 30 }),
    ]
    const one = {
      instrument: 'ibu-hamil',
      history,
      answers: at(20, { tabletsGiven: 30, tabletIntake: 'daily' }),
    }
    expect(findingsOf(one, 'pregnancyTablets')[0]?.facts).toEqual({ tablets: 60, target: 180, expected: 60 })
  })

  it('TTD and MMS are not handed out side by side', () => {
    const given = (days: number, tabletKind: string) => ({
      history: [daysAgo(days, 'ibu-hamil', { tabletsGiven: 30, tabletKind })],
    })
    const today = at(20, { tabletsGiven: 30, tabletKind: 'mms' })
    expect(says('tabletKinds', today, given(29, 'ttd'))).toBe('R-BH-TTD confirm tabletKindsOverlap')
    expect(says('tabletKinds', today, given(30, 'ttd'))).toBe('')
    expect(says('tabletKinds', today, given(29, 'mms'))).toBe('')
  })

  it('the food is for a small arm, a thin body, and whoever is in the programme', () => {
    const food = (answers: RuleCase['answers'], extra = {}) => says('supplementaryFood', answers, extra)
    expect(food({ muacCm: 23.5 })).toBe('')
    expect(food({ muacCm: 23.4 })).toBe('R-BH-MT counsel foodDue')
    const thin = { prePregnancyWeightKg: 73.7, heightCm: 200 }
    expect(food(thin)).toBe('R-BH-MT counsel foodDue')
    expect(food({ ...thin, prePregnancyWeightKg: 73.8 })).toBe('')
    expect(food(thin, { settings: { supplementaryFoodByBmi: false } })).toBe('')
    expect(food({}, { history: [daysAgo(30, 'ibu-hamil', { foodPortions: 30 })] })).toContain('foodDue')
    expect(food({ muacCm: 23.4, foodPortions: 30 })).toBe('R-BH-MT notAssessed notMeasured')
    expect(food({ muacCm: 23.4, foodIntake: 'daily' })).toBe('R-BH-MT normal foodDaily')
    expect(food({ foodIntake: 'notDaily' })).toBe('R-BH-MT counsel foodNotDaily')
  })
})

describe('what else the card asks', () => {
  it.each([
    ['motherClass', { attendsMotherClass: false }, 'R-BH-KELAS counsel motherClassNot'],
    ['motherClass', { attendsMotherClass: true }, 'R-BH-KELAS normal motherClassAttended'],
    ['motherClass', { lastMotherClass: { on: visitDay } }, 'R-BH-KELAS normal motherClassAttended'],
    ['kiaBookOfMother', { hasKiaBook: false }, '§4.12 counsel kiaBookMissing'],
    ['kiaBookOfMother', { hasKiaBook: true }, '§4.12 normal kiaBookThere'],
    ['kiaBookOfMother', {}, ''],
    ['smokeExposure', { smokeExposure: 'smoker' }, 'R-11 counsel smokesInPregnancy'],
    ['smokeExposure', { smokeExposure: 'exposed' }, 'R-11 counsel smokeAround'],
    ['smokeExposure', { smokeExposure: 'none' }, 'R-11 normal smokeFree'],
    ['smokeExposure', {}, ''],
    ['birthPlan', { birthPlan: ['funds'] }, 'R-BH-KELAS counsel birthPlanIncomplete'],
    ['birthPlan', {}, ''],
  ])('%s %j', (rule, answers, expected) =>
    expect(says(rule, answers, {}, 'lastMotherClass' in answers ? 'kr-ibu-hamil' : 'ibu-hamil')).toBe(
      expected,
    ),
  )

  it('the birth plan has ten points', () => {
    const all = [
      'dueDate',
      'companion',
      'funds',
      'insurance',
      'placeAndHelper',
      'identityCards',
      'bloodDonors',
      'transport',
      'sticker',
      'familyPlanning',
    ]
    expect(says('birthPlan', { birthPlan: all })).toContain('normal')
    expect(says('birthPlan', { birthPlan: all.slice(1) })).toContain('counsel')
  })

  it.each([
    [119, 'refer today fetalHeartRateAbnormal'],
    [120, 'normal fetalHeartRateNormal'],
    [160, 'normal fetalHeartRateNormal'],
    [161, 'refer today fetalHeartRateAbnormal'],
  ])('a fetal heart of %i', (fetalHeartRate, expected) =>
    expect(says('fetalHeartRate', { fetalHeartRate })).toBe(`R-BH-BAHAYA ${expected}`),
  )
})

describe('R-JIWA: totals that nakes enter', () => {
  const total = (tool: string, score: number, harmItem?: string, settings = {}) =>
    says(
      'motherMentalHealth',
      { mentalHealthTotal: { tool, score, ...(harmItem && { harmItem }) } },
      { settings },
    )

  it.each([
    ['epds', 9, 'normal mentalHealthTotalNormal'],
    ['epds', 10, 'confirm mentalHealthTotalRaised'],
    ['epds', 12, 'confirm mentalHealthTotalRaised'],
    ['epds', 13, 'refer 3days mentalHealthTotalHigh'],
    ['srq20', 5, 'normal mentalHealthTotalNormal'],
    ['srq20', 6, 'refer 3days mentalHealthTotalHigh'],
  ])('%s %i', (tool, score, expected) => expect(total(tool, score, 'none')).toBe(`R-JIWA ${expected}`))

  it('follows local cut-offs', () => {
    expect(total('epds', 12, 'none', { epdsReferFrom: 12 })).toContain('refer')
    expect(total('epds', 9, 'none', { epdsConfirmFrom: 9 })).toContain('confirm')
  })

  it('thoughts of harming herself override any total, and are never taken for no', () => {
    expect(total('epds', 2, 'some')).toBe(
      'R-JIWA emergency now selfHarmThoughts | R-JIWA normal mentalHealthTotalNormal',
    )
    expect(total('srq20', 0)).toBe(
      'R-JIWA normal mentalHealthTotalNormal | R-JIWA notAssessed harmItemUnknown',
    )
    const part = (mentalHealthTotal: Record<string, string | number>) =>
      says('motherMentalHealth', { mentalHealthTotal })
    expect(part({ harmItem: 'some' })).toBe('R-JIWA emergency now selfHarmThoughts')
    expect(part({ score: 14 })).toBe('R-JIWA notAssessed toolUnknown')
    expect(part({ on: visitDay })).toBe('')
  })

  it('a screening that never was is a gap from the third trimester on', () => {
    const screened = (weeks: number, days = 0) =>
      says('mentalHealthScreened', at(weeks, { mentalHealthScreened: false }, days), {}, 'kr-ibu-hamil')
    expect(screened(24, 6)).toBe('')
    expect(screened(25)).toBe('R-JIWA counsel mentalHealthNotScreened')
    const nifas = (answers: RuleCase['answers']) => says('mentalHealthScreened', answers, {}, 'kr-nifas')
    expect(nifas({ mentalHealthScreened: false })).toContain('counsel')
    expect(nifas({ mentalHealthScreened: true })).toContain('normal')
    expect(nifas({ mentalHealthScreen: { on: visitDay } })).toContain('normal')
    expect(nifas({})).toBe('')
  })
})
