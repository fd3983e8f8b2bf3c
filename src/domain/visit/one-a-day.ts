import { isWorse } from './last-visit.ts'
import type { AssessedVisit } from './person-file.ts'

type Judged = Pick<AssessedVisit, 'visitId' | 'visitedOn' | 'level' | 'incomplete'>

/** A visit as it is shown and counted, with those that it stands for. */
export type OneADay<T> = { readonly shown: T; readonly beside: readonly T[] }

/**
 * A person's visits of one day on one form as one, in the order of the first of each: the worst of them stands for all,
 * complete where alike, then the first by id, so that everybody chooses alike. `formOf` tells what makes two visits of
 * one form.
 */
export function oneADay<T extends Judged>(
  visits: readonly T[],
  formOf: (visit: T) => string,
): readonly OneADay<T>[] {
  const days = new Map<string, T[]>()
  for (const visit of visits) {
    const key = `${visit.visitedOn} ${formOf(visit)}`
    const same = days.get(key)
    if (same) same.push(visit)
    else days.set(key, [visit])
  }
  return [...days.values()].map((same) => {
    const shown = same.reduce((one, other) => (goesBefore(other, one) ? other : one))
    return { shown, beside: same.filter((visit) => visit !== shown) }
  })
}

const goesBefore = (visit: Judged, other: Judged): boolean =>
  isWorse(visit, other) || (!isWorse(other, visit) && visit.visitId < other.visitId)
