import { describe, expect, it } from 'vitest'
import type { Answers, Finding, Level } from '#domain/instruments/instrument.ts'
import { instruments } from '#domain/instruments/index.ts'
import type { DueItem } from '#domain/schedule/due-item.ts'
import { addDays, addMonths } from '#domain/time/calendar-day.ts'
import type { HomeVisitInput } from './home-visit-facts.ts'
import { codesThatCallHome } from './home-visit-rules.ts'
import { needsHomeVisit } from './needs-home-visit.ts'
import type { PersonFile, PregnancyEpisode } from './person-file.ts'

const day = '2026-06-15'
const ago = (days: number) => addDays(day, -days)

type Visit = {
  readonly days: number
  readonly instrument?: string
  readonly answers?: Answers
  readonly level?: Level
  /** `card code level` each. */
  readonly found?: readonly string[]
}
type Case = {
  readonly months?: number
  readonly birthWeightKg?: number
  readonly pregnancy?: Partial<PregnancyEpisode>
  readonly visits?: readonly Visit[]
  readonly posyanduDays?: readonly string[]
  readonly due?: readonly Partial<DueItem>[]
  readonly household?: Partial<HomeVisitInput['household']>
  readonly kept?: Answers
}

function findingOf(text: string): Finding {
  const [card = '', code = '', level = 'refer'] = text.split(' ')
  return { rule: code, card, edition: 'test', level: level as Level, code, fields: [], facts: {} }
}

/** Nothing wrong, unless the case says so: visited at home last month, adult. */
function inputOf({
  months = 360,
  birthWeightKg,
  pregnancy,
  visits = [],
  posyanduDays = [],
  due = [],
  household,
  kept,
}: Case): HomeVisitInput {
  const entries = visits.map(({ days, instrument = 'dewasa', answers = {} }, at) => ({
    id: `visit-${at}`,
    visitedOn: ago(days),
    onPosyanduDay: !instrument.startsWith('kr-'),
    instrument,
    answers,
  }))
  const file: PersonFile = {
    sex: 'female',
    birthDate: addMonths(day, -months),
    birthDateExact: true,
    kept: { ...kept, ...(birthWeightKg !== undefined && { birthWeightKg }) },
    pregnancies: pregnancy ? [{ id: 'one', ...pregnancy }] : [],
    visits: entries,
  }
  return {
    file,
    assessed: visits.map(({ days, level = 'normal', found = [] }, at) => ({
      visitId: `visit-${at}`,
      visitedOn: ago(days),
      level,
      findings: found.map(findingOf),
    })),
    due: due.map((item) => ({ product: 'x', state: 'due', because: '', card: 'x', source: '', ...item })),
    posyanduDays,
    household: { lastVisitedOn: ago(40), hasTbc: false, ...household },
  }
}
const reasonsOf = (one: Case) => needsHomeVisit(inputOf(one), day).map(({ reason }) => reason)
const sinceOf = (one: Case) => needsHomeVisit(inputOf(one), day)[0]?.since

