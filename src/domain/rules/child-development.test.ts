import { describe, expect, it } from 'vitest'
import { fieldContextOf, requiredFields, shownFields } from '#domain/instruments/index.ts'
import {
  lastMonitoringMonth,
  listAskedAt,
  listsMasteredBy,
  milestoneLists,
} from '#domain/instruments/perkembangan/milestones.ts'
import { addDays, addMonths } from '#domain/time/calendar-day.ts'
import {
  contextOf,
  instrumentOf,
  monthsAgo,
  outcomeOf,
  type RuleCase,
  visitDay,
} from '#tests/builders/rule-case.ts'
import { kpspFormOn, kpspForms } from './child-kpsp.ts'

const all = (band: string, state: string) =>
  Object.fromEntries(
    (milestoneLists.find((list) => list.band === band)?.milestones ?? []).map(({ id }) => [id, state]),
  )

const says = (months: number, answers: RuleCase['answers'], extra: Partial<RuleCase> = {}) =>
  outcomeOf({ instrument: 'perkembangan', months, answers, ...extra }, 'childDevelopment')

describe('the lists', () => {
  it('have the number of items that Buku KIA has', () => {
    expect(milestoneLists.map(({ band, milestones }) => [band, milestones.length])).toEqual([
      ['k03', 8],
      ['k06', 10],
      ['k09', 11],
      ['k12', 12],
      ['k18', 8],
      ['k24', 8],
      ['k36', 9],
      ['k48', 13],
      ['k60', 18],
      ['k72', 13],
    ])
  })

  it('follow each other from month 1 to 72 without gap or overlap', () => {
    for (let months = 1; months <= 72; months += 1) {
      const holding = milestoneLists.filter((list) => months >= list.fromMonth && months <= list.masteredBy)
      expect(holding).toHaveLength(1)
      expect(listAskedAt(months)).toBe(holding[0])
    }
    expect(listAskedAt(0)).toBeUndefined()
    expect(listAskedAt(73)).toBeUndefined()
    expect(listsMasteredBy(2)).toEqual([])
    expect(listsMasteredBy(12).map(({ band }) => band)).toEqual(['k03', 'k06', 'k09', 'k12'])
  })

  it('have ids and numbers of their own', () => {
    const milestones = milestoneLists.flatMap((list) => list.milestones)
    expect(new Set(milestones.map(({ id }) => id)).size).toBe(110)
    expect(new Set(milestones.map(({ cardId }) => cardId)).size).toBe(110)
  })
})

describe('R-AN-KEMBANG', () => {
  it.each(milestoneLists.map(({ band, masteredBy }) => [band, masteredBy] as const))(
    '%s counts from the day on which %i months are completed',
    (band, masteredBy) => {
      const [first] = milestoneLists.find((list) => list.band === band)?.milestones ?? []
      if (!first) throw new Error(band)
      const answers = { ...all(band, 'can'), [first.id]: 'cannot' }
      const onTheDay = addMonths(visitDay, -masteredBy)
      expect(says(0, answers, { birthDate: onTheDay })).toBe('R-AN-KEMBANG refer 3days developmentIncomplete')
      expect(says(0, all(band, 'can'), { birthDate: onTheDay })).toBe(
        'R-AN-KEMBANG normal developmentComplete',
      )
      const previous = milestoneLists[milestoneLists.findIndex((list) => list.band === band) - 1]
      const known = previous ? [monthsAgo(1, 'perkembangan', all(previous.band, 'can'))] : []
      const dayBefore = { birthDate: addDays(onTheDay, 1), history: known }
      expect(says(0, answers, dayBefore)).toBe('R-AN-KEMBANG counsel developmentStimulate')
      expect(says(0, answers, { ...dayBefore, settings: { milestoneBeforeItsAge: 'refer' } })).toBe(
        'R-AN-KEMBANG refer 3days developmentStimulate',
      )
    },
  )

  it('is never complete with an item that was not tried or not asked', () => {
    expect(says(6, { ...all('k06', 'can'), k06RollsOver: 'notTried' })).toBe(
      'R-AN-KEMBANG notAssessed milestonesNotTried',
    )
    expect(says(6, { ...all('k06', 'can'), k06RollsOver: undefined })).toBe(
      'R-AN-KEMBANG notAssessed milestonesNotAsked',
    )
    expect(says(2, { ...all('k03', 'can'), k03Babbles: 'notTried' })).toBe(
      'R-AN-KEMBANG notAssessed milestonesNotAsked',
    )
  })

  it('remembers what was missing until it is mastered', () => {
    const history = [monthsAgo(3, 'balita', { ...all('k06', 'can'), k06RollsOver: 'cannot' })]
    expect(says(9, all('k09', 'can'), { history })).toBe('R-AN-KEMBANG refer 3days developmentIncomplete')
    expect(says(9, { ...all('k09', 'can'), k06RollsOver: 'can' }, { history })).toBe(
      'R-AN-KEMBANG normal developmentComplete',
    )
  })

  it('refers a skill that was lost, at whatever age', () => {
    const history = [monthsAgo(2, 'perkembangan', { k12ImitatesSounds: 'can' })]
    expect(says(11, { k12ImitatesSounds: 'cannot' }, { history })).toBe(
      'R-AN-KEMBANG refer 3days developmentRegression',
    )
    const never = [monthsAgo(2, 'perkembangan', { k12ImitatesSounds: 'cannot' })]
    expect(says(11, { k12ImitatesSounds: 'cannot' }, { history: never })).not.toContain('Regression')
  })

  it('says why it cannot judge', () => {
    expect(says(6, all('k06', 'can'), { birthDate: 'unknown' })).toBe('R-AN-KEMBANG notAssessed ageUnknown')
    expect(says(6, all('k06', 'can'), { birthDateExact: false })).toBe(
      'R-AN-KEMBANG notAssessed birthDateNotExact',
    )
  })

  it('takes the worse of the items and the result in the book', () => {
    expect(says(6, { ...all('k06', 'can'), developmentChecklist: 'incomplete' })).toContain('refer')
    expect(
      says(6, { ...all('k06', 'can'), k06RollsOver: 'cannot', developmentChecklist: 'complete' }),
    ).toContain('refer')
  })
})

