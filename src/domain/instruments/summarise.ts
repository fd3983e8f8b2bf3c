import type { FieldContext, Finding, Instrument, Level, Summary } from './instrument.ts'
import { levels } from './instrument.ts'
import { hasValue } from './read-answer.ts'
import { requiredFields } from './shown-fields.ts'

/** Reasons that leave nothing to be done: the question was asked, and there is no judgement for this person. */
const settledReasons = new Set([
  'outOfAgeRange',
  'notApplicable',
  'pregnant',
  'firstWeighing',
  'notWeighedLastMonth',
])

const rank = (level: Level) => levels.indexOf(level)

/** The worst level of the findings; `notAssessed` where there is no other. */
function worstLevel(findings: readonly Finding[]): Level {
  return findings.reduce<Level>(
    (worst, { level }) => (rank(level) < rank(worst) ? level : worst),
    'notAssessed',
  )
}

/**
 * A visit in one word. Level: the worst of its findings. Incomplete ("belum lengkap"): nothing is worse than normal,
 * but a required item has no value or could not be judged; such a visit is never plain normal. Findings worst first.
 */
export function summarise(
  instrument: Instrument,
  findings: readonly Finding[],
  context: FieldContext,
): Summary {
  const level = worstLevel(findings)
  const nothingWorse = rank(level) >= rank('normal')
  return {
    level,
    incomplete: nothingWorse && isIncomplete(instrument, findings, context),
    findings: [...findings].sort((one, other) => rank(one.level) - rank(other.level)),
  }
}

function isIncomplete(instrument: Instrument, findings: readonly Finding[], context: FieldContext): boolean {
  const required = requiredFields(instrument, context)
  if (required.some(({ id }) => !hasValue(context.answers[id]))) return true
  const ids = new Set(required.map(({ id }) => id))
  return findings.some(
    ({ level, because, fields }) =>
      level === 'notAssessed' && !settledReasons.has(because ?? '') && ids.has(fields[0] ?? ''),
  )
}