describe('who is visited at home (R-KR-JADWAL)', () => {
  it('nobody without a reason', () => {
    expect(reasonsOf({})).toEqual([])
    expect(reasonsOf({ visits: [{ days: 20 }] })).toEqual([])
  })

  it('a danger sign at the last contact, not at one before it', () => {
    const danger: Visit = { days: 10, level: 'emergency' }
    expect(reasonsOf({ visits: [danger] })).toEqual(['dangerSign'])
    expect(sinceOf({ visits: [danger] })).toBe(ago(10))
    expect(reasonsOf({ visits: [danger, { days: 3 }] })).toEqual([])
  })

  it('a closed door is no contact', () => {
    const visits: Visit[] = [
      { days: 10, level: 'emergency' },
      { days: 3, instrument: 'kr-dewasa', answers: { personMet: 'notAtHome' } },
    ]
    expect(reasonsOf({ visits })).toEqual(['dangerSign'])
  })

  it.each<[string, number, Answers, readonly string[]]>([
    ['six days after', 6, { referralTarget: 'puskesmas' }, []],
    ['seven days after', 7, { referralTarget: 'puskesmas' }, ['referralWithoutReturn']],
    ['the result came', 30, { referralTarget: 'puskesmas', referralStatus: 'resultReceived' }, []],
    [
      'did not arrive',
      30,
      { referralTarget: 'puskesmas', referralStatus: 'notArrived' },
      ['referralWithoutReturn'],
    ],
    ['not referred', 30, { referralTarget: 'none' }, []],
  ])('a referral: %s', (_, days, answers, expected) => {
    expect(reasonsOf({ visits: [{ days, answers }] })).toEqual(expected)
  })

  it('a referral that came back at a later contact', () => {
    const visits: Visit[] = [
      { days: 30, answers: { referralTarget: 'pustu' } },
      { days: 5, answers: { referralStatus: 'arrived' } },
    ]
    expect(reasonsOf({ visits })).toEqual([])
  })

  it.each<[string, Case, boolean]>([
    [
      'pregnant, one day missed',
      {
        pregnancy: { lastMenstrualPeriodOn: ago(100) },
        visits: [{ days: 40, instrument: 'ibu-hamil' }],
        posyanduDays: [ago(10)],
      },
      true,
    ],
    [
      'pregnant, came that day',
      {
        pregnancy: { lastMenstrualPeriodOn: ago(100) },
        visits: [{ days: 10, instrument: 'ibu-hamil' }],
        posyanduDays: [ago(10)],
      },
      false,
    ],
    [
      'nifas, one day missed',
      { pregnancy: { endedOn: ago(20), outcome: 'delivered' }, posyanduDays: [ago(5)] },
      true,
    ],
    [
      '23 months, one day',
      { months: 23, visits: [{ days: 40, instrument: 'balita' }], posyanduDays: [ago(10)] },
      true,
    ],
    [
      '24 months, one day',
      { months: 24, visits: [{ days: 40, instrument: 'balita' }], posyanduDays: [ago(10)] },
      false,
    ],
    [
      '24 months, two days',
      { months: 24, visits: [{ days: 80, instrument: 'balita' }], posyanduDays: [ago(40), ago(10)] },
      true,
    ],
    ['71 months, never seen', { months: 71, posyanduDays: [ago(40), ago(10)] }, true],
    ['a day before birth', { months: 0, posyanduDays: [ago(5)] }, false],
    ['an adult who came within a year', { visits: [{ days: 80 }], posyanduDays: [ago(40), ago(10)] }, true],
    ['an adult who never came', { posyanduDays: [ago(40), ago(10)] }, false],
    ['an adult seen over a year ago', { visits: [{ days: 400 }], posyanduDays: [ago(40), ago(10)] }, false],
    [
      'a day that lies ahead',
      { months: 10, visits: [{ days: 40, instrument: 'balita' }], posyanduDays: [addDays(day, 1)] },
      false,
    ],
  ])('absent: %s', (_, one, expected) => {
    expect(reasonsOf(one).includes('absent')).toBe(expected)
  })

  it.each([
    'weightNotGainedTwice',
    'severelyUnderweight',
    'severelyWasted',
    'wasted',
    'muacRed',
    'maternalMuacLow',
  ])('nutrition: %s, until a visit at home, and again a month after', (code) => {
    const found: Visit = { days: 60, instrument: 'balita', found: [`R-AN-RUJUK ${code}`] }
    const again = (days: number): Visit => ({ days, instrument: 'kr-balita', found: [`R-AN-RUJUK ${code}`] })
    expect(reasonsOf({ visits: [found] })).toContain('nutrition')
    expect(reasonsOf({ visits: [found, again(30)] })).not.toContain('nutrition')
    expect(reasonsOf({ visits: [found, again(31)] })).toContain('nutrition')
  })

  it('one T is not yet 2T', () => {
    expect(reasonsOf({ visits: [{ days: 5, found: ['R-AN-NT weightNotGained'] }] })).toEqual([])
  })

  it.each<[string, number, Partial<DueItem>, boolean]>([
    ['missed', 20, { product: 'kf2', state: 'missed', until: ago(13) }, true],
    ['done', 20, { product: 'kf2', state: 'done' }, false],
    ['day 42', 42, { product: 'kf4', state: 'missed' }, true],
    ['day 43', 43, { product: 'kf4', state: 'missed' }, false],
  ])('a postpartum visit %s, %s days after birth', (_, days, item, expected) => {
    const pregnancy = { endedOn: ago(days), outcome: 'delivered' as const }
    expect(reasonsOf({ pregnancy, due: [item] }).includes('postpartumVisitOverdue')).toBe(expected)
  })

  it.each([
    [15, false],
    [14, true],
    [0, true],
    [-14, true],
    [-15, false],
  ])('birth expected in %s days', (days, expected) => {
    const lastMenstrualPeriodOn = addDays(day, days - 280)
    expect(reasonsOf({ pregnancy: { lastMenstrualPeriodOn } }).includes('birthNear')).toBe(expected)
  })

  it.each<[number, number, boolean]>([
    [1, 2.499, true],
    [1, 2.5, false],
    [2, 2.4, false],
  ])('%s months, born with %s kg', (months, birthWeightKg, expected) => {
    expect(reasonsOf({ months, birthWeightKg }).includes('lowBirthWeight')).toBe(expected)
  })

  it.each<[number, DueItem['state'], boolean]>([
    [29, 'late', false],
    [30, 'late', true],
    [30, 'done', false],
    [30, 'tooLate', false],
  ])('a vaccine whose window ended %s days ago, %s', (days, state, expected) => {
    const due = [{ product: 'dpt1', card: 'R-IM-STATUS', state, until: ago(days) }]
    expect(reasonsOf({ months: 10, due }).includes('immunisationOverdue')).toBe(expected)
  })

  it('tablets not daily, twice in a row', () => {
    const not = (days: number): Visit => ({
      days,
      instrument: 'ibu-hamil',
      found: ['R-BH-TTD tabletsNotDaily counsel'],
    })
    const daily = (days: number): Visit => ({
      days,
      instrument: 'ibu-hamil',
      found: ['R-BH-TTD tabletsDaily normal'],
    })
    expect(reasonsOf({ visits: [not(40), not(10)] })).toEqual(['tabletsNotDaily'])
    expect(reasonsOf({ visits: [not(10)] })).toEqual([])
    expect(reasonsOf({ visits: [not(70), daily(40), not(10)] })).toEqual([])
  })

  it('TBC in the house, in treatment, or suspected', () => {
    expect(reasonsOf({ household: { hasTbc: true } })).toEqual(['tbc'])
    expect(reasonsOf({ visits: [{ days: 5, answers: { tbcOnTreatment: true } }] })).toEqual(['tbc'])
    expect(reasonsOf({ visits: [{ days: 5, found: ['D-9 tbcContact'] }] })).toEqual(['tbc'])
    const visited: Visit = { days: 5, instrument: 'kr-tbc' }
    expect(reasonsOf({ household: { hasTbc: true }, visits: [visited] })).toEqual([])
  })

  it('medicine missed, of whatever illness', () => {
    for (const code of ['tbcMedicineMissed', 'medicineNotTaken', 'medicineRanOut', 'odgjMedicineMissed'])
      expect(reasonsOf({ visits: [{ days: 5, found: [`R-OB1 ${code}`] }] })).toContain('medicineMissed')
  })

  it('severe mental disorders every month', () => {
    expect(reasonsOf({ visits: [{ days: 20, instrument: 'kr-odgj' }] })).toEqual([])
    expect(reasonsOf({ visits: [{ days: 40, instrument: 'kr-odgj' }] })).toEqual(['odgj'])
  })

  it.each<[string, Visit, boolean]>([
    [
      'measured a month ago',
      {
        days: 31,
        answers: { hypertensionDiagnosed: true, bloodPressure: { systolicMmHg: 130, diastolicMmHg: 80 } },
      },
      true,
    ],
    [
      'measured since',
      {
        days: 30,
        answers: { hypertensionDiagnosed: true, bloodPressure: { systolicMmHg: 130, diastolicMmHg: 80 } },
      },
      false,
    ],
    ['never measured', { days: 5, answers: { diabetesDiagnosed: true } }, true],
    ['not ill', { days: 60, answers: { hypertensionDiagnosed: false } }, false],
  ])('known hypertension or diabetes: %s', (_, visit, expected) => {
    expect(reasonsOf({ visits: [visit] }).includes('chronicNotChecked')).toBe(expected)
  })

  it('knows of the illness from the person’s record too', () => {
    expect(reasonsOf({ kept: { hypertensionDiagnosed: true } })).toEqual(['chronicNotChecked'])
  })

  it('an elder whose last AKS is below twenty', () => {
    const scored = (days: number, code: string, level: string): Visit => ({
      days,
      instrument: 'lansia',
      found: [`L-AKS ${code} ${level}`],
    })
    expect(reasonsOf({ visits: [scored(200, 'aksMild', 'refer'), { days: 20 }] })).toEqual(['dependentElder'])
    expect(
      reasonsOf({ visits: [scored(200, 'aksMild', 'refer'), scored(20, 'aksIndependent', 'normal')] }),
    ).toEqual([])
  })

  it('a pregnancy at risk', () => {
    const visits: Visit[] = [{ days: 10, instrument: 'ibu-hamil', found: ['R-BH-RISTI riskTooOld'] }]
    expect(reasonsOf({ pregnancy: { lastMenstrualPeriodOn: ago(100) }, visits })).toEqual(['pregnancyAtRisk'])
    expect(reasonsOf({ visits })).toEqual([])
  })

  it.each<[string | undefined, boolean]>([
    ['2025-06-16', false],
    ['2025-06-15', true],
    [undefined, true],
  ])('a household last visited on %s', (lastVisitedOn, expected) => {
    const input = inputOf({})
    const household = { hasTbc: false, ...(lastVisitedOn !== undefined && { lastVisitedOn }) }
    const reasons = needsHomeVisit({ ...input, household }, day).map(({ reason }) => reason)
    expect(reasons.includes('yearlyVisit')).toBe(expected)
  })

  it('rests on findings that some rule gives', () => {
    const codes = new Set(instruments.flatMap(({ rules }) => rules.flatMap(({ outcomes }) => outcomes)))
    expect(codesThatCallHome.filter((code) => !codes.has(code))).toEqual([])
  })
})