describe('on the card', () => {
  const ids = (months: number, extra: Partial<RuleCase> = {}) => {
    const one = { instrument: 'balita', months, answers: {}, ...extra }
    const instrument = instrumentOf('balita')
    const context = fieldContextOf(instrument, one.answers, contextOf(one))
    const asked = (fields: readonly { readonly id: string }[]) =>
      fields.map(({ id }) => id).filter((id) => /^k\d\d/.test(id) || id === 'developmentChecklist')
    return {
      shown: asked(shownFields(instrument, context)),
      required: asked(requiredFields(instrument, context)),
    }
  }

  it('is due from each age of monitoring until it was done', () => {
    expect(ids(2).shown).toEqual([])
    expect(ids(3).required).toContain('developmentChecklist')
    const done = (ago: number) => ({
      history: [monthsAgo(ago, 'balita', { developmentChecklist: 'complete' })],
    })
    expect(ids(5, done(2)).shown).toEqual([])
    expect(ids(6, done(2)).required).toContain('developmentChecklist')
    expect(ids(29, done(5)).shown).toEqual([])
    expect(ids(30, done(5)).shown).not.toEqual([])
    const notExamined = { history: [monthsAgo(1, 'balita', { developmentChecklist: 'notExamined' })] }
    expect(ids(5, notExamined).shown).not.toEqual([])
    expect([2, 3, 23, 24, 29, 60, 65, 66, 71].map(lastMonitoringMonth)).toEqual([
      undefined,
      3,
      21,
      24,
      24,
      60,
      60,
      66,
      66,
    ])
  })

  it('is not asked on the variant without the column', () =>
    expect(ids(6, { settings: { childCardVariant: 'portions' } }).shown).toEqual([]))

  it('asks the list of the age and what is open of the one before', () => {
    const bands = (months: number, extra: Partial<RuleCase> = {}) =>
      new Set(ids(months, extra).shown.map((id) => id.slice(0, 3)))
    expect(bands(8)).toEqual(new Set(['k06', 'k09', 'dev']))
    const history = [monthsAgo(2, 'perkembangan', all('k06', 'can'))]
    expect(bands(9, { history })).toEqual(new Set(['k09', 'dev']))
  })

  it('wants either the items or the result', () => {
    expect(ids(3, { answers: { developmentChecklist: 'complete' } }).required).toEqual([
      'developmentChecklist',
    ])
    const items = ids(3, { answers: all('k03', 'can') }).required
    expect(items).not.toContain('developmentChecklist')
    expect(items).toContain('k03Babbles')
  })
})

describe('KPSP', () => {
  it('rounds the age up beyond 15 days and takes the nearest lower form', () => {
    const birth = '2024-01-10'
    const at = (months: number, days: number) => kpspFormOn(birth, addDays(addMonths(birth, months), days))
    expect([at(2, 15), at(2, 16), at(3, 0)]).toEqual([undefined, 3, 3])
    expect([at(23, 15), at(23, 16), at(24, 0)]).toEqual([21, 24, 24])
    expect([at(29, 15), at(29, 16)]).toEqual([24, 30])
    expect([at(71, 15), at(71, 16), at(72, 0)]).toEqual([66, 72, 72])
    for (const form of kpspForms) expect(at(form, 0)).toBe(form)
  })

  const scored = (answers: RuleCase['answers'], history: RuleCase['history'] = []) =>
    outcomeOf({ instrument: 'kpsp', months: 24, answers, history }, 'childKpsp')
  const items = (yes: number, no: number) =>
    Object.fromEntries(Array.from({ length: yes + no }, (_, at) => [`kpspItem${at + 1}`, at < yes]))

  it('is scored by items as by a number, and by too many "no" before all are asked', () => {
    expect(scored(items(9, 1))).toBe('R-AN-KPSP normal kpspExpected')
    expect(scored(items(9, 0))).toBe('R-AN-KPSP normal kpspExpected')
    expect(scored(items(8, 2))).toBe('R-AN-KPSP confirm kpspDoubtful')
    expect(scored(items(8, 1))).toBe('R-AN-KPSP notAssessed itemsMissing')
    expect(scored(items(6, 4))).toBe('R-AN-KPSP refer 3days kpspDeviation')
    expect(scored(items(0, 4))).toBe('R-AN-KPSP refer 3days kpspDeviation')
    expect(scored(items(0, 3))).toBe('R-AN-KPSP notAssessed itemsMissing')
  })

  it('refers a second doubtful one, unless one in between was good', () => {
    const earlier = (score: number, ago: number) => monthsAgo(ago, 'kpsp', { kpspScore: score })
    expect(scored({ kpspScore: 7 }, [earlier(8, 1)])).toBe('R-AN-KPSP refer 3days kpspDoubtfulAgain')
    expect(scored({ kpspScore: 7 }, [earlier(8, 2), earlier(9, 1)])).toBe('R-AN-KPSP confirm kpspDoubtful')
    expect(scored({ kpspScore: 9 }, [earlier(8, 1)])).toBe('R-AN-KPSP normal kpspExpected')
  })
})
