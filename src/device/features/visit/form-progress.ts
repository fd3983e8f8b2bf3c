import { isRequired } from '#domain/instruments/index.ts'
import type { Field, Step } from '#domain/instruments/instrument.ts'
import type { FormState } from './form-state.ts'

/** Whether something stands in the field, or why nothing can. */
export const isFilled = (form: FormState, field: Field): boolean => {
  const { entry } = form.view(field)
  return entry.notMeasured !== undefined || Object.keys(entry.parts).length > 0
}

export const countAnswered = (form: FormState, fields: readonly Field[]): number =>
  fields.filter((field) => isFilled(form, field)).length

/** How many of the fields must be filled, and how many of those are. */
export function countRequired(
  form: FormState,
  fields: readonly Field[],
): { readonly required: number; readonly answered: number } {
  const context = form.fieldContext()
  const required = fields.filter((field) => isRequired(field, context))
  return { required: required.length, answered: countAnswered(form, required) }
}

/** The first step in which a field that must be filled is not; else the first that there is. */
export function firstStepToFill(form: FormState): Step | undefined {
  const fields = form.shownFields()
  const context = form.fieldContext()
  const lacking = fields.filter((field) => isRequired(field, context) && !isFilled(form, field))
  const steps = (lacking.length > 0 ? lacking : fields).map(({ step }) => step)
  return steps.length > 0 ? (Math.min(...steps) as Step) : undefined
}
