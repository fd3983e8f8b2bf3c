import { levels } from '#domain/instruments/instrument.ts'
import type { AssessedVisit } from './person-file.ts'

type Judged = Pick<AssessedVisit, 'level' | 'incomplete'>

/** Whether a visit is to be shown rather than another of the same day: at its worse level, complete where alike. */
export function isWorse(visit: Judged, than: Judged): boolean {
  const [left, right] = [levels.indexOf(visit.level), levels.indexOf(than.level)]
  return left < right || (left === right && than.incomplete && !visit.incomplete)
}

/** The visit that a list shows of a person: of the latest day, and of several on that day the worst. */
export function lastVisitOf<T extends Judged & Pick<AssessedVisit, 'visitedOn'>>(
  visits: readonly T[],
): T | undefined {
  return visits.reduce<T | undefined>((last, visit) => {
    if (!last || visit.visitedOn > last.visitedOn) return visit
    return visit.visitedOn === last.visitedOn && isWorse(visit, last) ? visit : last
  }, undefined)
}
