import { describe, expect, it } from 'vitest'
import { fieldContextOf, isRequired, shownFields } from '#domain/instruments/index.ts'
import {
  contextOf,
  daysAgo,
  instrumentOf,
  monthsAgo,
  outcomeOf,
  type RuleCase,
} from '#tests/builders/rule-case.ts'

const contextFor = (one: RuleCase) =>
  fieldContextOf(instrumentOf(one.instrument), one.answers, contextOf(one))

/** Whether a field is asked of a person, and whether the visit is incomplete without it. */
const asked = (id: string, extra: Partial<RuleCase> = {}): 'required' | 'shown' | 'hidden' => {
  const one = { instrument: 'remaja', answers: {}, ...extra }
  const context = contextFor(one)
  const field = shownFields(instrumentOf(one.instrument), context).find((shown) => shown.id === id)
  if (!field) return 'hidden'
  return isRequired(field, context) ? 'required' : 'shown'
}

describe('R-7: when Hb of a girl is due', () => {
  const hb = { haemoglobinGPerDl: 12.5 }

  it('once at 12–14 and once at 15–17, not before and not of boys', () => {
    expect(asked('haemoglobinGPerDl', { birthDate: '2014-06-16' })).toBe('hidden')
    expect(asked('haemoglobinGPerDl', { birthDate: '2014-06-15' })).toBe('required')
    expect(asked('haemoglobinGPerDl', { birthDate: '2008-06-16' })).toBe('required')
    expect(asked('haemoglobinGPerDl', { years: 14, sex: 'male' })).toBe('hidden')
    expect(asked('haemoglobinGPerDl', { years: 16, answers: { pregnant: true } })).toBe('hidden')
  })

  it('not again in the same band, again in the next', () => {
    // She was twelve on 2026-06-15 and fifteen on 2029-06-15.
    const born = { birthDate: '2014-06-15' }
    const measured = [{ instrument: 'remaja', day: '2026-06-15', answers: hb }]
    const before = [{ instrument: 'remaja', day: '2026-06-14', answers: hb }]
    expect(asked('haemoglobinGPerDl', { ...born, day: '2029-06-14', history: measured })).toBe('hidden')
    expect(asked('haemoglobinGPerDl', { ...born, day: '2029-06-14', history: before })).toBe('required')
    expect(asked('haemoglobinGPerDl', { ...born, day: '2029-06-15', history: measured })).toBe('required')
  })

  it('is offered with signs, and after a low one', () => {
    expect(asked('haemoglobinGPerDl', { years: 9, answers: { anaemiaPallor: ['palms'] } })).toBe('shown')
    expect(asked('haemoglobinGPerDl', { years: 9, answers: { anaemiaPallor: [] } })).toBe('hidden')
    expect(
      asked('haemoglobinGPerDl', {
        years: 13,
        history: [monthsAgo(1, 'remaja', { haemoglobinGPerDl: 11.9 })],
      }),
    ).toBe('shown')
    expect(
      asked('haemoglobinGPerDl', { years: 13, history: [monthsAgo(1, 'remaja', { haemoglobinGPerDl: 12 })] }),
    ).toBe('hidden')
  })
})

describe('R-8: to whom tablets are owed', () => {
  const owed = (extra: Partial<RuleCase>) => asked('ironTabletThisWeek', extra)

  it('to girls from class 7, or from 12 years where they are not in school', () => {
    expect(owed({ birthDate: '2016-06-16' })).toBe('hidden')
    expect(owed({ birthDate: '2016-06-15' })).toBe('shown')
    expect(owed({ years: 13, answers: { schoolClass: '6' } })).toBe('shown')
    expect(owed({ years: 11, answers: { schoolClass: '7' } })).toBe('required')
    expect(owed({ years: 11, answers: { schoolClass: 'notInSchool' } })).toBe('shown')
    expect(owed({ years: 12, answers: { schoolClass: 'notInSchool' } })).toBe('required')
    expect(owed({ years: 12 })).toBe('required')
    expect(owed({ years: 14, sex: 'male' })).toBe('hidden')
    expect(owed({ years: 16, answers: { pregnant: true } })).toBe('hidden')
  })

  it('by the number of tablets in four weeks, which the puskesmas may lower', () => {
    const at = (taken: number, settings = {}) =>
      outcomeOf(
        { instrument: 'remaja', years: 14, answers: { ironTabletsFourWeeks: taken }, settings },
        'ironTablets',
      )
    expect(at(4)).toBe('R-8 normal ironTaken')
    expect(at(3)).toBe('R-8 counsel ironTakenSometimes')
    expect(at(3, { ironTabletsKeptFrom: 3 })).toBe('R-8 normal ironTaken')
    expect(at(1)).toBe('R-8 counsel ironTakenSometimes')
    expect(at(0)).toBe('R-8 counsel ironNotTaken')
  })
})

