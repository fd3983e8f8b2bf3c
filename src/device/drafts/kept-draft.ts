import type { FieldValue } from '#protocol/mutation.ts'

/** A draft as the store keeps it: it holds what forms hold, which is all JSON. */
export const keptDraft = (draft: object): FieldValue => draft as FieldValue
