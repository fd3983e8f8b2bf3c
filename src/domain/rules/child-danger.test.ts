import { describe, expect, it } from 'vitest'
import { fieldContextOf, requiredFields, shownFields } from '#domain/instruments/index.ts'
import { contextOf, findingsOf, instrumentOf, outcomeOf, type RuleCase } from '#tests/builders/rule-case.ts'
import { childSignQuestions, childSigns, infantSignQuestions, type ChildSign } from './child-signs.ts'

const ids = (one: RuleCase) => {
  const instrument = instrumentOf(one.instrument)
  const context = fieldContextOf(instrument, one.answers, contextOf(one))
  return {
    shown: shownFields(instrument, context).map(({ id }) => id),
    required: requiredFields(instrument, context).map(({ id }) => id),
  }
}

describe('danger signs by age', () => {
  const levelOf = (sign: ChildSign, days: number) => {
    const one = { instrument: 'balita', days, answers: { childDangerSigns: [sign] } }
    return outcomeOf(one, days < 60 ? 'youngInfantDangerSign' : 'childDangerSign')
  }
  const judgedApart: ReadonlySet<ChildSign> = new Set(['highFever', 'cold', 'jaundice', 'weightNotRising'])

  it.each(childSigns.filter((sign) => !judgedApart.has(sign)))(
    '%s of a young infant is an emergency through day 59',
    (sign) => {
      for (const days of [0, 28, 59])
        expect(levelOf(sign, days)).toBe('R-BY-BAHAYA emergency now childDangerSign')
    },
  )

  const emergencies: ReadonlySet<ChildSign> = new Set([
    'cannotDrink',
    'vomitsEverything',
    'convulsion',
    'lethargic',
    'moaning',
    'breathingHard',
    'blue',
    'bleeding',
    'earSwelling',
    'diarrhoeaWithDanger',
  ])
  it.each(childSigns)('%s from day 60', (sign) => {
    if (sign === 'stiffNeck' || sign === 'highFever' || sign === 'diarrhoea') return
    const expected = emergencies.has(sign)
      ? 'R-AN-BAHAYA emergency now childDangerSign'
      : 'R-AN-BAHAYA refer today childSignToday'
    expect(levelOf(sign, 60)).toBe(expected)
  })

  it('has a question for each sign of the checklists, of one sign only', () => {
    const asked = [...infantSignQuestions, ...childSignQuestions].map(({ sign }) => sign)
    for (const sign of ['cannotDrink', 'jaundice', 'cordInfected', 'stiffNeck'] as const)
      expect(asked).toContain(sign)
    for (const questions of [infantSignQuestions, childSignQuestions])
      expect(new Set(questions.map(({ sign }) => sign)).size).toBe(questions.length)
  })

  it('says both what is an emergency and what is seen today', () => {
    const one = {
      instrument: 'kr-balita',
      months: 20,
      answers: { childHardBreathing: true, childLittleUrine: true },
    }
    expect(findingsOf(one, 'childDangerSign').map(({ level, fields }) => [level, ...fields])).toEqual([
      ['emergency', 'childHardBreathing'],
      ['refer', 'childLittleUrine'],
    ])
  })

  it('takes breathlessness and convulsion among the symptoms for signs', () => {
    const at = (days: number, symptom: string, rule: string) =>
      outcomeOf({ instrument: 'balita', days, answers: { sicknessSigns: [symptom] } }, rule)
    for (const symptom of ['breathless', 'convulsion']) {
      expect(at(59, symptom, 'youngInfantDangerSign')).toContain('emergency')
      expect(at(60, symptom, 'childDangerSign')).toContain('emergency')
    }
    for (const symptom of ['vomiting', 'diarrhoea']) {
      expect(at(59, symptom, 'youngInfantDangerSign')).toContain('emergency')
      expect(at(60, symptom, 'childDangerSign')).not.toContain('emergency')
    }
  })

  it('calls nothing free of danger that was only partly asked', () => {
    const answers = Object.fromEntries(childSignQuestions.map(({ id }) => [id, false]))
    const at = (more: RuleCase['answers']) =>
      outcomeOf({ instrument: 'kr-balita', months: 20, answers: { ...answers, ...more } }, 'childDangerSign')
    expect(at({})).toBe('R-AN-BAHAYA normal noDangerSign')
    expect(at({ childWeak: undefined })).toBe('R-AN-BAHAYA notAssessed notMeasured')
    expect(at({ childHighFever: true })).toBe('')
  })
})

