import { ageIn } from '#domain/instruments/age-in.ts'
import type {
  Condition,
  Deadline,
  FieldContext,
  Finding,
  Level,
  Rule,
} from '#domain/instruments/instrument.ts'
import { yesNoIn } from '#domain/instruments/read-answer.ts'
import { defineRule, type Find, notAssessed } from './define-rule.ts'
import { type GrowthIndex, growthScoresIn } from './growth-scores.ts'

export type Verdict = {
  readonly level: Level
  readonly deadline?: Deadline
  readonly facts?: Readonly<Record<string, number | string>>
  readonly settings?: Readonly<Record<string, number | string>>
}

type IndexRule = {
  readonly id: string
  readonly card: string
  readonly edition: string
  readonly source: string
  readonly index: GrowthIndex
  /** Its measurements, first the one it is shown with. */
  readonly fields: readonly string[]
  readonly categories: readonly string[]
  readonly categoryOf: (z: number) => string
  readonly concerns?: Condition
  /** Why the index is judged of nobody in this state. */
  readonly unless?: (context: FieldContext) => string | undefined
  readonly verdictOn: (category: string, context: FieldContext) => Verdict
}

/** The rule of one growth index: category, level, and what happens to an implausible value. */
export function growthIndexRule(spec: IndexRule): Rule {
  const { id, card, edition, source, fields, categories, index } = spec
  const outcomes = [...categories, 'implausible', 'implausibleConfirmed', 'notAssessed']
  const head = { id, card, edition, source, outcomes, judges: fields }
  return defineRule(spec.concerns ? { ...head, concerns: spec.concerns } : head, (context, find) => {
    const score = growthScoresIn(context)[index]
    if (!score) return []
    const excluded = spec.unless?.(context)
    if (excluded) return [notAssessed(find, fields[0] ?? '', excluded, { index })]
    if (score.because === 'implausible') return implausible(spec, score.z ?? 0, context, find)
    const months = ageIn(context)?.months
    const base = { index, ...(months !== undefined && { months }) }
    if (score.because !== undefined) return [notAssessed(find, fields[0] ?? '', score.because, base)]
    const category = spec.categoryOf(score.z)
    const { level, deadline, facts, settings } = spec.verdictOn(category, context)
    const detail = {
      fields,
      deadline,
      facts: { z: score.z, ...base, ...shownWith(index, context), ...facts },
    }
    return [find(category, level, settings ? { ...detail, settings } : detail)]
  })
}

function shownWith(index: GrowthIndex, context: FieldContext) {
  const { adjustedLengthHeightCm, bmiForAgeShown } = growthScoresIn(context)
  if (index === 'weightForAge' || index === 'headForAge') return {}
  return {
    ...(adjustedLengthHeightCm !== undefined && { adjustedLengthHeightCm }),
    ...(index === 'weightForLength' && bmiForAgeShown !== undefined && { bmiForAgeZ: bmiForAgeShown }),
  }
}

/** Never a category: measured again first, and where it stays so, seen by a nakes today. */
function implausible(
  { fields, index }: IndexRule,
  z: number,
  context: FieldContext,
  find: Find,
): readonly Finding[] {
  const facts = { z, index }
  const grey = notAssessed(find, fields[0] ?? '', 'implausible', facts)
  return yesNoIn(context.answers, 'measuredAgain') === true
    ? [grey, find('implausibleConfirmed', 'refer', { fields, facts, deadline: 'today' })]
    : [grey, find('implausible', 'confirm', { fields, facts })]
}
