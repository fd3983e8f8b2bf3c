import type { Deadline, Facts, FieldContext, Finding, Level, Rule } from '#domain/instruments/instrument.ts'
import { type Settings, settingOf } from '#domain/settings.ts'

export type RuleHead = Omit<Rule, 'evaluate'>

type Detail = {
  readonly fields: readonly string[]
  readonly facts?: Facts
  readonly deadline?: Deadline | undefined
  readonly because?: string
  readonly settings?: Facts
}
/** Makes a finding of the rule. A code that the rule does not announce is a bug. */
export type Find = (code: string, level: Level, detail: Detail) => Finding

/** A rule from what it is and how it judges; `find` fills in id, card and edition. */
export function defineRule(
  head: RuleHead,
  evaluate: (context: FieldContext, find: Find) => readonly Finding[],
): Rule {
  const find: Find = (code, level, { fields, facts = {}, deadline, because, settings }) => {
    if (!head.outcomes.includes(code)) throw new RangeError(`${head.id} does not announce ${code}`)
    return {
      rule: head.id,
      card: head.card,
      edition: head.edition,
      level,
      ...(deadline && { deadline }),
      code,
      fields,
      facts,
      ...(because && { because }),
      ...(settings && { settings }),
    }
  }
  const concerns = head.concerns ?? (() => true)
  // The engine speaks for the rule where a measurement that it judges is missing.
  const outcomes = head.judges ? [...new Set([...head.outcomes, 'notAssessed'])] : head.outcomes
  return { ...head, outcomes, evaluate: (context) => (concerns(context) ? evaluate(context, find) : []) }
}

/** "Cannot be judged", with the reason. */
export const notAssessed = (find: Find, field: string, because: string, facts: Facts = {}): Finding =>
  find('notAssessed', 'notAssessed', { fields: [field], because, facts })

/** The settings named, as they stood: what a finding rested on. */
export const settingsUsed = (settings: Settings, ...names: readonly string[]): Facts =>
  Object.fromEntries(
    names.map((name) => {
      const value = settingOf(settings, name)
      return [name, typeof value === 'boolean' ? (value ? 'on' : 'off') : value]
    }),
  )

/** Deadline of a referral to which the mother and child cards give none of their own. */
export const plainDeadline = (settings: Settings): Deadline => {
  const days = settingOf(settings, 'plainReferralDeadline')
  return days === 'today' || days === 'week' ? days : '3days'
}
