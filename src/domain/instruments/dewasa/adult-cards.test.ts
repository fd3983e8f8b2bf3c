import { describe, expect, it } from 'vitest'
import { fieldContextOf, parseAnswers, requiredFields, shownFields } from '#domain/instruments/index.ts'
import { aksItems } from '#domain/rules/aks.ts'
import { addDays, addMonths } from '#domain/time/calendar-day.ts'
import {
  contextOf,
  instrumentOf,
  monthsAgo,
  outcomeOf,
  pressure,
  type RuleCase,
  visitDay,
  visitOf,
} from '#tests/builders/rule-case.ts'

const contextIn = (one: RuleCase) => fieldContextOf(instrumentOf(one.instrument), one.answers, contextOf(one))
const shown = (one: RuleCase) => shownFields(instrumentOf(one.instrument), contextIn(one)).map(({ id }) => id)
const required = (one: RuleCase) =>
  requiredFields(instrumentOf(one.instrument), contextIn(one)).map(({ id }) => id)

const adult = (answers: RuleCase['answers'], more: Partial<RuleCase> = {}): RuleCase => ({
  instrument: 'dewasa',
  answers,
  ...more,
})

describe('contraception on the card of adults', () => {
  const married = { maritalStatus: 'married' }
  it('is asked of married women from 15 to 49 years', () => {
    const asks = (birthDate: string, answers: RuleCase['answers'] = married) =>
      required(adult(answers, { birthDate })).includes('usesContraception')
    expect(asks('1976-06-16')).toBe(true)
    expect(asks('1976-06-15')).toBe(false)
    expect(asks('1996-06-15', {})).toBe(false)
    expect(asks('1996-06-15', { maritalStatus: 'widowed' })).toBe(false)
    expect(asks('1996-06-15', { ...married, pregnant: true })).toBe(false)
  })

  it('is asked of men by the age of the wife', () => {
    const asks = (answers: RuleCase['answers']) =>
      required(adult({ ...married, ...answers }, { sex: 'male' })).includes('usesContraception')
    expect(asks({})).toBe(false)
    expect(asks({ wifeOfChildbearingAge: false })).toBe(false)
    expect(asks({ wifeOfChildbearingAge: true })).toBe(true)
    expect(shown(adult(married, { sex: 'male' }))).toContain('wifeOfChildbearingAge')
  })

  it('says nothing of whom it does not concern', () => {
    const said = (birthDate: string, answers: RuleCase['answers'] = married) =>
      outcomeOf(adult({ ...answers, usesContraception: 'no' }, { birthDate }), 'familyPlanning')
    expect(said('1976-06-16')).toBe('D-12 counsel contraceptionUnmetNeed')
    expect(said('1976-06-15')).toBe('')
    expect(said('1996-06-15', {})).toBe('D-12 counsel contraceptionUnmetNeed')
    expect(said('1996-06-15', { maritalStatus: 'single' })).toBe('')
    const athome = (birthDate: string) =>
      outcomeOf(
        { instrument: 'kr-dewasa', birthDate, answers: { ...married, homeContraception: 'none' } },
        'homeContraception',
      )
    expect(athome('1976-06-16')).toBe('D-12 counsel contraceptionUnmetNeed')
    expect(athome('1976-06-15')).toBe('')
  })

  it('finds no unmet need in who is pregnant', () => {
    const pregnant = { ...married, pregnant: true }
    const home = { instrument: 'kr-dewasa', answers: { ...pregnant, homeContraception: 'none' } }
    expect(outcomeOf(adult({ ...pregnant, usesContraception: 'no' }), 'familyPlanning')).toBe(
      'D-12 normal contraceptionNotApplicable',
    )
    expect(outcomeOf(home, 'homeContraception')).toBe('')
  })

  it('names the risks that follow from age, arm and illness', () => {
    const facts = (answers: RuleCase['answers'], years: number) =>
      visitOf(adult({ ...married, usesContraception: 'no', ...answers }, { years })).findings.find(
        ({ rule }) => rule === 'familyPlanning',
      )?.facts['risks']
    expect(facts({}, 35)).toBe(undefined)
    expect(facts({}, 36)).toBe('tooOld')
    expect(facts({}, 20)).toBe(undefined)
    expect(facts({}, 19)).toBe('tooYoung')
    expect(facts({ muacCm: 23.4 }, 30)).toBe('smallArm')
    expect(facts({ muacCm: 23.5 }, 30)).toBe(undefined)
    expect(facts({ diabetesDiagnosed: true }, 30)).toBe('chronicIllness')
  })
})

