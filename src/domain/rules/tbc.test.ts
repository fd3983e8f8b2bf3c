import { describe, expect, it } from 'vitest'
import type { Answers } from '#domain/instruments/instrument.ts'
import {
  daysAgo,
  findingsOf,
  monthsAgo,
  outcomeOf,
  type RuleCase,
  visitDay,
  visitOf,
} from '#tests/builders/rule-case.ts'

const none: Answers = {
  tbcCough: 'none',
  tbcFever: false,
  tbcWeightLoss: false,
  tbcLethargy: false,
  tbcLymphNodes: false,
  tbcContact: 'none',
}
const ask = (years: number, answers: Answers, more: Partial<RuleCase> = {}): RuleCase => ({
  instrument: 'tbc',
  years,
  answers: { ...none, ...answers },
  ...more,
})
const suspected = 'R-TBC refer 3days tbcSuspected'

describe('symptoms of TBC', () => {
  it.each<[string, number, Answers, string]>([
    ['nothing', 30, {}, 'R-TBC normal tbcNoSymptom'],
    ['a child below six with a short cough', 4, { tbcCough: 'under2Weeks' }, 'R-TBC normal tbcNoSymptom'],
    ['a child with a cough of two weeks', 4, { tbcCough: 'from2Weeks' }, suspected],
    ['a child whose card says yes', 4, { tbcCough: 'unspecified' }, suspected],
    ['a child with fever', 4, { tbcFever: true }, suspected],
    ['a child whose weight stays', 4, { tbcWeightLoss: true }, suspected],
    ['a child without energy', 4, { tbcLethargy: true }, suspected],
    ['a child with a lump', 4, { tbcLymphNodes: true }, suspected],
    ['a child with blood', 4, { tbcBloodInSputum: 'some' }, suspected],
    ['the last day below 18', 17, { tbcFever: true }, suspected],
    ['18 years: fever alone', 18, { tbcFever: true }, 'R-TBC counsel tbcOneSymptom'],
    ['an adult with a short cough', 18, { tbcCough: 'under2Weeks' }, 'R-TBC counsel tbcOneSymptom'],
    ['an adult with a long cough', 18, { tbcCough: 'from2Weeks' }, suspected],
    [
      'an adult with a cough of unknown length',
      30,
      { tbcCough: 'unspecified' },
      'R-TBC confirm tbcCoughOfUnknownLength',
    ],
    ['that cough with one sign', 30, { tbcCough: 'unspecified', tbcNightSweats: true }, suspected],
    ['a short cough with fever', 30, { tbcCough: 'under2Weeks', tbcFever: true }, suspected],
    ['a short cough without appetite', 30, { tbcCough: 'under2Weeks', tbcLossOfAppetite: true }, suspected],
    ['a short cough, breathless', 30, { tbcCough: 'under2Weeks', tbcBreathlessness: true }, suspected],
    ['a short cough, listless', 30, { tbcCough: 'under2Weeks', tbcLethargy: true }, suspected],
    ['blood is a cough with a sign', 30, { tbcBloodInSputum: 'some' }, suspected],
    ['two columns of the card: fever and weight', 30, { tbcFever: true, tbcWeightLoss: true }, suspected],
    ['two columns of the card: fever and contact', 30, { tbcFever: true, tbcContact: 'close' }, suspected],
    ['contact is no sign by itself', 30, { tbcContact: 'close' }, 'R-TBC normal tbcNoSymptom'],
    ['a lump alone in an adult', 30, { tbcLymphNodes: true }, 'R-TBC confirm tbcSignToCheck'],
    ['night sweats without a cough', 30, { tbcNightSweats: true }, 'R-TBC counsel tbcOneSymptom'],
  ])('%s', (_, years, answers, expected) => {
    expect(outcomeOf(ask(years, answers), 'tbcSymptoms')).toBe(expected)
  })

  it.each<[string, string, Answers, string]>([
    ['card alone', 'twoOnCard', { tbcCough: 'from2Weeks' }, 'R-TBC counsel tbcOneSymptom'],
    ['card alone, two', 'twoOnCard', { tbcCough: 'under2Weeks', tbcWeightLoss: true }, suspected],
    ['guideline alone', 'juknis', { tbcFever: true, tbcWeightLoss: true }, 'R-TBC counsel tbcOneSymptom'],
    ['W4SS: a short cough', 'w4ss', { tbcCough: 'under2Weeks' }, suspected],
    ['W4SS: sweats', 'w4ss', { tbcNightSweats: true }, suspected],
    ['W4SS: a lump is none of the four', 'w4ss', { tbcLymphNodes: true }, 'R-TBC confirm tbcSignToCheck'],
  ])('by the setting, %s', (_, tbcRule, answers, expected) => {
    expect(outcomeOf(ask(30, answers, { settings: { tbcRule } }), 'tbcSymptoms')).toBe(expected)
  })

  it('tells every rule, and the one in force', () => {
    const [finding] = findingsOf(ask(30, { tbcFever: true, tbcWeightLoss: true }), 'tbcSymptoms')
    expect(finding?.facts).toEqual({ cardCount: 2, card: 1, juknis: 0, w4ss: 1, signs: 'fever weightLoss' })
    expect(finding?.settings).toEqual({ tbcRule: 'cardOrJuknis' })
  })

  it.each<[string, string, number]>([
    ['the recapitulation of children counts a long cough', 'balita', 0],
    ['that of adults any cough', 'dewasa', 1],
  ])('%s', (_, __, count) => {
    const years = count === 0 ? 4 : 30
    const [finding] = findingsOf(ask(years, { tbcCough: 'under2Weeks' }), 'tbcSymptoms')
    expect(finding?.facts['cardCount']).toBe(count)
  })

  it.each(['tbcCough', 'tbcFever', 'tbcWeightLoss'])('is not normal while %s is open', (id) => {
    const told = outcomeOf(ask(30, { [id]: undefined }), 'tbcSymptoms')
    expect(told).toBe('R-TBC notAssessed notMeasured')
  })

  it('asks 6 to 18 years for lethargy too', () => {
    expect(outcomeOf(ask(12, { tbcLethargy: undefined }), 'tbcSymptoms')).toBe(
      'R-TBC notAssessed notMeasured',
    )
    expect(outcomeOf(ask(4, { tbcLethargy: undefined }), 'tbcSymptoms')).toBe('R-TBC normal tbcNoSymptom')
  })

  it('refers by what is answered while the rest is open', () => {
    const answers: Answers = { tbcCough: 'from2Weeks', tbcContact: undefined, tbcFever: undefined }
    expect(outcomeOf(ask(30, answers), 'tbcSymptoms')).toBe(suspected)
    expect(outcomeOf(ask(30, answers), 'tbcContact')).toBe('R-TBC notAssessed notMeasured')
  })

  it('is judged as an adult where only the standalone form knows nothing of the age', () => {
    expect(outcomeOf(ask(0, { tbcFever: true }, { birthDate: 'unknown' }), 'tbcSymptoms')).toBe(
      'R-TBC counsel tbcOneSymptom',
    )
  })
})

