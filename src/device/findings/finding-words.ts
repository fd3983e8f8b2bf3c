import type { TFunction } from 'i18next'
import { formatDay } from '#device/i18n/format.ts'
import { addNamespace } from '#device/i18n/i18n.ts'
import { findingTexts } from '#device/i18n/id/findings.ts'
import { formatNumber } from '#device/ui/inputs/typed-number.ts'
import type { Facts, Finding } from '#domain/instruments/instrument.ts'

addNamespace('findings', findingTexts, async () => ({
  default: (await import('#device/i18n/en/findings.ts')).findingTexts,
}))

/** Translates, with the namespace `findings` among its own, and the language it translates into. */
export type Words = { readonly t: TFunction; readonly language: string }

export type FindingText = {
  readonly title: string
  readonly meaning: string
  readonly advice: string
  /** The limit that decided, in small print; empty where there is none. */
  readonly limit: string
}

/**
 * The words of an outcome, with its facts in them: those that a rule has of its own, else those of the code.
 * Of what was not assessed the title names what the rule would have judged.
 */
export function findingWords(words: Words, finding: Finding): FindingText {
  const { rule, code } = finding
  const facts = showFacts(words, finding.facts)
  const say = (part: string) =>
    words.t([`findings:rules.${rule}.${code}.${part}`, `findings:outcomes.${code}.${part}`], {
      ...facts,
      defaultValue: '',
    })
  const title = code === 'notAssessed' ? words.t(`findings:names.${rule}`) : say('title')
  return { title, meaning: say('meaning'), advice: say('advice'), limit: say('limit') }
}

/** Why something was not assessed, as the end of a sentence that begins with "karena". */
export const becauseWords = ({ t }: Words, finding: Finding): string =>
  t([`findings:because.${finding.because}`, 'findings:because.other'])

/** Facts for a sentence: numbers with comma or point, days as days. */
export function showFacts({ language }: Words, facts: Facts): Record<string, string> {
  return Object.fromEntries(Object.entries(facts).map(([name, fact]) => [name, showFact(fact, language)]))
}

function showFact(fact: string | number, language: string): string {
  if (typeof fact === 'number') return formatNumber(fact, language)
  return /^\d{4}-\d{2}-\d{2}$/.test(fact) ? formatDay(fact, language) : fact
}
