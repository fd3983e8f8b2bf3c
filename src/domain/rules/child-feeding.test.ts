import { describe, expect, it } from 'vitest'
import { fieldContextOf, requiredFields, shownFields } from '#domain/instruments/index.ts'
import { addDays } from '#domain/time/calendar-day.ts'
import {
  contextOf,
  findingsOf,
  instrumentOf,
  monthsAgo,
  outcomeOf,
  type RuleCase,
} from '#tests/builders/rule-case.ts'
import { leastMeals } from './child-feeding.ts'
import { openCampaign } from './child-supplements.ts'
import { defaultSettings, settingsWith } from '#domain/settings.ts'

const ids = (one: RuleCase) => {
  const instrument = instrumentOf(one.instrument)
  const context = fieldContextOf(instrument, one.answers, contextOf(one))
  return {
    shown: shownFields(instrument, context).map(({ id }) => id),
    required: requiredFields(instrument, context).map(({ id }) => id),
  }
}

describe('breast milk and other food', () => {
  it('are asked at their ages', () => {
    const at = (months: number) => ids({ instrument: 'balita', months, answers: {} })
    expect(at(5).required).toContain('exclusiveBreastfeeding')
    expect(at(6).required).not.toContain('exclusiveBreastfeeding')
    expect(at(6).shown).toContain('exclusiveBreastfeeding')
    expect(at(7).shown).not.toContain('exclusiveBreastfeeding')
    expect(at(5).shown).not.toContain('complementaryFeeding')
    expect(at(6).required).toContain('complementaryFeeding')
    expect(at(23).required).toContain('complementaryFeeding')
    expect(at(24).shown).not.toContain('complementaryFeeding')
  })

  it('two main meals to eight months, three from nine', () =>
    expect([6, 8, 9, 23].map(leastMeals)).toEqual([2, 2, 3, 3]))

  const fed = (months: number, answers: RuleCase['answers']) =>
    outcomeOf({ instrument: 'balita', months, answers }, 'complementaryFeeding')
  it('is right for the age with enough meals of staple, animal food and a plant', () => {
    const groups = ['staple', 'animalProtein', 'fruit']
    expect(fed(8, { complementaryFoodGroups: groups, mealsYesterday: 2 })).toContain('normal')
    expect(fed(8, { complementaryFoodGroups: groups, mealsYesterday: 1 })).toContain('counsel')
    expect(fed(9, { complementaryFoodGroups: groups, mealsYesterday: 2 })).toContain('counsel')
    expect(fed(9, { complementaryFoodGroups: groups, mealsYesterday: 3 })).toContain('normal')
    for (const without of groups)
      expect(fed(9, { complementaryFoodGroups: groups.filter((one) => one !== without) })).toContain(
        'counsel',
      )
    for (const plant of ['plantProtein', 'vegetables', 'fruit'])
      expect(fed(9, { complementaryFoodGroups: ['staple', 'animalProtein', plant] })).toContain('normal')
    expect(fed(9, { complementaryFeeding: true, mealsYesterday: 2 })).toContain('counsel')
    expect(fed(9, { complementaryFeeding: false, complementaryFoodGroups: groups })).toContain('counsel')
  })

  it('a month that was "no" once stays so', () => {
    const history = [
      monthsAgo(3, 'balita', { exclusiveBreastfeeding: false }),
      monthsAgo(2, 'kr-bayi', { exclusiveBreastfeeding: true }),
    ]
    const one = { instrument: 'balita', months: 5, history, answers: { exclusiveBreastfeeding: true } }
    expect(outcomeOf(one, 'exclusiveBreastfeeding')).toBe('R-AN-ASI counsel exclusiveBreastfeedingEnded')
  })
})

