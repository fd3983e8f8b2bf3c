import type { RecordState } from '#protocol/merge.ts'

const carriers: ReadonlySet<string> = new Set(['household', 'person', 'posyanduDay'])

/** Only household, person and posyanduDay carry `posyanduId`; all else follows its person. */
export const followsPerson = (kind: string) => !carriers.has(kind)

/** The text that a field shows, if it shows one. */
export function shownText(state: RecordState, field: string): string | undefined {
  const value = Object.hasOwn(state.fields, field) ? state.fields[field]?.heads[0]?.value : undefined
  return typeof value === 'string' ? value : undefined
}

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/

/** What a field says, where it can be the id of a record at all: a phone may have written anything there. */
export const idIn = (value: unknown): string | undefined =>
  typeof value === 'string' && uuid.test(value) ? value : undefined

/** The person that a record belongs to: itself, or whom it names. */
export function personOf(state: RecordState): string | undefined {
  if (state.kind === 'person') return state.id
  return followsPerson(state.kind) ? idIn(shownText(state, 'personId')) : undefined
}
