import type { Field } from './instrument.ts'

/** A field with its number on the official form; its wording stays the project's own until it is confirmed. */
export const onForm = (form: string, number: string, field: Field): Field => ({
  ...field,
  officialItem: { form, number },
})