describe('weight that does not rise twice in a row', () => {
  const weighed = (answers: Answers, kilograms: readonly [number, number, number]): RuleCase => ({
    instrument: 'tbc',
    sex: 'male',
    birthDate: '2024-06-01',
    answers: { ...none, ...answers, weightKg: kilograms[2] },
    history: [
      monthsAgo(2, 'balita', { weightKg: kilograms[0] }),
      monthsAgo(1, 'balita', { weightKg: kilograms[1] }),
    ],
  })

  it('sets the item, whatever was said', () => {
    const twice = weighed({ tbcWeightLoss: false }, [11.5, 11.5, 11.5])
    const longer: RuleCase = {
      ...twice,
      history: [monthsAgo(3, 'balita', { weightKg: 11.5 }), ...(twice.history ?? [])],
    }
    expect(outcomeOf(longer, 'tbcSymptoms')).toBe(suspected)
  })

  it('does not after one month, nor with a gain', () => {
    const once = weighed({}, [11.3, 11.5, 11.5])
    expect(outcomeOf(once, 'tbcSymptoms')).toBe('R-TBC normal tbcNoSymptom')
    expect(outcomeOf(weighed({}, [11.1, 11.3, 11.5]), 'tbcSymptoms')).toBe('R-TBC normal tbcNoSymptom')
  })
})

describe('weight of a pregnant woman', () => {
  const weighed = (before: number, last: number, now: number): RuleCase => ({
    instrument: 'ibu-hamil',
    answers: { ...none, tbcCough: 'under2Weeks', weightKg: now },
    history: [monthsAgo(2, 'ibu-hamil', { weightKg: before }), monthsAgo(1, 'ibu-hamil', { weightKg: last })],
  })

  it.each<[string, RuleCase, string]>([
    ['the same for two months', weighed(55, 55, 55), suspected],
    ['falling', weighed(55, 54.5, 54), suspected],
    ['rising last month', weighed(55, 55, 55.1), 'R-TBC counsel tbcOneSymptom'],
    ['rising the month before', weighed(54.9, 55, 55), 'R-TBC counsel tbcOneSymptom'],
  ])('%s', (_, one, expected) => expect(outcomeOf(one, 'tbcSymptoms')).toBe(expected))

  it('is not known where a month is missing', () => {
    const gap = { ...weighed(55, 55, 55), history: [monthsAgo(2, 'ibu-hamil', { weightKg: 55 })] }
    expect(outcomeOf(gap, 'tbcSymptoms')).toBe('R-TBC counsel tbcOneSymptom')
  })
})

describe('contact', () => {
  it.each<[Answers[string], string]>([
    ['household', 'R-TBC refer 3days tbcContact'],
    ['close', 'R-TBC refer 3days tbcContact'],
    ['none', 'R-TBC normal tbcNoContact'],
    ['notKnown', 'R-TBC confirm tbcContactUnknown'],
    [{ state: 'unknown' }, 'R-TBC confirm tbcContactUnknown'],
    [{ state: 'notMeasured', reason: 'refused' }, 'R-TBC notAssessed notMeasured'],
  ])('%s', (tbcContact, expected) => {
    for (const years of [1, 12, 70])
      expect(outcomeOf(ask(years, { tbcContact }), 'tbcContact')).toBe(expected)
  })
})

