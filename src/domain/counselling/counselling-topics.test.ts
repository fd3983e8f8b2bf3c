import { describe, expect, it } from 'vitest'
import { instruments } from '#domain/instruments/index.ts'
import type { Answers, FieldContext, Finding } from '#domain/instruments/instrument.ts'
import { contextOf, type RuleCase } from '#tests/builders/rule-case.ts'
import { counsellingTopics } from './counselling-topics.ts'
import { topicTriggers } from './topics-by-finding.ts'
import { stageTopics, topicPageOf } from './topics-by-stage.ts'
import { topicDefinitions, topicsOf } from './topics.ts'

const inContext = (
  instrument: string,
  more: Partial<RuleCase> = {},
  answers: Answers = {},
): FieldContext => ({
  ...contextOf({ instrument, answers, ...more }),
  answers,
  instrument,
})

const finding = (card: string, level: Finding['level'], code: string): Finding => ({
  rule: 'rule',
  card,
  edition: 'test',
  level,
  code,
  fields: [],
  facts: {},
})

const topicsFor = (context: FieldContext, ...findings: readonly Finding[]) =>
  counsellingTopics(findings, context).map(({ topic }) => topic)

/** The first of them: those that the findings ask for. */
const askedBy = (context: FieldContext, ...findings: readonly Finding[]) =>
  counsellingTopics(findings, context)
    .filter(({ because }) => because.length > 0)
    .map(({ topic }) => topic)

