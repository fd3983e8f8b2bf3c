import type { Settings } from '#domain/settings.ts'
import { foldForSearch } from '#domain/person/names.ts'
import { oneADay } from '#domain/visit/one-a-day.ts'
import { assessPersonFile } from '#domain/visit/assess-person-file.ts'
import { lastVisitOf } from '#domain/visit/last-visit.ts'
import type { AssessedVisit, PersonFile } from '#domain/visit/person-file.ts'
import { type RecordState, shownFields } from '#protocol/merge.ts'
import type { PersonFields, VisitFields } from '#protocol/records/fields.ts'
import { joinPeople } from '#protocol/records/aliases.ts'
import { contestedFields } from '#protocol/records/contested.ts'
import { personFileOf } from '#protocol/records/person-file.ts'
import { isVoided } from '#protocol/records/voided.ts'

/** A record as the database has it, with where and since when. */
export type StoredRecord = {
  readonly state: RecordState
  readonly posyanduId: string
  readonly receivedAt: number
}

/** A row of `visit_summary`, without its arrival. */
export type VisitSummary = AssessedVisit & {
  readonly personId: string
  readonly posyanduId: string
  readonly instrument: string
  readonly place: string | undefined
  readonly conflicts: readonly string[]
  readonly receivedAt: number
  /** The visit of the same day on the same form that is shown in its stead. */
  readonly shownBy: string | undefined
}

/** A row of `person_summary`. */
export type PersonSummary = {
  readonly personId: string
  readonly posyanduId: string
  readonly fields: PersonFields
  readonly search: string
  readonly pregnancies: PersonFile['pregnancies']
  readonly voided: boolean
  readonly conflict: boolean
  readonly lastVisit: Pick<AssessedVisit, 'visitedOn' | 'card' | 'level' | 'incomplete'> | undefined
}

/** A person, those who are shown as them, and all that follows any of them. */
export type WholeFile = {
  readonly person: StoredRecord
  readonly alsoAs: readonly StoredRecord[]
  readonly others: readonly StoredRecord[]
}

/** What the lists show of one person, from the records as merged. `logFault` gets what a rule threw. */
export function summarisePerson(
  { person, alsoAs, others }: WholeFile,
  settings: Settings,
  logFault: (fault: unknown) => void,
): { readonly person: PersonSummary; readonly visits: readonly VisitSummary[] } {
  const aliases = alsoAs.map(({ state }) => state)
  const joined = joinPeople(person.state, aliases)
  const fields = shownFields(joined) as PersonFields
  const states = others.map((record) => record.state)
  const file = personFileOf(joined, states)
  const assessed = assessPersonFile(file, settings, undefined, logFault)
  const byId = new Map(others.map((record) => [record.state.id, record]))
  const visits = oneOfEachDay(
    assessed.flatMap((visit) => toSummary(visit, person.state.id, byId.get(visit.visitId))),
  )
  const last = lastVisitOf(assessed)
  return {
    visits,
    person: {
      personId: person.state.id,
      posyanduId: person.posyanduId,
      fields,
      search: [fields, ...aliases.map(shownFields)].map(searchText).join('\n'),
      pregnancies: file.pregnancies,
      voided: isVoided(person.state),
      conflict: [person.state, ...aliases, ...states].some((state) => contestedFields(state).length > 0),
      lastVisit: last && {
        visitedOn: last.visitedOn,
        card: last.card,
        level: last.level,
        incomplete: last.incomplete,
      },
    },
  }
}

function toSummary(visit: AssessedVisit, personId: string, record: StoredRecord | undefined): VisitSummary[] {
  if (!record) return []
  const { instrument = visit.card, place } = shownFields(record.state) as VisitFields
  return [
    {
      ...visit,
      personId,
      posyanduId: record.posyanduId,
      instrument,
      place,
      conflicts: contestedFields(record.state),
      receivedAt: record.receivedAt,
      shownBy: undefined,
    },
  ]
}

/** Each visit with the one that is shown in its stead, where there is one. */
const oneOfEachDay = (visits: readonly VisitSummary[]): readonly VisitSummary[] =>
  oneADay(visits, ({ instrument }) => instrument).flatMap(({ shown, beside }) => [
    shown,
    ...beside.map((visit) => ({ ...visit, shownBy: shown.visitId })),
  ])

/** Names of a child and its mother and the RT, folded as a search is. */
function searchText({ name, motherName, rt }: PersonFields): string {
  const parts = [name, motherName, rt && `rt ${rt}`]
  return parts.map((part) => (typeof part === 'string' ? foldForSearch(part) : '')).join('\n')
}
