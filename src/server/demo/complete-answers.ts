import { checkAnswer, fieldContextOf, isRequired, shownFields } from '#domain/instruments/index.ts'
import type { Answers, Context, Field, Instrument, Step } from '#domain/instruments/instrument.ts'
import { isDoseField } from './doses.ts'
import type { BestAnswer } from './best-answers.ts'

/** What a person says where asked, and how far the kader came with the card. */
export type Conversation = {
  readonly best: BestAnswer
  /** Answers by field, given as soon as the question is shown. */
  readonly says: Answers
  /** What measuring shows, taken only where the card must have it. */
  readonly shows: Answers
  /** Questions that are passed over. */
  readonly leaves: (field: Field) => boolean
  readonly lastStep: Step
}

/** The measurements with every question answered that they make necessary, and what the person says besides. */
export function completeAnswers(
  instrument: Instrument,
  measured: Answers,
  context: Context,
  talk: Conversation,
): Answers {
  const within = fieldContextOf(instrument, measured, context)
  const added: Record<string, Answers[string]> = {}
  for (const field of shownFields(instrument, within)) {
    if (!isAsked(field, talk) || within.answers[field.id] !== undefined) continue
    const said = talk.says[field.id]
    if (said === undefined && !isRequired(field, within)) continue
    const answer =
      said ?? talk.shows[field.id] ?? talk.best(instrument, field, { ...measured, ...added }, context)
    if (answer !== undefined) added[field.id] = answer
  }
  if (Object.keys(added).length === 0) return measured
  // An answer may raise the next question.
  return completeAnswers(instrument, { ...measured, ...added }, context, talk)
}

const isAsked = (field: Field, { leaves, lastStep }: Conversation) =>
  field.keptIn === undefined &&
  !field.nakesOnly &&
  !isDoseField(field) &&
  field.step <= lastStep &&
  !leaves(field)

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
