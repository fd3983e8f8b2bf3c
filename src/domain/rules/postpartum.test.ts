import { describe, expect, it } from 'vitest'
import { addDays, addMonths } from '#domain/time/calendar-day.ts'
import { daysAgo, outcomeOf, pressure, type RuleCase, visitDay } from '#tests/builders/rule-case.ts'

const says = (
  rule: string,
  days: number | undefined,
  answers: RuleCase['answers'],
  extra: Partial<Omit<RuleCase, 'answers'>> = {},
) =>
  outcomeOf(
    {
      instrument: 'nifas',
      ...extra,
      answers: { ...(days !== undefined && { deliveredOn: addDays(visitDay, -days) }), ...answers },
    },
    rule,
  )

const home = { instrument: 'kr-nifas' }

describe('R-NF-VITA: two capsules in nifas', () => {
  const vita = (days: number, answers: RuleCase['answers'], extra = {}) =>
    says('postpartumVitaminA', days, answers, extra)
  const [day1, day2] = [addDays(visitDay, -5), addDays(visitDay, -4)]

  it('two are enough, one is not', () => {
    const taken = { takesVitaminA: true }
    expect(vita(10, { ...taken, vitaminACapsules: 2 })).toBe('R-NF-VITA normal vitaminACapsulesTaken')
    expect(vita(10, { ...taken, vitaminACapsules: 1 })).toBe('R-NF-VITA counsel vitaminACapsulesMissing')
    expect(vita(10, { takesVitaminA: false })).toBe('R-NF-VITA counsel vitaminACapsulesMissing')
    expect(vita(10, { takesVitaminA: false, vitaminACapsules: 2 })).toContain('counsel')
    expect(vita(10, { ...taken, vitaminAFirstOn: day1, vitaminASecondOn: day2 })).toContain('normal')
    expect(vita(10, { ...taken, vitaminAFirstOn: day1 })).toContain('counsel')
  })

  it('counts those of earlier visits since the birth', () => {
    const one = { takesVitaminA: true, vitaminACapsules: 1 }
    const history = (days: number) => ({ history: [daysAgo(days, 'nifas', { vitaminACapsules: 1 })] })
    expect(vita(10, one, history(10))).toContain('normal')
    expect(vita(10, one, history(11))).toContain('counsel')
  })

  it('the second follows a day later', () => {
    const dates = (second: string) =>
      vita(10, { takesVitaminA: true, vitaminAFirstOn: day1, vitaminASecondOn: second })
    expect(dates(day1)).toBe('R-NF-VITA confirm vitaminACapsulesTooClose')
    expect(dates(day2)).toContain('normal')
  })

  it('is owed to day 42, and not judged on day 43', () => {
    expect(vita(42, {})).toBe('R-NF-VITA notAssessed notMeasured')
    expect(vita(43, {})).toBe('')
    expect(vita(42, { vitaminACapsules: 1 })).toContain('counsel')
    expect(vita(43, { vitaminACapsules: 1 })).toBe('R-NF-VITA notAssessed notApplicable')
  })

  it('does not guess how many', () => {
    expect(vita(10, { takesVitaminA: true })).toBe('R-NF-VITA notAssessed capsulesUnknown')
    expect(vita(10, { vitaminACapsules: 2 })).toBe('R-NF-VITA notAssessed notMeasured')
  })

  it('at home goes by the capsules in the house and the days on which they were taken', () => {
    expect(vita(10, { vitaminAAtHome: false }, home)).toContain('counsel')
    expect(vita(10, { vitaminAAtHome: true }, home)).toBe('R-NF-VITA notAssessed capsulesUnknown')
    const both = { vitaminAFirstOn: day1, vitaminASecondOn: day2 }
    expect(vita(10, { vitaminAAtHome: false, ...both }, home)).toContain('normal')
  })
})