describe('blood', () => {
  it('in quantity is an emergency, under treatment too', () => {
    const much = ask(30, { tbcBloodInSputum: 'massive' })
    expect(outcomeOf(much, 'massiveHaemoptysis')).toBe('R-DR1 emergency now massiveHaemoptysis')
    const treated = ask(30, { tbcBloodInSputum: 'massive', tbcOnTreatment: true })
    expect(visitOf(treated).level).toBe('emergency')
    expect(outcomeOf(ask(30, { tbcBloodInSputum: 'some' }), 'massiveHaemoptysis')).toBe('')
  })
})

describe('under treatment', () => {
  const treated = (answers: Answers): RuleCase => ({
    instrument: 'tbc',
    years: 30,
    answers: { tbcOnTreatment: true, ...answers },
  })
  const well: Answers = { tbcMedicineAtHome: true, tbcMedicineTaken24h: true, tbcSupervised: true }

  it('nobody is screened', () => {
    const coughs = treated({ tbcCough: 'from2Weeks', tbcContact: 'household' })
    expect(outcomeOf(coughs, 'tbcSymptoms')).toBe('')
    expect(outcomeOf(coughs, 'tbcContact')).toBe('')
  })

  it.each<[string, Answers, string]>([
    ['taken', well, 'R-OB1 normal tbcMedicineTaken'],
    ['not taken', { ...well, tbcMedicineTaken24h: false }, 'R-OB1 refer today tbcMedicineMissed'],
    ['none at home', { tbcMedicineAtHome: false }, 'R-OB1 refer today tbcMedicineMissed'],
    ['not asked', {}, 'R-OB1 notAssessed notMeasured'],
    ['half asked', { tbcMedicineAtHome: true }, 'R-OB1 notAssessed notMeasured'],
  ])('medicine %s', (_, answers, expected) => {
    expect(outcomeOf(treated(answers), 'tbcMedicine')).toBe(expected)
  })

  it('a last check at the puskesmas says that there is a treatment', () => {
    const checked = (on: string, more: Answers = {}) =>
      outcomeOf(
        { instrument: 'kr-tbc', years: 40, answers: { tbcLastCheckOn: on, tbcCough: 'from2Weeks', ...more } },
        'tbcSymptoms',
      )
    expect(checked('2026-05-01')).toBe('')
    expect(checked('2026-05-01', { tbcOnTreatment: false })).toContain('refer')
  })

  it('an answer on the medicine says that there is a treatment', () => {
    const said: RuleCase = { instrument: 'kr-tbc', answers: { tbcMedicineTaken24h: false } }
    expect(outcomeOf(said, 'tbcMedicine')).toBe('R-OB1 refer today tbcMedicineMissed')
  })

  it.each([
    [true, 'R-OB1 normal tbcHasSupervisor'],
    [false, 'R-OB1 counsel tbcNoSupervisor'],
  ])('a supervisor: %s', (tbcSupervised, expected) => {
    expect(outcomeOf(treated({ tbcSupervised }), 'tbcSupervisor')).toBe(expected)
  })

  it.each([
    ['2026-05-15', 'R-OB1 normal tbcCheckRecent'],
    ['2026-05-14', 'R-OB1 confirm week tbcCheckOverdue'],
  ])('checked last on %s', (tbcLastCheckOn, expected) => {
    expect(outcomeOf(treated({ tbcLastCheckOn }), 'tbcCheck')).toBe(expected)
  })

  it.each([
    ['2026-04-15', 2],
    ['2026-01-15', 5],
    ['2025-12-15', 6],
    ['2026-03-15', undefined],
  ])('diagnosed on %s, sputum is examined in month %s', (tbcDiagnosedOn, month) => {
    expect(visitDay).toBe('2026-06-15')
    const [finding] = findingsOf(treated({ ...well, tbcDiagnosedOn }), 'tbcMedicine')
    expect(finding?.facts['sputumMonth']).toBe(month)
  })

  it.each([
    [19, 'R-KR-TBC counsel tbcContactsTooFew'],
    [20, 'R-KR-TBC normal tbcContactsEnough'],
  ])('%s contacts on the list', (tbcContactsListed, expected) => {
    const listed: RuleCase = { instrument: 'kr-tbc', answers: { tbcOnTreatment: true, tbcContactsListed } }
    expect(outcomeOf(listed, 'tbcContactsListed')).toBe(expected)
  })

  it('an earlier treatment is not today’s', () => {
    const later = ask(30, { tbcFever: true }, { history: [daysAgo(400, 'tbc', { tbcOnTreatment: true })] })
    expect(outcomeOf(later, 'tbcSymptoms')).toBe('R-TBC counsel tbcOneSymptom')
  })
})