describe('registry of hypertension and diabetes', () => {
  it('asks for medicine only of who is diagnosed, and not whether it was taken where there is none', () => {
    const ids = ['hypertensionMedicineAtHome', 'hypertensionMedicine', 'hypertensionComplaints']
    const asked = (answers: RuleCase['answers']) => ids.filter((id) => required(adult(answers)).includes(id))
    expect(asked({})).toEqual([])
    expect(asked({ hypertensionDiagnosed: false })).toEqual([])
    expect(asked({ hypertensionDiagnosed: true })).toEqual(ids)
    expect(asked({ hypertensionDiagnosed: true, hypertensionMedicineAtHome: false })).toEqual([
      'hypertensionMedicineAtHome',
      'hypertensionComplaints',
    ])
  })

  it('calls a good pressure uncontrolled when there is a complaint', () => {
    const says = (hypertensionComplaints: readonly string[]) =>
      outcomeOf(
        adult({
          bloodPressure: pressure(130, 80),
          hypertensionDiagnosed: true,
          hypertensionComplaints,
        }),
        'knownHypertension',
      )
    expect(says([])).toBe('R-TD2 normal knownHypertensionControlled')
    expect(says(['dizzyOnStanding'])).toBe('R-TD2 refer week knownHypertensionUncontrolled')
  })

  it('asks elsewhere for a reading only where none was taken at the posyandu', () => {
    const asks = (answers: RuleCase['answers']) => shown(adult(answers)).includes('pressureCheckInYear')
    expect(asks({})).toBe(false)
    expect(asks({ bloodPressure: { state: 'notMeasured', reason: 'noDevice' } })).toBe(true)
    expect(shown(adult({ bloodPressure: { state: 'notMeasured' }, hypertensionDiagnosed: true }))).toContain(
      'pressureCheckInMonth',
    )
  })

  it('at home counts our own visits as checks', () => {
    const home = (months: number) => ({
      instrument: 'kr-dewasa',
      answers: { hypertensionDiagnosed: true },
      history: [monthsAgo(months, 'dewasa', { bloodPressure: pressure(130, 80) })],
    })
    expect(outcomeOf(home(1), 'pressureCheckMonthly')).toBe('R-TD2 normal checkedInTime')
    expect(shown(home(1))).not.toContain('pressureCheckInMonth')
    expect(outcomeOf(home(2), 'pressureCheckMonthly')).toBe('R-TD2 refer week monthlyCheckMissed')
    expect(shown(home(2))).toContain('pressureCheckInMonth')
  })

  it('takes the day of a control for due, the day before not', () => {
    const says = (days: number) =>
      outcomeOf(
        adult({ hypertensionDiagnosed: true, chronicControlNextOn: addDays(visitDay, days) }),
        'hypertensionControl',
      )
    expect(says(1)).toContain('chronicControlAhead')
    expect(says(0)).toContain('refer week chronicControlDue')
    expect(says(-30)).toContain('refer week chronicControlDue')
  })
})

describe('glucose is owed', () => {
  const owes = (answers: RuleCase['answers'], years: number, history: RuleCase['history'] = []) =>
    required(adult(answers, { years, history: history ?? [] })).includes('bloodGlucose')

  it('from 40 years yearly, below that with a risk', () => {
    expect(owes({}, 39)).toBe(false)
    expect(owes({}, 40)).toBe(true)
    expect(owes({ familyDiabetes: true }, 25)).toBe(true)
    expect(owes({ tbcOnTreatment: true }, 25)).toBe(true)
    expect(owes({ waistCm: 80 }, 25)).toBe(false)
    expect(owes({ waistCm: 80.1 }, 25)).toBe(true)
    expect(owes({ bloodPressure: pressure(139, 89) }, 25)).toBe(false)
    expect(owes({ bloodPressure: pressure(140, 89) }, 25)).toBe(true)
    expect(owes({}, 40, [monthsAgo(11, 'dewasa', { bloodGlucose: { mgPerDl: 90, kind: 'random' } })])).toBe(
      false,
    )
    expect(owes({}, 40, [monthsAgo(12, 'dewasa', { bloodGlucose: { mgPerDl: 90, kind: 'random' } })])).toBe(
      true,
    )
  })
})