describe('R-NF-KB: family planning after birth', () => {
  const kb = (answers: RuleCase['answers'], days = 60, extra = {}) =>
    says('postpartumFamilyPlanning', days, answers, extra)
  const milk = { breastfeeding: true }

  it('none asks for a talk, by the plain question or by the method', () => {
    expect(kb({ usesFamilyPlanning: false })).toBe('R-NF-KB counsel familyPlanningNot')
    expect(kb({ familyPlanningMethod: 'none' }, 60, home)).toBe('R-NF-KB counsel familyPlanningNot')
    expect(kb({ usesFamilyPlanning: true, ...milk })).toBe('R-NF-KB normal familyPlanningUsed')
    expect(kb({})).toBe('R-NF-KB notAssessed notMeasured')
  })

  it('what lessens milk waits until the child is six months old', () => {
    const monthly = { familyPlanningMethod: 'injection1Month' }
    const confirm = 'R-NF-KB confirm methodLessensMilk'
    const born = (deliveredOn: string) =>
      says('postpartumFamilyPlanning', undefined, { ...monthly, ...milk, deliveredOn })
    expect(kb({ ...monthly, ...milk })).toBe(confirm)
    expect(born(addDays(addMonths(visitDay, -6), 1))).toBe(confirm)
    expect(born(addMonths(visitDay, -6))).toContain('normal')
    expect(kb({ ...monthly, breastfeeding: false })).toContain('normal')
    expect(kb(monthly)).toBe('R-NF-KB notAssessed notAnswered')
    expect(says('postpartumFamilyPlanning', undefined, { ...monthly, ...milk })).toBe(confirm)
  })

  it('of pills it is the combined one', () => {
    const pill = { familyPlanningMethod: 'pill', ...milk }
    expect(kb({ ...pill, pillKind: 'combined' })).toContain('methodLessensMilk')
    expect(kb({ ...pill, pillKind: 'progestin' })).toContain('normal')
    expect(kb(pill)).toBe('R-NF-KB notAssessed pillKindUnknown')
    expect(kb({ ...pill, breastfeeding: false })).toContain('normal')
  })

  it('the injection of three months begins after six weeks', () => {
    const quarterly = { familyPlanningMethod: 'injection3Months', ...milk }
    expect(kb(quarterly, 41)).toBe('R-NF-KB confirm injectionTooEarly')
    expect(kb(quarterly, 42)).toContain('normal')
    expect(kb({ ...quarterly, breastfeeding: false }, 41)).toContain('normal')
  })
})

describe('breastfeeding', () => {
  const milk = (answers: RuleCase['answers']) => says('breastfeedingGoesOn', 10, answers)
  it.each([
    [{ breastfeeding: true }, 'R-NF-KB normal breastfeeds'],
    [{ breastfeeding: false }, 'R-NF-KB counsel notBreastfeeding'],
    [{ breastfeeding: false, breastProblem: true }, 'R-NF-KB refer today notBreastfeedingWithBreastProblem'],
    [{}, 'R-NF-KB notAssessed notMeasured'],
  ])('%j', (answers, expected) => expect(milk(answers)).toBe(expected))
})

describe('measurements in nifas and breastfeeding', () => {
  const bmi = (weightKg: number, settings = {}) =>
    says('postpartumBmi', 10, { weightKg, heightCm: 200 }, { settings })
  const refer = 'R-BH-IMT refer 3days postpartumSeverelyThin'

  it.each([
    [67.7, refer],
    [67.8, 'R-BH-IMT confirm postpartumThin'],
    [73.7, 'R-BH-IMT confirm postpartumThin'],
    [73.8, 'R-BH-IMT normal postpartumBmiNormal'],
    [100.1, 'R-BH-IMT normal postpartumBmiNormal'],
    [100.2, 'R-BH-IMT counsel postpartumOverweight'],
    [108.1, 'R-BH-IMT counsel postpartumOverweight'],
    [108.2, 'R-BH-IMT counsel postpartumObese'],
  ])('%f kg at 2 m', (kg, expected) => expect(bmi(kg)).toBe(expected))

  it('goes by the bands of Buku KIA where the puskesmas says so', () => {
    const settings = { postpartumBmiScheme: 'bukuKia' }
    expect(bmi(99.7, settings)).toContain('Normal')
    expect(bmi(99.8, settings)).toContain('Overweight')
    expect(bmi(119.7, settings)).toContain('Overweight')
    expect(bmi(119.8, settings)).toContain('Obese')
  })

  it('hears the printed column: off the curve refers, another printing’s bands stand in', () => {
    const column = (postpartumWeightColumn: string, more = {}) =>
      says('postpartumBmi', 10, { weightKg: 80, postpartumWeightColumn, ...more })
    expect(column('no', { heightCm: 200 })).toBe(
      'R-BH-IMT refer 3days postpartumOffCurve | R-BH-IMT normal postpartumBmiNormal',
    )
    expect(column('yes')).toBe('R-BH-IMT notAssessed heightUnknown')
    expect(column('under')).toContain('confirm postpartumThin')
    expect(column('normal')).toContain('postpartumBmiNormal')
    expect(column('over')).toContain('postpartumOverweight')
    expect(column('obese')).toContain('postpartumObese')
    expect(says('postpartumBmi', 10, {})).toBe('R-BH-IMT notAssessed notMeasured')
    const history = [daysAgo(30, 'nifas', { heightCm: 200 })]
    expect(says('postpartumBmi', 40, { weightKg: 80 }, { history })).toContain('Normal')
  })

  it('keeps the limits of mothers on the nifas card for two years', () => {
    for (const days of [0, 42, 43, 700]) {
      expect(says('maternalBloodPressure', days, { bloodPressure: pressure(140, 80) })).toBe(
        'R-BH-TD refer today maternalHypertension',
      )
      expect(says('maternalMuac', days, { muacCm: 23.4 })).toContain('R-BH-LILA refer')
    }
    const signs = { bloodPressure: pressure(140, 80), severeHeadache: true }
    expect(says('maternalBloodPressure', 300, signs)).toContain('emergency now')
    expect(says('maternalBloodPressure', undefined, { bloodPressure: pressure(160, 80) })).toContain(
      'emergency',
    )
  })

  it('tablets go on through nifas', () => {
    expect(says('postpartumTablets', 10, { tabletIntake: 'notDaily' })).toBe(
      'R-BH-TTD counsel tabletsNotDaily',
    )
    expect(says('postpartumTablets', 10, { tabletIntake: 'daily' })).toContain('normal')
  })
})