describe('the rows of the home-visit checklist', () => {
  const none = (rows: string) =>
    Object.fromEntries(rows.split(' ').map((row) => [cardIdToId.get(row) ?? row, false]))
  const cardIdToId = new Map(
    [...infantSignQuestions, ...childSignQuestions].map(({ id, cardId }) => [cardId, id]),
  )
  const childRows = none(
    'ba_napas ba_batuk ba_demam ba_diare ba_kencing ba_warna_kulit ba_aktivitas ba_hisapan ba_makan ba_bb_tidak_naik',
  )
  const infantRows = none(
    'bb_napas bb_aktivitas bb_warna_kulit bb_hisapan bb_kejang bb_suhu bb_bab bb_kencing bb_tali_pusat bb_mata bb_kulit',
  )

  it('are the whole list at home, what is asked besides is not', () => {
    const child = { instrument: 'kr-balita', months: 20, answers: childRows }
    const infant = { instrument: 'kr-bayi', days: 10, answers: infantRows }
    expect(outcomeOf(child, 'childDangerSign')).toBe('R-AN-BAHAYA normal noDangerSign')
    expect(outcomeOf(infant, 'youngInfantDangerSign')).toBe('R-BY-BAHAYA normal noDangerSign')
    expect(ids(child).shown).toContain('childConvulsion')
    expect(ids(child).required).not.toContain('childConvulsion')
    expect(ids(infant).required).not.toContain('infantVomiting')
    expect(outcomeOf({ ...child, answers: { ...childRows, childBleeding: true } }, 'childDangerSign')).toBe(
      'R-AN-BAHAYA emergency now childDangerSign',
    )
  })

  it('are not enough on the card of the posyandu, which has another list', () => {
    const child = { instrument: 'balita', months: 20, answers: { ...childRows, sicknessSigns: ['cough'] } }
    expect(outcomeOf(child, 'childDangerSign')).toBe('R-AN-BAHAYA notAssessed notMeasured')
    expect(ids(child).required).toContain('childConvulsion')
  })
})

describe('which signs are asked', () => {
  it('cord, jaundice and first stool through day 28, the list of young infants through day 59', () => {
    const at = (days: number) => ids({ instrument: 'balita', days, answers: {} })
    for (const id of ['infantCordInfected', 'infantJaundice', 'noStoolSinceBirth']) {
      expect(at(28).required).toContain(id)
      expect(at(29).shown).not.toContain(id)
    }
    expect(at(59).required).toContain('infantConvulsion')
    expect(at(60).shown).not.toContain('infantConvulsion')
  })

  it('on the card of a child that is ill or malnourished, at home of everybody', () => {
    const card = (answers: RuleCase['answers']) => ids({ instrument: 'balita', months: 20, answers })
    expect(card({ sicknessSigns: [] }).shown).not.toContain('childConvulsion')
    expect(card({ sicknessSigns: ['cough'] }).required).toContain('childConvulsion')
    expect(card({ sicknessSigns: [], muacCm: 11.4 }).required).toContain('childConvulsion')
    expect(card({ sicknessSigns: ['cough'] }).shown).not.toContain('childWeightNotRising')
    const home = ids({ instrument: 'kr-balita', months: 20, answers: {} })
    expect(home.required).toContain('childWeightNotRising')
    expect(ids({ instrument: 'kr-balita', months: 24, answers: {} }).shown).not.toContain('childWeakSucking')
  })

  it('of nobody who was not at home', () => {
    const at = (answers: RuleCase['answers']) => ids({ instrument: 'kr-bayi', days: 10, answers }).shown
    expect(at({ personMet: 'met' })).toContain('infantConvulsion')
    expect(at({ personMet: 'notAtHome' })).not.toContain('infantConvulsion')
  })

  it('a second count only after a fast one', () => {
    const at = (breathsPerMinute: number, days = 30) =>
      ids({ instrument: 'balita', days, answers: { breathsPerMinute } }).shown.includes(
        'breathsPerMinuteAgain',
      )
    expect([at(59), at(60), at(60, 60)]).toEqual([false, true, false])
  })
})

