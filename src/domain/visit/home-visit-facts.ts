import type { Finding } from '#domain/instruments/instrument.ts'
import { textIn } from '#domain/instruments/read-answer.ts'
import type { DueItem } from '#domain/schedule/due-item.ts'
import type { CalendarDay } from '#domain/time/calendar-day.ts'
import type { AssessedVisit, PersonFile, VisitEntry } from './person-file.ts'

/** All that decides whether somebody is visited at home. Everything lies on or before the day. */
export type HomeVisitInput = {
  readonly file: PersonFile
  /** The file's visits with their findings. */
  readonly assessed: readonly Pick<AssessedVisit, 'visitId' | 'visitedOn' | 'level' | 'findings'>[]
  /** What the person is owed on the day. */
  readonly due: readonly DueItem[]
  /** Posyandu days held, in any order. */
  readonly posyanduDays: readonly CalendarDay[]
  readonly household: {
    /** When anybody of the household was last visited at home. */
    readonly lastVisitedOn?: CalendarDay
    /** A case of TBC lives there, or somebody named as a contact. */
    readonly hasTbc: boolean
  }
}

/** One visit with what was written and what was found. */
export type KnownVisit = {
  readonly entry: VisitEntry
  readonly findings: readonly Finding[]
  readonly level: string
}

const codeOrder = (one: string, other: string) => (one < other ? -1 : one > other ? 1 : 0)

/** The visits up to a day, oldest first; of one day in the order of their ids. */
export function visitsUntil({ file, assessed }: HomeVisitInput, day: CalendarDay): readonly KnownVisit[] {
  const judged = new Map(assessed.map((visit) => [visit.visitId, visit]))
  return file.visits
    .filter(({ visitedOn }) => visitedOn <= day)
    .sort((one, other) => codeOrder(`${one.visitedOn} ${one.id}`, `${other.visitedOn} ${other.id}`))
    .map((entry) => ({
      entry,
      findings: judged.get(entry.id)?.findings ?? [],
      level: judged.get(entry.id)?.level ?? 'notAssessed',
    }))
}

export const isHomeVisit = ({ entry }: KnownVisit): boolean => entry.instrument.startsWith('kr-')

/** Whether the person was met; a door that stayed closed is no contact. */
export const wasMet = ({ entry }: KnownVisit): boolean =>
  (textIn(entry.answers, 'personMet') ?? 'met') === 'met'