describe('R-NF-KF: visits of nifas', () => {
  const kf = (days: number, count: number, extra = {}) =>
    says(
      'postpartumVisits',
      days,
      Object.fromEntries(['kf1', 'kf2', 'kf3', 'kf4'].slice(0, count).map((id) => [id, { on: visitDay }])),
      extra,
    )

  // The last day of a window, and the day after it.
  it.each([
    [7, 1, 'confirm'],
    [28, 2, 'counsel'],
    [42, 3, 'counsel'],
  ])('after day %i with %i recorded', (last, recorded, level) => {
    expect(kf(last, recorded)).toBe('R-NF-KF normal postpartumVisitsOnTime')
    expect(kf(last + 1, recorded)).toBe(`R-NF-KF ${level} postpartumVisitMissed`)
    expect(kf(last + 1, recorded, home)).toBe('R-NF-KF confirm postpartumVisitMissed')
    expect(kf(last + 1, recorded + 1)).toBe('R-NF-KF normal postpartumVisitsOnTime')
  })

  it('the first is missed from day 3, and a book that nobody read is not an empty one', () => {
    expect(kf(2, 0)).toBe('')
    expect(kf(3, 0)).toBe('R-NF-KF notAssessed visitsUnknown')
    const none = { kf1: { state: 'notMeasured' as const } }
    expect(says('postpartumVisits', 3, none)).toBe('R-NF-KF confirm postpartumVisitMissed')
    expect(says('postpartumVisits', 2, none)).toContain('normal')
    expect(says('postpartumVisits', 3, { kiaBook: 'shown' }, home)).toContain('confirm')
    expect(says('postpartumVisits', 3, {}, home)).toBe('R-NF-KF confirm postpartumVisitMissed')
    expect(says('postpartumVisits', 3, { personMet: 'moved' }, home)).toContain('visitsUnknown')
    expect(kf(3, 1)).toContain('normal')
    expect(says('postpartumVisits', undefined, none)).toBe('')
  })
})

describe('the birth on the home-visit form', () => {
  const care = (answers: RuleCase['answers']) => says('deliveryCare', 5, answers, home)
  const fine = { deliveryPlace: 'puskesmas', deliveryHelper: 'midwife', earlyBreastfeeding: true }
  it('is fine with nakes, at a facility, with early breastfeeding', () => {
    expect(care(fine)).toBe('R-NF-KF normal deliveryCareFine')
    expect(care({ ...fine, deliveryHelper: 'traditional' })).toBe('R-NF-KF confirm deliveryNotByNakes')
    expect(care({ ...fine, deliveryPlace: 'home' })).toBe('R-NF-KF confirm deliveryNotAtFacility')
    expect(care({ ...fine, earlyBreastfeeding: false })).toBe('R-NF-KF counsel noEarlyBreastfeeding')
    expect(care({ deliveryPlace: 'puskesmas' })).toBe('')
  })
})
