import { yesNoIn } from '#domain/instruments/read-answer.ts'
import type { CalendarDay } from '#domain/time/calendar-day.ts'
import type { HomeVisitInput } from '#domain/visit/home-visit-facts.ts'
import type { PersonFile, VisitEntry } from '#domain/visit/person-file.ts'

/** Answers that say that TBC is in the house: a case, somebody on treatment, somebody who lives with a case. */
const signsOfTbc = ['tbcOnTreatment', 'tbcContact', 'memberTbc']

/** What the files of all who live together say of the house, by a day. */
export function householdFacts(files: readonly PersonFile[], day: CalendarDay): HomeVisitInput['household'] {
  const visits = files.map((file) => file.visits.filter(({ visitedOn }) => visitedOn <= day))
  const [last] = visits
    .flat()
    .filter(({ instrument }) => instrument.startsWith('kr-'))
    .map(({ visitedOn }) => visitedOn)
    .sort()
    .reverse()
  return {
    ...(last !== undefined && { lastVisitedOn: last }),
    hasTbc: visits.some((ofOne) => signsOfTbc.some((id) => lastSaid(ofOne, id) === true)),
  }
}

/** The answer of the latest visit that has one. */
function lastSaid(visits: readonly VisitEntry[], id: string): boolean | undefined {
  const said = visits.filter(({ answers }) => yesNoIn(answers, id) !== undefined)
  const latest = said.reduce<VisitEntry | undefined>(
    (one, other) => (one && one.visitedOn > other.visitedOn ? one : other),
    undefined,
  )
  return latest && yesNoIn(latest.answers, id)
}