describe('what comes round', () => {
  it('eyes and ears every six months, or twelve by the setting', () => {
    const last = (months: number, day?: string) => ({
      history: [{ ...monthsAgo(months, 'remaja', { fingerCountRight: 'normal' }), ...(day && { day }) }],
    })
    expect(asked('fingerCountRight')).toBe('required')
    expect(asked('fingerCountRight', last(6, '2025-12-16'))).toBe('hidden')
    expect(asked('fingerCountRight', last(6))).toBe('required')
    expect(asked('fingerCountRight', { ...last(6), settings: { sightHearingEveryMonths: 12 } })).toBe(
      'hidden',
    )
    expect(asked('fingerCountRight', { ...last(12), settings: { sightHearingEveryMonths: 12 } })).toBe(
      'required',
    )
    expect(asked('fingerCountRightRepeat', { answers: { fingerCountRight: 'repeat' } })).toBe('required')
    expect(asked('fingerCountRightRepeat', { answers: { fingerCountRight: 'impaired' } })).toBe('hidden')
    expect(asked('whisperRight', { answers: { wordsHeardRight: 4 } })).toBe('shown')
  })

  it('smoking from 10 years or class 4, once a year', () => {
    expect(asked('smokingStatus', { birthDate: '2016-06-16' })).toBe('hidden')
    expect(asked('smokingStatus', { birthDate: '2016-06-15' })).toBe('required')
    expect(asked('smokingStatus', { years: 9, answers: { schoolClass: '4' } })).toBe('required')
    expect(asked('smokingStatus', { years: 9, answers: { schoolClass: '3' } })).toBe('hidden')
    const before = (day: string) => [{ instrument: 'remaja', day, answers: { smokingStatus: 'never' } }]
    expect(asked('smokingStatus', { history: before('2025-06-16') })).toBe('hidden')
    expect(asked('smokingStatus', { history: before('2025-06-15') })).toBe('required')
    expect(asked('smokingKind', { answers: { smokingStatus: 'sometimes' } })).toBe('shown')
    expect(asked('smokingKind', { answers: { smokingStatus: 'tried' } })).toBe('hidden')
  })

  it('mental health until it was done, then a year later', () => {
    const before = (status: string, day: string) => ({
      history: [{ instrument: 'remaja', day, answers: { mentalScreeningStatus: status } }],
    })
    expect(asked('mentalScreeningStatus', before('notYet', '2026-05-15'))).toBe('required')
    expect(asked('mentalScreeningStatus', before('done', '2025-06-16'))).toBe('hidden')
    expect(asked('mentalScreeningStatus', before('done', '2025-06-15'))).toBe('required')
  })

  it('symptoms of diabetes once a year, and blood pressure at every visit of a child with a risk', () => {
    const day = (one: string) => [{ instrument: 'remaja', day: one, answers: { diabetesSymptoms: [] } }]
    expect(asked('diabetesSymptoms', { years: 8, history: day('2025-06-16') })).toBe('hidden')
    expect(asked('diabetesSymptoms', { years: 8, history: day('2025-06-15') })).toBe('required')
    const measured = [daysAgo(30, 'remaja', { bloodPressure: { systolicMmHg: 95, diastolicMmHg: 60 } })]
    expect(asked('bloodPressure', { years: 8, history: measured })).toBe('shown')
    expect(
      asked('bloodPressure', { years: 8, history: measured, answers: { pressureRisks: ['kidney'] } }),
    ).toBe('required')
  })

  it('malaria and skin disease only where they occur', () => {
    expect(asked('malariaSymptoms')).toBe('hidden')
    expect(asked('malariaSymptoms', { settings: { malariaEndemic: true } })).toBe('shown')
    expect(asked('numbSkinPatch', { settings: { malariaEndemic: true } })).toBe('hidden')
    expect(asked('numbSkinPatch', { settings: { skinDiseaseEndemic: true } })).toBe('shown')
  })
})

describe('the header', () => {
  it('asks history from 15 years and behaviour from 10; the tick for smoking is only understood', () => {
    expect(asked('familyDiabetes', { birthDate: '2011-06-16' })).toBe('hidden')
    expect(asked('familyDiabetes', { birthDate: '2011-06-15' })).toBe('shown')
    expect(asked('highSugar', { birthDate: '2016-06-16' })).toBe('hidden')
    expect(asked('highSugar', { birthDate: '2016-06-15' })).toBe('shown')
    expect(asked('drinksAlcohol', { years: 14 })).toBe('hidden')
    expect(asked('smokes', { years: 16 })).toBe('hidden')
  })

  it('is gone through again after a year, once anything is known', () => {
    const known = { years: 16, answers: { highSugar: false } }
    expect(asked('historyReviewed', { years: 16 })).toBe('hidden')
    expect(asked('historyReviewed', known)).toBe('shown')
    const reviewed = (day: string) => [{ instrument: 'remaja', day, answers: { historyReviewed: true } }]
    expect(asked('historyReviewed', { ...known, history: reviewed('2025-06-16') })).toBe('hidden')
    expect(asked('historyReviewed', { ...known, history: reviewed('2025-06-15') })).toBe('shown')
  })

  it('calls behaviour healthy only when all that the age is asked was answered', () => {
    const no = {
      highSugar: false,
      highSalt: false,
      highFat: false,
      littleActivity: false,
      fewVegetables: false,
    }
    const says = (years: number, answers: RuleCase['answers']) =>
      outcomeOf({ instrument: 'remaja', years, answers }, 'riskBehaviour')
    expect(says(14, no)).toBe('§1.2 normal behaviourHealthy')
    expect(says(15, no)).toBe('')
    expect(says(15, { ...no, drinksAlcohol: false })).toBe('§1.2 normal behaviourHealthy')
    expect(says(14, { ...no, highFat: { state: 'unknown' } })).toBe('')
  })
})

describe('R-KR-REMAJA: nobody met', () => {
  it('asks nothing more', () => {
    const away = { instrument: 'kr-remaja', answers: { personMet: 'notAtHome' } }
    expect(asked('eatsByIsiPiringku', away)).toBe('hidden')
    expect(asked('tbcCough', away)).toBe('hidden')
    expect(asked('tbcCough', { instrument: 'kr-remaja' })).toBe('required')
    expect(asked('reportedToNakesOn', { instrument: 'kr-remaja', answers: { temperatureC: 37.4 } })).toBe(
      'shown',
    )
    expect(asked('reportedToNakesOn', { instrument: 'kr-remaja', answers: { temperatureC: 37.5 } })).toBe(
      'required',
    )
  })
})