describe('vitamin A and deworming', () => {
  const birth = '2024-01-05'
  const says = (day: string, answers: RuleCase['answers'], rule: string, extra: Partial<RuleCase> = {}) =>
    outcomeOf({ instrument: 'balita', birthDate: birth, day, answers, ...extra }, rule)

  it('are open in February, August and the month after', () => {
    const at = (day: string, settings = defaultSettings) => openCampaign('vitaminA', { day, settings })
    expect(['2026-01-31', '2026-02-01', '2026-03-31', '2026-04-01'].map((day) => at(day))).toEqual([
      undefined,
      '2026-02',
      '2026-02',
      undefined,
    ])
    expect(['2026-07-31', '2026-08-01', '2026-09-30', '2026-10-01'].map((day) => at(day))).toEqual([
      undefined,
      '2026-08',
      '2026-08',
      undefined,
    ])
    const moved = settingsWith({ vitaminAFirstMonth: 6 })
    expect([at('2026-12-31', moved), at('2027-01-31', moved)]).toEqual(['2026-12', '2026-12'])
    const once = settingsWith({ dewormingPerYear: 1 })
    expect(openCampaign('deworming', { day: '2026-08-10', settings: once })).toBeUndefined()
  })

  it('are owed in the months of the campaign, offered in the one after', () => {
    const at = (day: string, id: string) => {
      const { shown, required } = ids({ instrument: 'balita', birthDate: birth, day, answers: {} })
      return [shown.includes(id), required.includes(id)]
    }
    for (const id of ['vitaminA', 'dewormed']) {
      expect(at('2026-01-31', id)).toEqual([false, false])
      expect(at('2026-02-01', id)).toEqual([true, true])
      expect(at('2026-02-28', id)).toEqual([true, true])
      expect(at('2026-03-01', id)).toEqual([true, false])
      expect(at('2026-04-01', id)).toEqual([false, false])
    }
  })

  it('a child that had its capsule this campaign has missed nothing', () => {
    const given = { instrument: 'balita', day: '2026-02-10', answers: { vitaminA: 'red' } }
    const none = { vitaminA: 'none' }
    expect(says('2026-03-10', none, 'childVitaminA')).toBe('R-AN-VITA counsel vitaminAMissed')
    expect(says('2026-03-10', none, 'childVitaminA', { history: [given] })).toBe('')
    expect(says('2026-08-10', none, 'childVitaminA', { history: [given] })).toContain('vitaminAMissed')
    expect(says('2026-04-10', none, 'childVitaminA')).toBe('')
  })

  it('neither has one whose book or record of services says so', () => {
    const past = (answers: RuleCase['answers']) => ({
      history: [{ instrument: 'pelayanan', day: '2026-03-01', answers }],
    })
    const none = { vitaminA: 'none', dewormed: false }
    const served = (serviceKind: string, givenOn: string) => past({ serviceKind, givenOn })
    expect(says('2026-03-10', none, 'childVitaminA', served('vitaminA', '2026-02-01'))).toBe('')
    expect(says('2026-03-10', none, 'childVitaminA', served('vitaminA', '2026-01-31'))).toContain('Missed')
    expect(says('2026-03-10', none, 'childVitaminA', past({ vitaminARedOn: '2026-02-28' }))).toBe('')
    expect(says('2026-03-10', none, 'childDeworming', served('deworming', '2026-02-28'))).toBe('')
    expect(says('2026-03-10', none, 'childDeworming', served('vitaminA', '2026-02-28'))).toContain('Missed')
    expect(says('2026-03-10', none, 'childDeworming', past({ dewormedOn: '2026-02-10' }))).toBe('')
  })

  it('go by the age on the day', () => {
    const capsule = (months: number, vitaminA: string) =>
      outcomeOf({ instrument: 'balita', months, answers: { vitaminA } }, 'childVitaminA')
    expect(capsule(5, 'blue')).toContain('vitaminAOutOfAge')
    expect([capsule(6, 'blue'), capsule(11, 'blue'), capsule(12, 'red'), capsule(59, 'red')]).toEqual(
      Array.from({ length: 4 }, () => 'R-AN-VITA normal vitaminAGiven'),
    )
    expect(capsule(11, 'red')).toContain('vitaminAWrongCapsule')
    expect(capsule(12, 'blue')).toContain('vitaminAWrongCapsule')
    expect(capsule(60, 'red')).toContain('vitaminAOutOfAge')
    const tablets = (months: number) =>
      findingsOf({ instrument: 'balita', months, answers: { dewormed: true } }, 'childDeworming')[0]
    expect(tablets(11)?.code).toBe('dewormingTooYoung')
    expect([tablets(12), tablets(23), tablets(24)].map((one) => one?.facts['tablets'])).toEqual([0.5, 0.5, 1])
  })

  it('at home the last ended campaign counts, for whoever was of age in it', () => {
    const at = (birthDate: string, answers: RuleCase['answers']) =>
      outcomeOf(
        { instrument: 'kr-balita', birthDate, answers: { kiaBook: 'shown', ...answers } },
        'homeVitaminA',
      )
    // Six months old on the last day of February 2026, and a day too young.
    expect(at('2025-08-28', {})).toContain('homeVitaminAMissed')
    expect(at('2025-09-01', {})).toBe('')
    expect(at('2025-08-28', { vitaminABlueOn: '2026-03-20' })).toContain('homeVitaminAGiven')
    // The last day of 59 months on the day of the visit, and the first of 60.
    expect(at('2021-06-16', {})).toContain('homeVitaminAMissed')
    expect(at('2021-06-15', {})).toBe('')
  })
})

