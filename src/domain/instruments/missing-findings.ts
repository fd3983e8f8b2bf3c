import type { Field, FieldContext, Finding, Instrument, Rule } from './instrument.ts'
import { hasValue, isNotMeasured } from './read-answer.ts'
import { isRequired, isShown } from './shown-fields.ts'

/**
 * What a rule could not judge because a measurement has no value: one `notAssessed` for the first such field that it
 * judges. A field that need not be filled is passed over, unless somebody said that it could not be measured.
 */
export function missingFindings(
  instrument: Instrument,
  rule: Rule,
  context: FieldContext,
): readonly Finding[] {
  if (rule.concerns && !rule.concerns(context)) return []
  if (!rule.judges) return []
  const fields = fieldsOf(instrument)
  const missing = rule.judges.flatMap((id) => fields.get(id) ?? []).find((field) => isMissing(field, context))
  return missing ? [missingFinding(rule, missing, context)] : []
}

/** Looked up for every rule of every visit. */
const fieldsById = new WeakMap<Instrument, ReadonlyMap<string, readonly Field[]>>()

function fieldsOf(instrument: Instrument): ReadonlyMap<string, readonly Field[]> {
  const known = fieldsById.get(instrument)
  if (known) return known
  const fields = new Map<string, Field[]>()
  for (const field of instrument.fields) fields.set(field.id, [...(fields.get(field.id) ?? []), field])
  fieldsById.set(instrument, fields)
  return fields
}

function isMissing(field: Field, context: FieldContext): boolean {
  const answer = context.answers[field.id]
  if (hasValue(answer) || !isShown(field, context)) return false
  return isNotMeasured(answer) || isRequired(field, context)
}

function missingFinding(rule: Rule, field: Field, context: FieldContext): Finding {
  const answer = context.answers[field.id]
  const because = isNotMeasured(answer) ? answer.state : 'notMeasured'
  const reason = isNotMeasured(answer) && answer.reason ? { reason: answer.reason } : {}
  return {
    rule: rule.id,
    card: rule.card,
    edition: rule.edition,
    level: 'notAssessed',
    code: 'notAssessed',
    fields: [field.id],
    facts: reason,
    because,
  }
}
