import { describe, expect, it } from 'vitest'
import type { Answers } from '#domain/instruments/instrument.ts'
import { findingsOf, outcomeOf, type RuleCase, visitOf } from '#tests/builders/rule-case.ts'
import { srqItems } from './srq.ts'

/** So many yes answers from the first item on, the others no; item 17 is never among them. */
const srqWith = (yes: number): Answers =>
  Object.fromEntries(srqItems.map((item, at) => [item, at < yes && item !== 'srq17']))
const srq = (answers: Answers, more: Partial<RuleCase> = {}): RuleCase => ({
  instrument: 'srq-20',
  answers,
  ...more,
})

describe('SRQ-20', () => {
  it.each<[string, RuleCase, string]>([
    ['none', srq(srqWith(0)), 'D-10 normal srqNormal'],
    ['five', srq(srqWith(5)), 'D-10 normal srqNormal'],
    ['six', srq(srqWith(6)), 'D-10 refer week srqHigh'],
    ['item 17 alone', srq({ ...srqWith(0), srq17: true }), 'D-10 emergency now srqSelfHarm'],
    [
      'item 17 with six others',
      srq({ ...srqWith(6), srq17: true }),
      'D-10 emergency now srqSelfHarm | D-10 refer week srqHigh',
    ],
    ['item 17 and nothing else answered', srq({ srq17: true }), 'D-10 emergency now srqSelfHarm'],
    ['nineteen answers, five yes', srq({ ...srqWith(5), srq20: undefined }), 'D-10 notAssessed notAnswered'],
    [
      'six yes and nothing else answered',
      srq(Object.fromEntries(srqItems.slice(0, 6).map((one) => [one, true]))),
      'D-10 refer week srqHigh',
    ],
    ['nothing answered', srq({}), 'D-10 notAssessed notMeasured'],
    ['17 years', srq(srqWith(6), { years: 17 }), ''],
    ['18 years', srq(srqWith(6), { years: 18 }), 'D-10 refer week srqHigh'],
    ['18 years where it begins at 19', srq(srqWith(6), { years: 18, settings: { srqFromYears: 19 } }), ''],
    [
      '15 years where it begins at 15',
      srq(srqWith(6), { years: 15, settings: { srqFromYears: 15 } }),
      'D-10 refer week srqHigh',
    ],
  ])('%s', (_, one, expected) => expect(outcomeOf(one, 'srq20')).toBe(expected))

  it('says that its wording is not confirmed yet', () => {
    const used = (settings: Record<string, unknown>) =>
      findingsOf(srq(srqWith(6), { settings }), 'srq20')[0]?.settings?.['srq20WordingConfirmed']
    expect(used({})).toBe('off')
    expect(used({ srq20WordingConfirmed: true })).toBe('on')
  })
})

describe('PHQ-4', () => {
  const never: Answers = { phq4_1: 'notAtAll', phq4_2: 'notAtAll', phq4_3: 'notAtAll', phq4_4: 'notAtAll' }
  const phq = (answers: Answers): RuleCase => ({ instrument: 'phq-4', answers: { ...never, ...answers } })

  it.each<[string, string, Answers, string]>([
    ['nothing', 'phq2', {}, 'D-10 normal noDepressionSigns'],
    ['two points', 'phq2', { phq4_1: 'overAWeek' }, 'D-10 normal noDepressionSigns'],
    ['three by one item', 'phq2', { phq4_1: 'nearlyEveryDay' }, 'D-10 refer week depressionSigns'],
    [
      'three by two',
      'phq2',
      { phq4_1: 'overAWeek', phq4_2: 'underAWeek' },
      'D-10 refer week depressionSigns',
    ],
    [
      'three, the other open',
      'phq2',
      { phq4_1: undefined, phq4_2: 'nearlyEveryDay' },
      'D-10 refer week depressionSigns',
    ],
    [
      'two, the other open',
      'phq2',
      { phq4_1: 'overAWeek', phq4_2: undefined },
      'D-10 notAssessed notMeasured',
    ],
    ['anxiety: two points', 'gad2', { phq4_3: 'overAWeek' }, 'D-10 normal noAnxietySigns'],
    ['anxiety: three', 'gad2', { phq4_3: 'underAWeek', phq4_4: 'overAWeek' }, 'D-10 refer week anxietySigns'],
  ])('%s', (_, rule, answers, expected) => expect(outcomeOf(phq(answers), rule)).toBe(expected))

  it('does not refer by the total: two and two are four', () => {
    const four = phq({
      phq4_1: 'underAWeek',
      phq4_2: 'underAWeek',
      phq4_3: 'underAWeek',
      phq4_4: 'underAWeek',
    })
    expect(visitOf(four).level).toBe('normal')
  })
})

