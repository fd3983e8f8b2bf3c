import type { Finding, Rule } from '#domain/instruments/instrument.ts'
import { textIn } from '#domain/instruments/read-answer.ts'
import { defineRule, type Find, settingsUsed } from './define-rule.ts'
import type { MentalHealthCard } from './srq.ts'

/** How often in the last two weeks: 0 to 3 points. */
export const phqAnswers = ['notAtAll', 'underAWeek', 'overAWeek', 'nearlyEveryDay'] as const
export const phqItems = ['phq4_1', 'phq4_2', 'phq4_3', 'phq4_4'] as const

/** Each pair of items refers from three points (Cek Kesehatan Gratis 2025). */
const referFrom = 3

type Pair = {
  readonly id: string
  readonly items: readonly [string, string]
  readonly high: string
  readonly normal: string
}

const pairRule = ({ id, items, high, normal }: Pair, card: MentalHealthCard): Rule =>
  defineRule(
    {
      id,
      card,
      edition: 'ckg-2025',
      source: 'KMK HK.01.07/MENKES/33/2025; PHQ-4',
      outcomes: [high, normal],
      judges: items,
    },
    ({ answers, settings }, find: Find): readonly Finding[] => {
      const points = items.map((item) => phqAnswers.findIndex((one) => one === textIn(answers, item)))
      const known = points.filter((point) => point >= 0)
      const score = known.reduce((sum, point) => sum + point, 0)
      const detail = {
        fields: [items[0]],
        facts: { score, limit: referFrom },
        settings: settingsUsed(settings, 'phq4WordingConfirmed'),
      }
      if (score >= referFrom) return [find(high, 'refer', { ...detail, deadline: 'week' })]
      return known.length < items.length ? [] : [find(normal, 'normal', detail)]
    },
  )

/** PHQ-4: depression by its first two items, anxiety by the others; the total decides nothing. */
export const phq4 = (card: MentalHealthCard): readonly Rule[] => [
  pairRule(
    { id: 'phq2', items: ['phq4_1', 'phq4_2'], high: 'depressionSigns', normal: 'noDepressionSigns' },
    card,
  ),
  pairRule({ id: 'gad2', items: ['phq4_3', 'phq4_4'], high: 'anxietySigns', normal: 'noAnxietySigns' }, card),
]
