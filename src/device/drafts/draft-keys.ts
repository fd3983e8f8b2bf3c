/** The one form of a new person that can be half filled. */
export const newPersonDraftKey = 'person:new'

/** Changes of a person's data that were begun and not saved. */
export const personDraftKey = (personId: string) => `person:${personId}`

/** One half-filled visit a person: whoever comes back to the person finds it. A correction of a visit has its own. */
export const visitDraftKey = (personId: string, visitId?: string) =>
  visitId === undefined ? `visit:${personId}` : `visit:${personId}:${visitId}`

export type DraftOf =
  | { readonly form: 'newPerson' }
  | { readonly form: 'person'; readonly personId: string }
  | { readonly form: 'visit'; readonly personId: string; readonly visitId?: string }

/** Which form a draft is of; `undefined` for a key of another edition. */
export function draftOf(key: string): DraftOf | undefined {
  if (key === newPersonDraftKey) return { form: 'newPerson' }
  const [form, personId, visitId] = key.split(':')
  if (!personId) return undefined
  if (form === 'visit') return { form, personId, ...(visitId && { visitId }) }
  return form === 'person' ? { form, personId } : undefined
}
