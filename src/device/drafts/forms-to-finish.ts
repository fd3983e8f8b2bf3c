import type { DirectoryEntry } from '#device/store/store.ts'
import { type DraftOf, draftOf } from './draft-keys.ts'

/**
 * Drafts that somebody can go on with on this phone, with the form that each is of. One of a person who is not here any
 * more is kept for when they come back; until then it is nobody's to finish.
 */
export function formsToFinish<Draft extends { readonly key: string }>(
  drafts: readonly Draft[],
  people: readonly DirectoryEntry[],
): readonly { readonly draft: Draft; readonly of: DraftOf }[] {
  const here = new Set(people.flatMap(({ id, alsoAs = [] }) => [id, ...alsoAs.map((one) => one.id)]))
  return drafts.flatMap((draft) => {
    const of = draftOf(draft.key)
    return of && (of.form === 'newPerson' || here.has(of.personId)) ? [{ draft, of }] : []
  })
}
