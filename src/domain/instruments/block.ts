import type { Field, Rule } from './instrument.ts'

/** Questions that belong together, with the rules on them: several cards ask them alike. */
export type Block = { readonly fields: readonly Field[]; readonly rules: readonly Rule[] }

/** The same with every field under a heading of the form. */
export const inSection = (section: string, fields: readonly Field[]): readonly Field[] =>
  fields.map((field) => ({ ...field, section: field.section ?? section }))