describe('glucose after prediabetes', () => {
  const owes = (months: number, mgPerDl: number, kind: string) =>
    required(
      adult({}, { years: 30, history: [monthsAgo(months, 'dewasa', { bloodGlucose: { mgPerDl, kind } })] }),
    ).includes('bloodGlucose')
  it('is repeated after three months', () => {
    expect(owes(2, 140, 'random')).toBe(false)
    expect(owes(3, 140, 'random')).toBe(true)
    expect(owes(3, 139, 'random')).toBe(false)
    expect(owes(3, 100, 'fasting')).toBe(true)
    expect(owes(3, 99, 'fasting')).toBe(false)
    expect(owes(3, 199, 'twoHour')).toBe(true)
  })
})

describe('the card of older people', () => {
  const older = (answers: RuleCase['answers'], history: RuleCase['history'] = []): RuleCase => ({
    instrument: 'lansia',
    answers,
    history: history ?? [],
  })

  it('asks how height was found while height is due', () => {
    expect(required(older({}))).toContain('heightMethod')
    const history = [monthsAgo(6, 'lansia', { heightCm: 150, heightMethod: 'standing' })]
    expect(required(older({}, history))).not.toContain('heightMethod')
  })

  it('measures arm and calf where weight or height cannot be taken', () => {
    const history = [monthsAgo(1, 'lansia', { muacCm: 24 })]
    expect(required(older({}, history))).not.toContain('calfCm')
    expect(required(older({ weightKg: { state: 'cannotBeDone', reason: 'cannotStand' } }, history))).toEqual(
      expect.arrayContaining(['calfCm', 'muacCm']),
    )
  })

  it('asks for the companion of who cannot do everything alone', () => {
    const scored = (fewer: number) =>
      Object.fromEntries(aksItems.map(({ id, steps }, at) => [id, steps.at(at === 0 ? -1 - fewer : -1)]))
    expect(shown(older({}))).not.toContain('companion')
    expect(shown(older(scored(0)))).not.toContain('companion')
    expect(shown(older(scored(1)))).toContain('companion')
    expect(shown(older({}, [monthsAgo(3, 'lansia', scored(1))]))).toContain('companion')
  })
})

describe('home visits of adults', () => {
  it('ask nothing of who was not met', () => {
    const asked = required({ instrument: 'kr-dewasa', answers: { personMet: 'moved' } })
    expect(asked).toEqual(['personMet'])
    const older = required({ instrument: 'kr-lansia', answers: { personMet: 'notAtHome' } })
    expect(older).toEqual(['personMet'])
  })

  it('take the names of both forms', () => {
    const names = (instrument: string, prefix: string) => {
      const one = { instrument, answers: {} }
      const given = {
        [`${prefix}_suhu`]: 36.5,
        [`${prefix}_isi_piringku`]: 'ya',
        [`${prefix}_td_1th_tgl`]: addMonths(visitDay, -2),
        [`${prefix}_gd_1th_tempat`]: 'Pustu',
        [`${prefix}_ht_obat_ada`]: 'ya',
        [`${prefix}_dm_obat_24jam`]: 'tidak',
        [`${prefix}_rokok`]: 'pasif',
        [`${prefix}_tbc_batuk`]: 'tidak',
        [`${prefix}_lapor_nakes`]: 'ya',
        [`${prefix}_edukasi`]: 'ya',
      }
      const { unknown, problems } = parseAnswers(instrumentOf(instrument), given, contextIn(one))
      return [...unknown, ...problems.map(({ field }) => field)]
    }
    expect(names('kr-dewasa', 'kd')).toEqual([])
    expect(names('kr-lansia', 'kl')).toEqual([])
  })

  it('take a pressure that is written as a pair', () => {
    const one = { instrument: 'kr-dewasa', answers: {} }
    const read = (given: object) => parseAnswers(instrumentOf('kr-dewasa'), { ...given }, contextIn(one))
    const pair = { systolicMmHg: 150, diastolicMmHg: 95 }
    expect(read({ kd_td_1th_hasil: '150/95' }).answers['pressureCheckInYear']).toEqual(pair)
    expect(read({ kd_td_1th_hasil: ' 150 / 95 ' }).answers['pressureCheckInYear']).toEqual(pair)
    expect(read({ kd_gd_1th_hasil: '150/95' }).problems).toEqual([
      { code: 'notANumber', field: 'kd_gd_1th_hasil' },
    ])
  })

  it('find the dependent person who lives alone, also by the score of an earlier visit', () => {
    const history = [monthsAgo(3, 'kr-lansia', { aksInYear: { checked: true, score: 11 } })]
    const says = (answers: RuleCase['answers'], past: RuleCase['history'] = history) =>
      outcomeOf({ instrument: 'kr-lansia', answers, history: past ?? [] }, 'olderAlone')
    expect(says({ companion: 'alone' })).toBe('R-AK1 refer week dependentAndAlone')
    expect(says({ companion: 'alone' }, [])).toBe('R-AK1 counsel livesAlone')
    expect(says({ companion: 'family' })).toBe('R-AK1 normal hasCompanion')
  })
})

