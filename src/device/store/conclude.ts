import type { Settings } from '#domain/settings.ts'
import { lastVisitOf } from '#domain/visit/last-visit.ts'
import type { AssessedVisit, PersonFile } from '#domain/visit/person-file.ts'
import { knownFields, type RecordState } from '#protocol/merge.ts'
import type { PersonFields } from '#protocol/records/fields.ts'
import { personFileOf } from '#protocol/records/person-file.ts'
import { isVoided } from '#protocol/records/voided.ts'
import { openPregnancy, type Standing } from './directory.ts'
import type { Contribution } from './rows.ts'
import { contributionsOf } from './tally.ts'

/** All conclusions on a person's visits. Pure; the rules behind it load on first use. */
export type Assess = (file: PersonFile, settings: Settings) => readonly AssessedVisit[]

export type Conclusions = {
  readonly visits: readonly AssessedVisit[]
  readonly standing: Standing
  /** By visit. */
  readonly contributions: ReadonlyMap<string, Contribution>
}

const none: Conclusions = { visits: [], standing: {}, contributions: new Map() }

/** What follows from a person's records; nothing from one who is unknown or voided. */
export function conclude(
  assess: Assess,
  person: RecordState | undefined,
  others: readonly RecordState[],
  settings: Settings,
): Conclusions {
  if (!person || isVoided(person)) return none
  // By id, so that visits of one day stand in the same order whatever was written last.
  const file = personFileOf(
    person,
    [...others].sort((a, b) => (a.id < b.id ? -1 : 1)),
  )
  const visits = assess(file, settings)
  const pregnant = openPregnancy(file.pregnancies)
  const last = lastVisitOf(visits)
  const { posyanduId } = knownFields(person) as PersonFields
  return {
    visits,
    standing: {
      ...(pregnant && { pregnant }),
      ...(last && {
        lastVisit: { day: last.visitedOn, card: last.card, level: last.level, incomplete: last.incomplete },
      }),
    },
    contributions: contributionsOf(posyanduId ?? '', visits),
  }
}
