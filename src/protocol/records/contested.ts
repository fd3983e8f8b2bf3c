import { conflictingFields, type RecordState } from '#protocol/merge.ts'

/**
 * Written by the app for itself: no person has to choose between two of them. When a posyandu day was opened and closed
 * is what each phone's clock said of itself.
 */
const ownNotes = new Set([
  'confirmed',
  'nikConfirmed',
  'instrumentEdition',
  'imported',
  'demo',
  'openedAt',
  'closedAt',
])

/** The fields of a record that people have to settle: written differently without knowing of each other. */
export const contestedFields = (state: RecordState): readonly string[] =>
  conflictingFields(state).filter((name) => !ownNotes.has(name))
