import { ageIn } from '#domain/instruments/age-in.ts'
import type { FieldContext, Finding } from '#domain/instruments/instrument.ts'
import { numberIn } from '#domain/instruments/read-answer.ts'
import { childSignsIn } from './child-signs.ts'
import { defineRule, type Find, notAssessed } from './define-rule.ts'
import { isPastYoungInfancy, isYoungInfant } from './young-infant.ts'

/** Breaths a minute (MTBM, MTBS): the limit itself counts as fast. */
export const fastInfantFrom = 60
const slowInfantBelow = 30
const fastUnder12MonthsFrom = 50
const fastFrom12MonthsFrom = 40
/** The limits of MTBS end with the fifth birthday. */
const lastMonth = 59

/** A fast count in a young infant is counted once more, and the second count decides. */
export const youngInfantBreathing = defineRule(
  {
    id: 'youngInfantBreathing',
    card: 'R-BY-BAHAYA',
    edition: 'mtbm',
    source: 'MTBM',
    outcomes: [
      'infantBreathingFast',
      'infantBreathingSlow',
      'infantBreathingSettled',
      'infantBreathingNormal',
    ],
    judges: ['breathsPerMinute'],
    concerns: isYoungInfant,
  },
  (context, find) => {
    const first = numberIn(context.answers, 'breathsPerMinute')
    if (first === undefined) return []
    return [judgeInfant(first, numberIn(context.answers, 'breathsPerMinuteAgain'), find)]
  },
)

function judgeInfant(first: number, again: number | undefined, find: Find): Finding {
  const value = again ?? first
  const fields = again === undefined ? ['breathsPerMinute'] : ['breathsPerMinuteAgain', 'breathsPerMinute']
  const at = (limit: number) => ({ fields, facts: { value, limit, ...(again !== undefined && { first }) } })
  if (value < slowInfantBelow || first < slowInfantBelow)
    return find('infantBreathingSlow', 'emergency', { ...at(slowInfantBelow), deadline: 'now' })
  if (value >= fastInfantFrom)
    return find('infantBreathingFast', 'emergency', { ...at(fastInfantFrom), deadline: 'now' })
  return first >= fastInfantFrom
    ? find('infantBreathingSettled', 'confirm', at(fastInfantFrom))
    : find('infantBreathingNormal', 'normal', at(fastInfantFrom))
}

export const childBreathing = defineRule(
  {
    id: 'childBreathing',
    card: 'R-AN-BAHAYA',
    edition: 'mtbs',
    source: 'MTBS',
    outcomes: ['childBreathingFast', 'childBreathingNormal', 'notAssessed'],
    judges: ['breathsPerMinute'],
    concerns: isPastYoungInfancy,
  },
  (context, find) => {
    const value = numberIn(context.answers, 'breathsPerMinute')
    if (value === undefined) return []
    const months = ageIn(context)?.months
    if (months === undefined) return [notAssessed(find, 'breathsPerMinute', 'ageUnknown')]
    if (months > lastMonth) return [notAssessed(find, 'breathsPerMinute', 'outOfAgeRange', { months })]
    const limit = months < 12 ? fastUnder12MonthsFrom : fastFrom12MonthsFrom
    const detail = { fields: ['breathsPerMinute'], facts: { value, limit } }
    if (value < limit) return [find('childBreathingNormal', 'normal', detail)]
    return isStruggling(context)
      ? [find('childBreathingFast', 'emergency', { ...detail, deadline: 'now' })]
      : [find('childBreathingFast', 'refer', { ...detail, deadline: 'today' })]
  },
)

/** Chest drawn in, or blue. */
function isStruggling(context: FieldContext): boolean {
  const signs = childSignsIn(context)
  return signs.has('breathingHard') || signs.has('blue')
}
