import { describe, expect, it } from 'vitest'
import type { Answers } from '#domain/instruments/instrument.ts'
import { checkAnswer, fieldContextOf } from '#domain/instruments/index.ts'
import {
  contextOf,
  daysAgo,
  findingsOf,
  instrumentOf,
  outcomeOf,
  type RuleCase,
} from '#tests/builders/rule-case.ts'

const no: Answers = {
  pumaSmoking: 'never',
  pumaBreathless: false,
  pumaPhlegm: false,
  pumaCough: false,
  pumaSpirometry: false,
}
const all: Answers = { pumaBreathless: true, pumaPhlegm: true, pumaCough: true, pumaSpirometry: true }

const ask = (years: number, answers: Answers, more: Partial<RuleCase> = {}): RuleCase => ({
  instrument: 'puma',
  sex: 'male',
  years,
  answers: { ...no, ...answers },
  ...more,
})
const scoreOf = (one: RuleCase) => findingsOf(one, 'puma')[0]?.facts['score']
const smoked = (cigarettesPerDay: number, smokingYears: number): Answers => ({
  pumaSmoking: 'smoked',
  cigarettesPerDay,
  smokingYears,
})

describe('PUMA', () => {
  it.each<[string, RuleCase, number]>([
    ['a woman of 40', ask(40, {}, { sex: 'female' }), 0],
    ['a man of 40', ask(40, {}), 1],
    ['49 years', ask(49, {}), 1],
    ['50 years', ask(50, {}), 2],
    ['59 years', ask(59, {}), 2],
    ['60 years', ask(60, {}), 3],
    ['below 20 pack-years', ask(40, smoked(20, 19)), 1],
    ['20 pack-years', ask(40, smoked(20, 20)), 2],
    ['30 pack-years', ask(50, smoked(20, 30)), 3],
    ['just above 30', ask(50, smoked(20.5, 30)), 4],
    ['less than 20 told', ask(40, { pumaSmoking: 'under20' }), 1],
    ['20 to 30 told', ask(40, { pumaSmoking: 'from20To30' }), 2],
    ['more than 30 told', ask(40, { pumaSmoking: 'over30' }), 3],
    ['each symptom is a point', ask(40, all), 5],
    ['everything', ask(60, { ...all, ...smoked(20, 31) }), 9],
  ])('%s', (_, one, score) => expect(scoreOf(one)).toBe(score))

  it.each<[string, RuleCase, string]>([
    ['5 points', ask(40, all), 'D-8 normal pumaLowRisk'],
    ['6 points', ask(50, all), 'D-8 refer month pumaHighRisk'],
    [
      '6 points with the cut-off at 7',
      ask(50, all, { settings: { pumaCutoff: 7 } }),
      'D-8 normal pumaLowRisk',
    ],
    [
      '7 points with the cut-off at 7',
      ask(60, all, { settings: { pumaCutoff: 7 } }),
      'D-8 refer month pumaHighRisk',
    ],
    ['an item open', ask(40, { pumaCough: undefined }), 'D-8 notAssessed notAnswered'],
    [
      'an item open, six reached',
      ask(60, { ...all, pumaCough: undefined, ...smoked(20, 20) }),
      'D-8 refer month pumaHighRisk',
    ],
    ['smoking unknown', ask(40, { pumaSmoking: undefined }), 'D-8 notAssessed notAnswered'],
    ['amount unknown', ask(40, { pumaSmoking: 'smoked' }), 'D-8 notAssessed notAnswered'],
    ['sex unknown', ask(40, {}, { sex: 'unknown' }), 'D-8 notAssessed notAnswered'],
    ['nothing asked', { instrument: 'puma', years: 40, answers: {} }, 'D-8 notAssessed notMeasured'],
    ['39 years', ask(39, all), ''],
    [
      'a smoker where only they are asked',
      ask(50, { ...all, ...smoked(1, 1) }, { settings: { pumaOnlySmokers: true } }),
      'D-8 refer month pumaHighRisk',
    ],
    ['somebody who never smoked there', ask(50, all, { settings: { pumaOnlySmokers: true } }), ''],
  ])('%s', (_, one, expected) => expect(outcomeOf(one, 'puma')).toBe(expected))

  it('reads smoking from the other questions of the card', () => {
    const answers: Answers = { ...no, pumaSmoking: undefined }
    const never = ask(40, { ...answers, smokedLastYear: false, smokedBefore: false })
    expect(scoreOf(never)).toBe(1)
    const once = ask(50, { ...answers, smokedBefore: true, cigarettesPerDay: 20, smokingYears: 20 })
    expect(scoreOf(once)).toBe(3)
  })

  it('takes the tick in the header for what it says', () => {
    const open: Answers = { ...all, pumaSmoking: undefined }
    const only = { settings: { pumaOnlySmokers: true } }
    expect(outcomeOf(ask(40, { ...open, smokes: true }), 'puma')).toBe('D-8 notAssessed notAnswered')
    expect(scoreOf(ask(50, { ...open, smokes: true, cigarettesPerDay: 20, smokingYears: 20 }))).toBe(7)
    expect(outcomeOf(ask(50, { ...open, smokes: false }, only), 'puma')).toBe('')
    expect(outcomeOf(ask(50, { ...open, smokes: false }), 'puma')).toBe('D-8 refer month pumaHighRisk')
  })

  it('takes no more years of smoking than since the fifth birthday', () => {
    const checked = (years: number, smokingYears: number) => {
      const one = ask(years, { smokingYears })
      const context = fieldContextOf(instrumentOf('puma'), one.answers, contextOf(one))
      const field = instrumentOf('puma').fields.find(({ id }) => id === 'smokingYears')
      return field && checkAnswer(field, smokingYears, context).status
    }
    expect(checked(45, 40)).toBe('ok')
    expect(checked(45, 41)).toBe('reject')
    expect(checked(100, 90)).toBe('ok')
    expect(checked(100, 91)).toBe('reject')
  })

  it('is asked on the card once a year', () => {
    const dewasa = (days: number): RuleCase => ({
      instrument: 'dewasa',
      years: 45,
      answers: {},
      history: [daysAgo(days, 'dewasa', { pumaBreathless: false })],
    })
    expect(outcomeOf(dewasa(364), 'puma')).toBe('')
    expect(outcomeOf(dewasa(366), 'puma')).toBe('D-8 notAssessed notMeasured')
  })
})