describe('SDQ', () => {
  const sdq = (answers: Answers): RuleCase => ({ instrument: 'sdq', years: 12, answers })

  it.each<[string, number, string]>([
    ['self', 15, 'R-10 normal sdqNormal'],
    ['self', 16, 'R-10 refer week sdqBorderline'],
    ['self', 19, 'R-10 refer week sdqBorderline'],
    ['self', 20, 'R-10 refer week sdqAbnormal'],
    ['parent', 13, 'R-10 normal sdqNormal'],
    ['parent', 14, 'R-10 refer week sdqBorderline'],
    ['parent', 16, 'R-10 refer week sdqBorderline'],
    ['parent', 17, 'R-10 refer week sdqAbnormal'],
    ['teacher', 11, 'R-10 normal sdqNormal'],
    ['teacher', 12, 'R-10 refer week sdqBorderline'],
    ['teacher', 15, 'R-10 refer week sdqBorderline'],
    ['teacher', 16, 'R-10 refer week sdqAbnormal'],
  ])('filled by %s, %s', (sdqForm, sdqTotal, expected) => {
    expect(outcomeOf(sdq({ sdqForm, sdqTotal }), 'sdqTotal')).toBe(expected)
  })

  it('has no limit without knowing who filled it, and no total without one', () => {
    expect(outcomeOf(sdq({ sdqTotal: 20 }), 'sdqTotal')).toBe('R-10 notAssessed notAnswered')
    expect(outcomeOf(sdq({ sdqForm: 'self' }), 'sdqTotal')).toBe('R-10 notAssessed notMeasured')
  })

  it.each<[Answers, string]>([
    [{ sdqEmotional: 6 }, 'R-10 counsel sdqScaleBorderline'],
    [{ sdqEmotional: 7 }, 'R-10 confirm sdqScaleAbnormal'],
    [{ sdqConduct: 4 }, 'R-10 counsel sdqScaleBorderline'],
    [{ sdqConduct: 5 }, 'R-10 confirm sdqScaleAbnormal'],
    [{ sdqHyperactivity: 6 }, 'R-10 counsel sdqScaleBorderline'],
    [{ sdqHyperactivity: 7 }, 'R-10 confirm sdqScaleAbnormal'],
    [{ sdqPeer: 4 }, 'R-10 counsel sdqScaleBorderline'],
    [{ sdqPeer: 5 }, 'R-10 counsel sdqScaleBorderline'],
    [{ sdqPeer: 6 }, 'R-10 confirm sdqScaleAbnormal'],
    [{ sdqProsocial: 5 }, 'R-10 counsel sdqScaleBorderline'],
    [{ sdqProsocial: 4 }, 'R-10 confirm sdqScaleAbnormal'],
    [{}, 'R-10 normal sdqScalesNormal'],
    [{ sdqPeer: undefined }, ''],
  ])('parts of the self-report %o', (part, expected) => {
    const fine = { sdqEmotional: 5, sdqConduct: 3, sdqHyperactivity: 5, sdqPeer: 3, sdqProsocial: 6 }
    expect(outcomeOf(sdq({ sdqForm: 'self', ...fine, ...part }), 'sdqSubscales')).toBe(expected)
    expect(outcomeOf(sdq({ sdqForm: 'parent', ...fine, ...part }), 'sdqSubscales')).toBe('')
  })

  it('counts the items itself, five of them the other way round', () => {
    const items = (answer: string) =>
      Object.fromEntries(
        Array.from({ length: 25 }, (_, at) => [`sdq${String(at + 1).padStart(2, '0')}`, answer]),
      )
    // "Not true" throughout: only the five reversed items have points.
    const facts = (answers: Answers) =>
      findingsOf(sdq({ sdqForm: 'self', ...answers }), 'sdqTotal')[0]?.facts['score']
    expect(facts(items('notTrue'))).toBe(10)
    expect(facts(items('certainlyTrue'))).toBe(30)
    expect(facts(items('somewhatTrue'))).toBe(20)
    expect(facts({ ...items('notTrue'), sdq03: 'certainlyTrue' })).toBe(12)
    expect(facts({ ...items('notTrue'), sdq07: 'certainlyTrue' })).toBe(8)
  })

  it('prefers the items to a sum that was entered, and the sum to unfinished items', () => {
    expect(
      findingsOf(sdq({ sdqForm: 'self', sdqTotal: 3, sdq03: 'certainlyTrue' }), 'sdqTotal')[0]?.facts[
        'score'
      ],
    ).toBe(3)
  })
})

describe('the school’s questions on mood', () => {
  const mood = (answers: Answers, more: Partial<RuleCase> = {}): RuleCase => ({
    instrument: 'jiwa-lanjutan',
    years: 12,
    answers,
    ...more,
  })
  const none: Answers = { ckgAnxiety1: false, ckgAnxiety2: false, ckgAnxiety3: false }

  it.each<[string, RuleCase, string]>([
    ['none', mood(none), 'R-10 normal schoolAnxietyNone'],
    ['one yes', mood({ ...none, ckgAnxiety2: true }), 'R-10 confirm schoolAnxietyConcern'],
    ['one yes, others open', mood({ ckgAnxiety2: true }), 'R-10 confirm schoolAnxietyConcern'],
    ['one no, others open', mood({ ckgAnxiety2: false }), 'R-10 notAssessed notAnswered'],
    [
      'one yes of two wanted',
      mood({ ...none, ckgAnxiety2: true }, { settings: { ckgMoodConcernFrom: 2 } }),
      'R-10 normal schoolAnxietyNone',
    ],
    ['not asked', mood({}), ''],
  ])('%s', (_, one, expected) => expect(outcomeOf(one, 'schoolAnxiety')).toBe(expected))

  it('asks for depression alike', () => {
    expect(outcomeOf(mood({ ckgDepression3: true }), 'schoolDepression')).toBe(
      'R-10 confirm schoolDepressionConcern',
    )
  })
})
