import type { FieldContext, Finding } from '#domain/instruments/instrument.ts'
import { choicesIn, numberIn, yesNoIn } from '#domain/instruments/read-answer.ts'
import { defineRule, type Find } from './define-rule.ts'

const card = 'R-11'
const edition = 'kmk-2015-2023'
const source = 'KMK HK.01.07/MENKES/2015/2023, Tabel 16 and 27; ASSIST v3.1'

/** What is asked for; everything but tobacco is referred. */
export const substances = [
  'tobacco',
  'alcohol',
  'cannabis',
  'stimulants',
  'inhalants',
  'sedatives',
  'opioids',
  'other',
] as const

/** Any use but tobacco, or an injection in three months, is referred for ASSIST. */
export const substanceUse = defineRule(
  {
    id: 'substanceUse',
    card,
    edition,
    source,
    outcomes: ['substancesInjected', 'substancesUsed', 'substancesTobaccoOnly', 'substancesNone'],
  },
  ({ answers }, find) => {
    if (yesNoIn(answers, 'substancesInjected') === true)
      return [find('substancesInjected', 'refer', { fields: ['substancesInjected'], deadline: 'week' })]
    const used = choicesIn(answers, 'substancesUsed')
    const fields = ['substancesUsed']
    if (
      used?.some((substance) => substance !== 'tobacco') ||
      yesNoIn(answers, 'substanceDependence') === true
    )
      return [
        find('substancesUsed', 'refer', {
          fields: used ? fields : ['substanceDependence'],
          deadline: 'week',
        }),
      ]
    if (!used) return []
    return used.length > 0
      ? [find('substancesTobaccoOnly', 'counsel', { fields })]
      : [find('substancesNone', 'normal', { fields })]
  },
)

/** ASSIST v3.1: moderate risk from, high risk from; alcohol has limits of its own. */
const bands = {
  assistAlcoholScore: { moderateFrom: 11, highFrom: 27 },
  assistOtherScore: { moderateFrom: 4, highFrom: 27 },
} as const
type ScoreId = keyof typeof bands
const scores: readonly ScoreId[] = ['assistAlcoholScore', 'assistOtherScore']

/** The score of ASSIST that a nakes enters: moderate risk gets a brief intervention, high risk the IPWL. */
export const assist = defineRule(
  { id: 'assist', card, edition, source, outcomes: ['assistHigh', 'assistModerate', 'assistLow'] },
  (context, find) => scores.flatMap((id) => judgeScore(id, context, find)),
)

function judgeScore(id: ScoreId, { answers }: FieldContext, find: Find): readonly Finding[] {
  const score = numberIn(answers, id)
  if (score === undefined) return []
  const { moderateFrom, highFrom } = bands[id]
  const detail = { fields: [id], facts: { score } }
  if (score >= highFrom) return [find('assistHigh', 'refer', { ...detail, deadline: 'week' })]
  return score >= moderateFrom
    ? [find('assistModerate', 'refer', { ...detail, deadline: 'week' })]
    : [find('assistLow', 'normal', detail)]
}