describe('jaundice', () => {
  const says = (days: number, answers: RuleCase['answers']) =>
    outcomeOf(
      { instrument: 'balita', days, answers: { infantJaundice: true, ...answers } },
      'youngInfantJaundice',
    )
  it('is an emergency on day 0 and after day 14', () => {
    expect(says(0, {})).toContain('emergency now')
    expect(says(1, {})).toBe('R-BY-BAHAYA refer today jaundice')
    expect(says(14, {})).toBe('R-BY-BAHAYA refer today jaundice')
    expect(says(15, {})).toBe('R-BY-BAHAYA emergency now jaundiceEmergency')
    expect(says(59, {})).toContain('emergency now')
  })
  it.each([
    { jaundiceWithin24Hours: true },
    { jaundicePalmsSoles: true },
    { infantPoorFeeding: true },
    { temperatureC: 36.4 },
    { temperatureC: 37.5 },
    { breathsPerMinute: 60 },
    { breathsPerMinute: 29 },
    { noStoolSinceBirth: true },
  ])('is an emergency with %o', (more) => expect(says(5, more)).toContain('emergency now'))
  it.each([
    { jaundiceWithin24Hours: false, jaundicePalmsSoles: false },
    { infantPoorFeeding: false, temperatureC: 36.5, breathsPerMinute: 59 },
    { breathsPerMinute: 62, breathsPerMinuteAgain: 58 },
  ])('is seen today with %o', (more) => expect(says(5, more)).toBe('R-BY-BAHAYA refer today jaundice'))
  it('leaves older children to the other page', () => {
    const one = { instrument: 'balita', days: 60, answers: { childDangerSigns: ['jaundice'] } }
    expect(outcomeOf(one, 'youngInfantJaundice')).toBe('')
    expect(outcomeOf(one, 'childDangerSign')).toContain('refer today')
  })
})

describe('the first stool', () => {
  it('is missed only of a newborn that never had one', () => {
    const at = (days: number, noStoolSinceBirth: boolean) =>
      outcomeOf({ instrument: 'kr-bayi', days, answers: { noStoolSinceBirth } }, 'firstStool')
    expect(at(1, true)).toBe('R-BY-BAHAYA confirm noStoolYet')
    expect(at(2, true)).toBe('R-BY-BAHAYA refer today noStoolSinceBirth')
    expect(at(3, true)).toBe('R-BY-BAHAYA emergency now noStoolSinceBirth')
    expect(at(28, true)).toContain('emergency')
    expect(at(29, true)).toBe('')
    expect(at(10, false)).toBe('')
  })
})

describe('severe malnutrition with a sign', () => {
  it('is an emergency, however the sign was told', () => {
    const at = (more: RuleCase['answers']) =>
      outcomeOf({ instrument: 'balita', months: 20, answers: { muacCm: 11.4, ...more } }, 'childMuac')
    expect(at({})).toBe('R-AN-LILA refer today muacRed')
    expect(at({ childCannotDrink: true })).toBe('R-AN-LILA emergency now muacRed')
    expect(at({ sicknessSigns: ['convulsion'] })).toBe('R-AN-LILA emergency now muacRed')
    expect(at({ childLittleUrine: true })).toBe('R-AN-LILA refer today muacRed')
  })
})