describe('food for recovery', () => {
  const group = (answers: RuleCase['answers'], extra: Partial<RuleCase> = {}) => {
    const [found] = findingsOf(
      { instrument: 'balita', months: 12, sex: 'male', answers, ...extra },
      'recoveryFood',
    )
    return found && [found.facts['group'], found.facts['days']]
  }
  const length = (lengthHeightCm: number) => ({ lengthHeight: { lengthHeightCm, position: 'lying' } })

  it('is for wasting, low weight and no gain, each with its days', () => {
    expect(group({ muacCm: 12.4 })).toEqual(['wasted', 56])
    expect(group({ muacCm: 12.5 })).toBeUndefined()
    expect(group({ muacCm: 11.4 })).toBeUndefined()
    expect(group({ weightKg: 7.5, ...length(75) })).toEqual(['wasted', 56])
    expect(group({ weightKg: 7.5, ...length(70) })).toEqual(['underweight', 28])
    const history = [monthsAgo(1, 'balita', { weightKg: 9.5 })]
    expect(group({ weightKg: 9.6, ...length(75) }, { history })).toEqual(['notGained', 14])
    expect(group({ weightKg: 9.7, ...length(75) }, { history })).toBeUndefined()
    expect(group({ weightKg: 6.3, ...length(75) })).toBeUndefined()
    expect(group({ muacCm: 12.4, bilateralOedema: 'grade1' })).toBeUndefined()
  })

  it('begins at six months and ends with 59', () => {
    const at = (birthDate: string, settings = {}) =>
      group({ weightKg: 5 }, { birthDate, settings, history: [monthsAgo(1, 'balita', { weightKg: 5 })] })
    expect(at('2025-12-15')).toBeDefined()
    expect(at('2025-12-16')).toBeUndefined()
    expect(at('2025-12-16', { recoveryFoodFromMonths: 0 })).toBeDefined()
    expect(group({ muacCm: 12.4 }, { birthDate: '2021-06-16' })).toBeDefined()
    expect(group({ weightKg: 12 }, { birthDate: '2021-06-15' })).toBeUndefined()
  })

  it('takes its days from the settings', () => {
    expect(group({ muacCm: 12.4 }, { settings: { recoveryFoodDaysWasted: 90 } })).toEqual(['wasted', 90])
  })

  it('is no gap of a child that was weighed and needs none', () => {
    const says = (answers: RuleCase['answers'], history: RuleCase['history'] = []) =>
      outcomeOf(
        { instrument: 'balita', months: 12, answers: { recoveryFoodEaten: false, ...answers }, history },
        'recoveryFood',
      )
    expect(says({ weightKg: 9.6 })).toBe('')
    expect(says({})).toBe('R-AN-RUJUK counsel recoveryFoodNotEaten')
    expect(says({ weightKg: 9.6, muacCm: 12.4 })).toBe('R-AN-RUJUK counsel recoveryFoodNotEaten')
    expect(says({ weightKg: 9.6 }, [monthsAgo(1, 'balita', { recoveryFoodEaten: true })])).toContain(
      'counsel',
    )
  })

  it('is asked for where it is due or was eaten before, with portions on one variant', () => {
    const shown = (extra: Partial<RuleCase>) =>
      ids({ instrument: 'balita', months: 12, answers: {}, ...extra }).shown
    expect(shown({})).not.toContain('recoveryFoodEaten')
    expect(shown({ answers: { muacCm: 12.4 } })).toContain('recoveryFoodEaten')
    expect(shown({ history: [monthsAgo(1, 'balita', { recoveryFoodEaten: true })] })).toContain(
      'recoveryFoodEaten',
    )
    expect(shown({ answers: { muacCm: 12.4 } })).not.toContain('recoveryFoodPortions')
    expect(shown({ answers: { muacCm: 12.4 }, settings: { childCardVariant: 'portions' } })).toContain(
      'recoveryFoodPortions',
    )
  })
})