describe('questions that another answer of the same card settles', () => {
  it('asks for smoking once', () => {
    expect(required(adult({}))).toContain('smokedLastYear')
    expect(required(adult({ smokes: false }))).not.toContain('smokedLastYear')
    expect(shown(adult({ smokes: false }))).toContain('smokedLastYear')
  })

  it('asks for one questionnaire of the mind', () => {
    const phq = { phq4_1: 'notAtAll', phq4_2: 'notAtAll', phq4_3: 'notAtAll' }
    const both = { settings: { adultMentalScreening: 'srq20AndPhq4' } }
    expect(required(adult(phq))).toContain('srq01')
    expect(required(adult({ ...phq, phq4_4: 'notAtAll' }))).not.toContain('srq01')
    expect(required(adult({ ...phq, phq4_4: 'notAtAll', srq05: true }))).toContain('srq01')
    expect(required(adult({ ...phq, phq4_4: 'notAtAll' }, both))).toContain('srq01')
  })
})

describe('examinations of the breast and the cervix', () => {
  const told = (rule: string, answers: RuleCase['answers'], years = 35) =>
    outcomeOf(adult(answers, { years }), rule)

  it('are put off while pregnant', () => {
    const overdue = { sadanisLastOn: '2023-06-15', ivaLastOn: '2023-06-15' }
    expect(told('breastScreening', overdue)).toBe('R-CK1 counsel breastScreeningDue')
    expect(told('breastScreening', { ...overdue, pregnant: true })).toBe('')
    expect(told('cervicalScreening', { ...overdue, pregnant: true })).toBe('')
  })

  it('are followed up when positive, whoever had them', () => {
    const positive = { sadanisResult: 'positive', ivaResult: 'positive' }
    for (const one of [positive, { ...positive, pregnant: true }])
      for (const years of [25, 35]) {
        expect(told('breastScreening', one, years)).toBe('R-CK1 refer week breastScreenPositive')
        expect(told('cervicalScreening', one, years)).toBe('R-CK1 refer week cervicalScreenPositive')
      }
  })
})

describe('rows that only the ill have', () => {
  const home = (answers: RuleCase['answers']): RuleCase => ({ instrument: 'kr-dewasa', years: 50, answers })
  const missed = 'R-OB1 refer 3days medicineNotTaken'
  const gone = 'R-OB1 refer 3days medicineRanOut'

  it.each<[string, RuleCase['answers'], string]>([
    ['hypertensionMedicineTaken', { hypertensionMedicineAtHome: false }, gone],
    ['hypertensionMedicineTaken', { hypertensionMedicine: false }, missed],
    ['hypertensionMedicineTaken', { hypertensionMedicine: false, hypertensionDiagnosed: false }, ''],
    ['diabetesMedicineTaken', { diabetesMedicineAtHome: false }, gone],
    ['diabetesMedicineTaken', { diabetesMedicine: false }, missed],
    ['diabetesMedicineTaken', { diabetesMedicine: false, diabetesDiagnosed: false }, ''],
    ['diabetesMedicineTaken', { hypertensionMedicineAtHome: false }, ''],
  ])('%s of %j', (rule, answers, expected) => expect(outcomeOf(home(answers), rule)).toBe(expected))

  it('tell nothing of a person with low glucose who takes no medicine', () => {
    const low = { bloodGlucose: { mgPerDl: 60, kind: 'random' }, diabetesMedicine: false }
    expect(outcomeOf(adult(low), 'diabetesMedicineTaken')).toBe('')
    expect(outcomeOf(adult(low), 'glucose')).toBe('D-4 confirm today glucoseLow')
    expect(outcomeOf(adult({ ...low, diabetesMedicine: true }), 'glucose')).toBe(
      'D-4 emergency now glucoseLowEmergency',
    )
  })

  it('give the level of the illness to what was measured this month', () => {
    const month = { checked: true, on: '2026-06-01', systolicMmHg: 150, diastolicMmHg: 90 }
    expect(findingOf(home({ pressureCheckInMonth: month }))).toContain('R-TD2 refer week')
  })
})

const findingOf = (one: RuleCase): string =>
  visitOf(one)
    .findings.map(({ card, level, deadline }) => `${card} ${level} ${deadline}`)
    .join(' | ')
