/** The one form of a new person that can be half filled. */
export const newPersonDraftKey = 'person:new'

/** Changes of a person's data that were begun and not saved. */
export const personDraftKey = (personId: string) => `person:${personId}`

/** One half-filled visit a person: whoever comes back to the person finds it. */
export const visitDraftKey = (personId: string) => `visit:${personId}`

export type DraftOf =
  | { readonly form: 'newPerson' }
  | { readonly form: 'person' | 'visit'; readonly personId: string }

/** Which form a draft is of; `undefined` for a key of another edition. */
export function draftOf(key: string): DraftOf | undefined {
  if (key === newPersonDraftKey) return { form: 'newPerson' }
  const [form, personId] = key.split(':')
  return (form === 'person' || form === 'visit') && personId ? { form, personId } : undefined
}
