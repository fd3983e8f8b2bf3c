import type { Answers, Context, Field, FieldContext, Instrument } from './instrument.ts'

/** The context in which fields and rules of an instrument look at answers: those given by records come first. */
export function fieldContextOf(instrument: Instrument, answers: Answers, context: Context): FieldContext {
  return { ...context, instrument: instrument.id, answers: { ...context.given, ...present(answers) } }
}

const present = (answers: Answers): Answers =>
  Object.fromEntries(Object.entries(answers).filter(([, value]) => value !== undefined))

/** Whether a field is asked here. What has an answer always stays in sight. */
export function isShown(field: Field, context: FieldContext): boolean {
  return field.shownWhen === undefined || context.answers[field.id] !== undefined || field.shownWhen(context)
}

/** Whether a field must have an answer here. A field out of sight never must. */
export function isRequired(field: Field, context: FieldContext): boolean {
  if (!isShown(field, context)) return false
  return typeof field.required === 'boolean' ? field.required : field.required(context)
}

/** The fields to show, in the order of the card. */
export const shownFields = (instrument: Instrument, context: FieldContext): readonly Field[] =>
  instrument.fields.filter((field) => isShown(field, context))

/** The fields without which a visit is incomplete. */
export const requiredFields = (instrument: Instrument, context: FieldContext): readonly Field[] =>
  instrument.fields.filter((field) => isRequired(field, context))