describe('a child born early', () => {
  const facts = (extra: Partial<RuleCase>) =>
    findingsOf(
      { instrument: 'balita', months: 10, answers: { gestationAtBirthWeeks: 32, weightKg: 8 }, ...extra },
      'bornEarly',
    )[0]?.facts
  it('has a corrected age beside its own until 24 months', () => {
    expect(facts({})).toMatchObject({ weeks: 32, correctedMonths: 8 })
    expect(facts({})?.['correctedWaz']).toBeTypeOf('number')
    expect(facts({ months: 24 })).toBeUndefined()
    expect(facts({ birthDate: addDays('2024-06-15', 1) })).toBeDefined()
    expect(facts({ settings: { prematureCorrectionUntilMonths: 0 } })).toBeUndefined()
    expect(facts({ answers: { gestationAtBirthWeeks: 37 } })).toBeUndefined()
    expect(facts({ days: 55 })).toEqual({ weeks: 32 })
  })
  it('may use the KPSP form of either age', () => {
    const instrument = instrumentOf('kpsp')
    const field = instrument.fields.find(({ id }) => id === 'kpspForm')
    const doubt = (form: string, weeks: number) => {
      const answers = { gestationAtBirthWeeks: weeks }
      return field?.doubt?.(
        form,
        fieldContextOf(instrument, answers, contextOf({ instrument: 'kpsp', months: 10, answers })),
      )
    }
    expect(doubt('9', 40)).toBeUndefined()
    expect(doubt('6', 40)).toMatchObject({ code: 'kpspFormUnusual', facts: { usual: 9 } })
    expect(doubt('6', 32)).toBeUndefined()
    expect(doubt('9', 32)).toBeUndefined()
  })
})

describe('the label of the printed column', () => {
  const label = (answers: RuleCase['answers'], rule: string, settings = {}) =>
    findingsOf({ instrument: 'balita', months: 12, sex: 'male', answers, settings }, rule)[0]?.facts[
      'cardLabel'
    ]
  it('follows the set of the puskesmas', () => {
    const sizes = { childCardLabels: 'sizes' }
    expect(label({ muacCm: 11.4 }, 'childMuac')).toBe('armRed')
    expect(label({ muacCm: 11.4 }, 'childMuac', sizes)).toBe('armVeryThin')
    expect(label({ muacCm: 12.4 }, 'childMuac', sizes)).toBe('armThin')
    expect(label({ headCircumferenceCm: 43 }, 'headForAge')).toBe('headBelow')
    expect(label({ headCircumferenceCm: 43 }, 'headForAge', sizes)).toBe('headSmall')
    expect(label({ headCircumferenceCm: 42 }, 'headForAge', sizes)).toBe('headVerySmall')
    expect(label({ headCircumferenceCm: 46 }, 'headForAge', sizes)).toBe('headNormal')
  })
})

describe('home visits', () => {
  it('belong to children below six months, and from there to 71', () => {
    const applies = (instrument: string, birthDate: string) =>
      instrumentOf(instrument).appliesTo({ sex: 'male', birthDate }, '2026-06-15')
    expect([applies('kr-bayi', '2025-12-16'), applies('kr-balita', '2025-12-16')]).toEqual([true, false])
    expect([applies('kr-bayi', '2025-12-15'), applies('kr-balita', '2025-12-15')]).toEqual([false, true])
    expect([applies('kr-balita', '2020-06-16'), applies('kr-balita', '2020-06-15')]).toEqual([true, false])
  })

  it('ask newborn visits through day 59 and doses of the age', () => {
    const shown = (days: number, settings = {}) =>
      ids({ instrument: 'kr-bayi', days, answers: {}, settings }).shown
    expect(shown(59)).toContain('newbornVisit3')
    expect(shown(60)).not.toContain('newbornVisit3')
    expect(shown(50)).toContain('hb0GivenOn')
    expect(shown(50)).not.toContain('dpt1GivenOn')
    expect(shown(70)).toContain('dpt1GivenOn')
    expect(shown(70)).not.toContain('hexa1GivenOn')
    expect(shown(70, { hexavalentVaccine: true })).toContain('hexa1GivenOn')
  })

  it('misses a newborn visit from the day after its window', () => {
    const at = (days: number, answers: RuleCase['answers'] = {}) =>
      findingsOf({ instrument: 'kr-bayi', days, answers }, 'newbornVisits')[0]?.facts['visits']
    const visited = { on: '2026-06-01' }
    expect([0, 1, 2, 3, 7, 8, 28, 29, 59, 60].map((days) => at(days))).toEqual([
      undefined,
      '0',
      '0',
      '0 1',
      '0 1',
      '0 1 2',
      '0 1 2',
      '0 1 2 3',
      '0 1 2 3',
      undefined,
    ])
    expect(at(8, { newbornVisit0: visited, newbornVisit2: visited })).toBe('1')
  })
})
