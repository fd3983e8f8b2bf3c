import { checkAnswer, fieldContextOf, requiredFields } from '#domain/instruments/index.ts'
import type { Answers, AnswerValue, Context, Field, Instrument } from '#domain/instruments/instrument.ts'

/** What someone without complaint answers to a question that the measurements raise. */
function plainAnswer(field: Field): AnswerValue | undefined {
  if (field.keptIn !== undefined || field.nakesOnly) return undefined
  if (field.type === 'multi') return []
  // The one question of which "no" is the complaint: whether the weight follows the printed curve.
  return field.type === 'yesNo' ? field.id === 'weightFollowsCurve' : undefined
}

/** The measurements with every question answered that they make necessary. */
export function completeAnswers(instrument: Instrument, measured: Answers, context: Context): Answers {
  const asked = requiredFields(instrument, fieldContextOf(instrument, measured, context))
  const added = asked.flatMap((field) => {
    const answer = measured[field.id] === undefined ? plainAnswer(field) : undefined
    return answer === undefined ? [] : [[field.id, answer] as const]
  })
  if (added.length === 0) return measured
  // An answer may raise the next question.
  return completeAnswers(instrument, { ...measured, ...Object.fromEntries(added) }, context)
}

/** Fields whose value a kader would have been asked about, and confirmed. */
export function confirmedFields(
  instrument: Instrument,
  answers: Answers,
  context: Context,
): readonly string[] {
  const whole = fieldContextOf(instrument, answers, context)
  return instrument.fields.flatMap((field) => {
    const value = answers[field.id]
    return value !== undefined && checkAnswer(field, value, whole).status === 'confirm' ? [field.id] : []
  })
}