describe('topics of counselling', () => {
  it('have ids of their own on every page', () => {
    const ids = topicDefinitions.flatMap((one) => [
      one.cardId,
      ...('alsoCardIds' in one ? one.alsoCardIds : []),
    ])
    expect(new Set(ids).size).toBe(ids.length)
    expect(ids.filter((id) => id.startsWith('EDU-'))).toHaveLength(17)
    expect(ids.filter((id) => id.startsWith('bh_'))).toHaveLength(13)
    expect(ids.filter((id) => id.startsWith('nf_'))).toHaveLength(10)
  })

  it('are each reached by a finding or a stage, on a page where they stand', () => {
    const reached = new Set([
      ...topicTriggers.map(({ topic }) => topic),
      ...Object.values(stageTopics).flatMap((list) => list.map(({ topic }) => topic)),
    ])
    expect(topicDefinitions.map(({ topic }) => topic).filter((topic) => !reached.has(topic))).toEqual([])
    for (const page of ['pregnancy', 'postpartum', 'child', 'life'] as const)
      for (const { topic } of stageTopics[page])
        expect(topicsOf(page).map((one) => one.topic)).toContain(topic)
  })

  it('are asked for by findings that exist', () => {
    const rules = instruments.flatMap((instrument) => instrument.rules)
    const codes = new Set(rules.flatMap(({ outcomes }) => outcomes))
    const cards = new Set(rules.map(({ card }) => card))
    const matchers = topicTriggers.flatMap(({ from }) => from)
    expect(matchers.flatMap((one) => one.codes ?? []).filter((code) => !codes.has(code))).toEqual([])
    expect(matchers.flatMap((one) => one.cards ?? []).filter((card) => !cards.has(card))).toEqual([])
  })

  it.each<[string, string, Finding, string]>([
    ['ibu-hamil', 'LiLA', finding('R-BH-LILA', 'refer', 'maternalMuacLow'), 'pregnancyThin'],
    ['ibu-hamil', 'low gain', finding('R-BH-KURVA', 'refer', 'gainBelowCurve'), 'pregnancyThin'],
    ['ibu-hamil', 'high gain', finding('R-BH-KURVA', 'refer', 'gainAboveCurve'), 'pregnancyWeightHigh'],
    ['ibu-hamil', 'tablets', finding('R-BH-TTD', 'counsel', 'tabletsNotDaily'), 'pregnancyTablets'],
    ['ibu-hamil', 'pressure', finding('R-BH-TD', 'refer', 'maternalHypertension'), 'pregnancyPressure'],
    ['ibu-hamil', 'class', finding('R-BH-KELAS', 'counsel', 'motherClassNot'), 'pregnancyClass'],
    ['ibu-hamil', '4T', finding('R-BH-RISTI', 'refer', 'riskTooYoung'), 'pregnancyRisks'],
    ['ibu-hamil', 'TBC', finding('R-TBC', 'counsel', 'tbcOneSymptom'), 'tbc'],
    ['balita', 'T', finding('R-AN-NT', 'refer', 'weightNotGained'), 'weightNotGained'],
    ['balita', 'gizi buruk', finding('R-AN-RUJUK', 'refer', 'severelyWasted'), 'referAtOnce'],
    ['balita', 'LiLA merah', finding('R-AN-LILA', 'refer', 'muacRed'), 'referAtOnce'],
    ['balita', 'obesitas', finding('R-AN-RUJUK', 'refer', 'obese'), 'lessSugar'],
    ['balita', 'pendek', finding('R-AN-RUJUK', 'refer', 'stunted'), 'shortStature'],
    ['balita', 'checklist', finding('R-AN-KEMBANG', 'refer', 'developmentIncomplete'), 'stimulation'],
    ['balita', 'vaccine', finding('R-IM-STATUS', 'counsel', 'immunisationBehind'), 'immunisationCatchUp'],
    ['balita', 'danger', finding('R-AN-BAHAYA', 'emergency', 'childDangerSign'), 'childDangerSigns'],
    ['dewasa', 'BMI', finding('D-1', 'counsel', 'bmiObese'), 'weightLoss'],
    ['dewasa', 'thin', finding('D-1', 'refer', 'bmiSeverelyThin'), 'thin'],
    ['dewasa', 'pressure', finding('D-3', 'confirm', 'pressureHighNormal'), 'hypertension'],
    ['dewasa', 'glucose', finding('D-4', 'confirm', 'prediabetes'), 'diabetes'],
    ['remaja', 'tablets', finding('R-8', 'counsel', 'ironNotTaken'), 'girlsTablets'],
    ['remaja', 'smoking', finding('R-11', 'counsel', 'smokesOfferUbm'), 'smoking'],
    ['remaja', 'substances', finding('R-11', 'refer', 'substancesUsed'), 'growingUp'],
    ['dewasa', 'mind', finding('D-10', 'refer', 'srqHigh'), 'mentalHealth'],
    ['dewasa', 'PUMA', finding('D-8', 'refer', 'pumaHighRisk'), 'lungs'],
    ['dewasa', 'eyes', finding('D-11', 'refer', 'sightImpaired'), 'senses'],
    ['dewasa', 'cancer', finding('R-CK1', 'confirm', 'cervicalScreeningDue'), 'cancer'],
    ['dewasa', 'KB', finding('D-12', 'counsel', 'contraceptionUnmetNeed'), 'familyPlanning'],
    ['lansia', 'AKS', finding('L-AKS', 'refer', 'aksMild'), 'ageing'],
  ])('on %s: %s', (instrument, _, found, topic) => {
    expect(askedBy(inContext(instrument), found)).toContain(topic)
    expect(askedBy(inContext(instrument), { ...found, level: 'normal' })).toEqual([])
    expect(askedBy(inContext(instrument), { ...found, level: 'notAssessed' })).toEqual([])
  })

  it('does not speak of high pressure where it is low', () => {
    const low = finding('R-BH-TD', 'confirm', 'maternalPressureLow')
    expect(askedBy(inContext('ibu-hamil'), low)).toEqual([])
  })

  it('puts the worst first, each topic once, and names its findings', () => {
    const proposed = counsellingTopics(
      [
        finding('D-2', 'counsel', 'centralObesity'),
        finding('D-1', 'counsel', 'bmiObese'),
        finding('D-3', 'refer', 'hypertensionGrade1'),
      ],
      inContext('dewasa', { sex: 'male' }),
    )
    expect(proposed.map(({ topic }) => topic)).toEqual([
      'hypertension',
      'weightLoss',
      'isiPiringku',
      'germas',
    ])
    expect(proposed[1]?.because).toEqual(['centralObesity', 'bmiObese'])
  })

  it.each<[number, boolean]>([
    [23, false],
    [24, true],
  ])('speaks of the birth plan from 24 weeks: %s', (weeks, told) => {
    const context = inContext('ibu-hamil', {}, { estimatedGestationWeeks: weeks })
    expect(topicsFor(context).includes('birthPlan')).toBe(told)
    expect(topicsFor(context).includes('fetalMovement')).toBe(told)
    expect(topicsFor(context)).toContain('pregnancyFood')
  })

  it.each<[string, number, readonly string[], readonly string[]]>([
    ['vitamin A to day 42', 42, ['postpartumVitaminA', 'breastfeeding'], ['newbornCare']],
    [
      'not after',
      43,
      ['breastfeeding', 'postpartumFamilyPlanning'],
      ['postpartumVitaminA', 'postpartumHygiene'],
    ],
    ['the newborn to day 28', 28, ['newbornCare'], []],
  ])('after birth: %s', (_, days, told, untold) => {
    const deliveredOn = new Date(Date.UTC(2026, 5, 15 - days)).toISOString().slice(0, 10)
    const topics = topicsFor(inContext('nifas', {}, { deliveredOn }))
    expect(topics).toEqual(expect.arrayContaining([...told]))
    for (const topic of untold) expect(topics).not.toContain(topic)
  })

  it.each<[number, string, string]>([
    [5, 'exclusiveBreastfeeding', 'complementaryFood'],
    [6, 'complementaryFood', 'exclusiveBreastfeeding'],
    [23, 'complementaryFood', 'teeth'],
    [24, 'teeth', 'complementaryFood'],
  ])('at %s months: %s, not %s', (months, told, untold) => {
    const topics = topicsFor(inContext('balita', { months }))
    expect(topics).toContain(told)
    expect(topics).not.toContain(untold)
  })

  it('speaks of vitamin A and worms in the months of the campaign', () => {
    const august = topicsFor(inContext('balita', { months: 12, day: '2026-08-03' }))
    expect(august).toEqual(expect.arrayContaining(['vitaminA', 'deworming']))
    expect(topicsFor(inContext('balita', { months: 12 }))).not.toContain('vitaminA')
    expect(topicsFor(inContext('balita', { months: 11, day: '2026-02-03' }))).not.toContain('deworming')
  })

  it.each<[string, Partial<RuleCase>, Answers, string, boolean]>([
    ['a girl of 10', { years: 10 }, {}, 'girlsTablets', true],
    ['a girl of 9', { years: 9 }, {}, 'girlsTablets', false],
    ['a boy', { years: 12, sex: 'male' }, {}, 'girlsTablets', false],
    ['a woman of 15', { years: 15 }, {}, 'cancer', true],
    ['a girl of 14', { years: 14 }, {}, 'cancer', false],
    ['a wife of 49', { years: 49 }, { maritalStatus: 'married' }, 'familyPlanning', true],
    ['a wife of 50', { years: 50 }, { maritalStatus: 'married' }, 'familyPlanning', false],
    ['an unmarried woman', { years: 30 }, { maritalStatus: 'single' }, 'familyPlanning', false],
    ['60 years', { years: 60 }, {}, 'ageing', true],
    ['59 years', { years: 59 }, {}, 'ageing', false],
    ['17 years', { years: 17 }, {}, 'schoolChild', true],
    ['18 years', { years: 18 }, {}, 'schoolChild', false],
    ['a pregnant girl of 19', { years: 19 }, { pregnant: true }, 'growingUp', true],
    ['a pregnant woman of 20', { years: 20 }, { pregnant: true }, 'growingUp', false],
  ])('%s', (_, more, answers, topic, told) => {
    const topics: readonly string[] = topicsFor(inContext('dewasa', more, answers))
    expect(topics.includes(topic)).toBe(told)
  })

  it.each<[string, number, Answers, string]>([
    ['kr-ibu-hamil', 28, {}, 'pregnancy'],
    ['kr-nifas', 28, {}, 'postpartum'],
    ['kr-bayi', 0, {}, 'child'],
    ['tbc', 5, {}, 'child'],
    ['tbc', 6, {}, 'life'],
    ['kr-dewasa', 30, {}, 'life'],
    ['tbc', 28, { pregnant: true, lastMenstrualPeriodOn: '2026-01-01' }, 'pregnancy'],
  ])('%s at %s years uses a page', (instrument, years, answers, page) => {
    expect(topicPageOf(inContext(instrument, { years }, answers))).toBe(page)
  })
})
