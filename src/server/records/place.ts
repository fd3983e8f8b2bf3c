import type { RecordState } from '#protocol/merge.ts'

const carriers: ReadonlySet<string> = new Set(['household', 'person', 'posyanduDay'])

/** Only household, person and posyanduDay carry `posyanduId`; all else follows its person. */
export const followsPerson = (kind: string) => !carriers.has(kind)

/** The text that a field shows, if it shows one. */
export function shownText(state: RecordState, field: string): string | undefined {
  const value = Object.hasOwn(state.fields, field) ? state.fields[field]?.heads[0]?.value : undefined
  return typeof value === 'string' ? value : undefined
}

/** The person that a record belongs to: itself, or whom it names. */
export function personOf(state: RecordState): string | undefined {
  if (state.kind === 'person') return state.id
  return followsPerson(state.kind) ? shownText(state, 'personId') : undefined
}
