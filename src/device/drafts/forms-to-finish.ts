import { type DraftOf, draftOf } from './draft-keys.ts'

/** Somebody on this phone, with the other records that are shown as them. */
type Shown = { readonly id: string; readonly alsoAs?: readonly { readonly id: string }[] | undefined }

/**
 * Drafts that somebody can go on with on this phone, with the form and the person that each is of. One of a person who
 * is not here any more is kept for when they come back; until then it is nobody's to finish.
 */
export function formsToFinish<Draft extends { readonly key: string }, Person extends Shown>(
  drafts: readonly Draft[],
  people: readonly Person[],
): readonly { readonly draft: Draft; readonly of: DraftOf; readonly person: Person | undefined }[] {
  const here = byId(people)
  return drafts.flatMap((draft) => {
    const of = draftOf(draft.key)
    if (!of) return []
    const person = of.form === 'newPerson' ? undefined : here.get(of.personId)
    return of.form === 'newPerson' || person ? [{ draft, of, person }] : []
  })
}

/** The drafts of people who are not on this phone: nobody can go on with them here. */
export function formsOfGone<Draft extends { readonly key: string }>(
  drafts: readonly Draft[],
  people: readonly Shown[],
): readonly Draft[] {
  const here = byId(people)
  return drafts.filter(({ key }) => {
    const of = draftOf(key)
    return of !== undefined && of.form !== 'newPerson' && !here.has(of.personId)
  })
}

const byId = <Person extends Shown>(people: readonly Person[]): ReadonlyMap<string, Person> =>
  new Map(
    people.flatMap((person) => [person, ...(person.alsoAs ?? [])].map(({ id }) => [id, person] as const)),
  )
