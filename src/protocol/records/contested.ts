import { conflictingFields, type RecordState } from '#protocol/merge.ts'

/** Written by the app for itself: no person has to choose between two of them. */
const ownNotes = new Set(['confirmed', 'nikConfirmed', 'instrumentEdition', 'imported', 'demo'])

/** The fields of a record that people have to settle: written differently without knowing of each other. */
export const contestedFields = (state: RecordState): readonly string[] =>
  conflictingFields(state).filter((name) => !ownNotes.has(name))
