import type { Settings } from '#domain/settings.ts'
import { lastVisitOf } from '#domain/visit/last-visit.ts'
import type { AssessedVisit, PersonFile } from '#domain/visit/person-file.ts'
import { knownFields, type RecordState } from '#protocol/merge.ts'
import type { PersonFields, VisitFields } from '#protocol/records/fields.ts'
import { personFileOf } from '#protocol/records/person-file.ts'
import { isVoided } from '#protocol/records/voided.ts'
import { openPregnancy, type Standing } from './directory.ts'
import type { Contribution } from './rows.ts'
import { contributionsOf } from './tally.ts'

/**
 * All conclusions on a person's visits; those that are `known`, by visit, are taken as they are. Pure; the rules behind
 * it load on first use.
 */
export type Assess = (
  file: PersonFile,
  settings: Settings,
  known?: ReadonlyMap<string, AssessedVisit>,
) => readonly AssessedVisit[]

export type Conclusions = {
  /** What they were drawn from. */
  readonly from: Basis | undefined
  readonly visits: readonly AssessedVisit[]
  readonly standing: Standing
  /** By visit. */
  readonly contributions: ReadonlyMap<string, Contribution>
}

type Basis = {
  readonly person: RecordState
  readonly others: readonly RecordState[]
  readonly settings: Settings
}

const none: Conclusions = { from: undefined, visits: [], standing: {}, contributions: new Map() }

/**
 * What follows from a person's records; nothing from one who is unknown or voided. `before`: what followed from them
 * when they were last looked at, of which all that still holds is kept.
 */
export function conclude(
  assess: Assess,
  person: RecordState | undefined,
  others: readonly RecordState[],
  settings: Settings,
  before?: Conclusions,
): Conclusions {
  if (!person || isVoided(person)) return none
  // By id, so that visits of one day stand in the same order whatever was written last.
  const file = personFileOf(
    person,
    [...others].sort((a, b) => (a.id < b.id ? -1 : 1)),
  )
  const from = { person, others, settings }
  const visits = assess(file, settings, before && stillHolding(before, from))
  const pregnant = openPregnancy(file.pregnancies)
  const last = lastVisitOf(visits)
  const { posyanduId } = knownFields(person) as PersonFields
  return {
    from,
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

const nothing: ReadonlyMap<string, AssessedVisit> = new Map()

/**
 * A visit is judged by itself, by the visits of earlier days, and by all that hangs on the person beside visits. So where
 * nothing but visits changed, the conclusions on the days before the first of them hold.
 */
function stillHolding(before: Conclusions, now: Basis): ReadonlyMap<string, AssessedVisit> {
  if (before.from?.person !== now.person || before.from.settings !== now.settings) return nothing
  const changed = [...without(before.from.others, now.others), ...without(now.others, before.from.others)]
  const days = changed.map(dayOfVisit)
  return new Map(
    before.visits
      .filter(({ visitedOn }) => days.every((day) => day !== undefined && visitedOn < day))
      .map((visit) => [visit.visitId, visit] as const),
  )
}

/** States never change: one that is another is another state. */
function without(some: readonly RecordState[], others: readonly RecordState[]): RecordState[] {
  const known = new Set(others)
  return some.filter((state) => !known.has(state))
}

/** `undefined` for what is no visit, or a visit without its day. */
function dayOfVisit(state: RecordState): string | undefined {
  return state.kind === 'visit' ? (knownFields(state) as VisitFields).visitedOn : undefined
}
