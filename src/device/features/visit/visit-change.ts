import type { Answers } from '#domain/instruments/instrument.ts'
import type { CalendarDay } from '#domain/time/calendar-day.ts'
import type { Change } from '#device/store/store.ts'
import type { FieldValue } from '#protocol/mutation.ts'
import type { VisitFields } from '#protocol/records/fields.ts'
import { sameAnswer } from './entries.ts'

export type VisitHeader = {
  readonly id: string
  readonly personId: string
  readonly visitedOn: CalendarDay
  /** The open posyandu day; without one the visit is a home visit. */
  readonly posyanduDayId?: string | undefined
  readonly instrument: string
  readonly instrumentEdition: string
}

/** The visit's record as it stands, for an amendment. */
export type SavedVisit = { readonly header: VisitFields; readonly answers: Answers }

/** What was saved before and now reads otherwise: answers by field id as they stood. Nothing where all is new. */
export function correctedAnswers(
  filled: Answers,
  touched: readonly string[],
  saved: SavedVisit | undefined,
): Readonly<Record<string, FieldValue>> {
  const before = saved?.answers ?? {}
  const changed = touched.filter((id) => before[id] !== undefined && !sameAnswer(filled[id], before[id]))
  return Object.fromEntries(changed.map((id) => [id, before[id] as FieldValue]))
}

export type FilledVisit = { readonly answers: Answers; readonly confirmed: readonly string[] }

/**
 * Only what the person filled or changed. An answer taken back is written as `null`; `touched` limits that to
 * fields of this form, so that answers of another card or of a newer app stay.
 */
export function visitChange(
  header: VisitHeader,
  filled: FilledVisit,
  touched: readonly string[],
  saved?: SavedVisit,
): Change | undefined {
  const set: Record<string, FieldValue> = {}
  for (const id of touched) {
    const now = filled.answers[id]
    if (sameAnswer(now, saved?.answers[id])) continue
    set[id] = now ?? null
  }
  const known = saved?.header.confirmed ?? []
  const stillRight = known.filter((id) => !(id in set))
  const confirmed = [...new Set([...stillRight, ...filled.confirmed])].sort()
  if (!sameAnswer(confirmed, [...known].sort())) set.confirmed = confirmed
  if (!saved) return { kind: 'visit', id: header.id, set: { ...headerFields(header), ...set } }
  if (Object.keys(set).length === 0) return undefined
  return { kind: 'visit', id: header.id, set: { ...changedCard(header, saved.header), ...set } }
}

function headerFields(header: VisitHeader): Record<string, FieldValue> {
  return {
    personId: header.personId,
    visitedOn: header.visitedOn,
    place: header.posyanduDayId ? 'posyandu' : 'home',
    ...(header.posyanduDayId && { posyanduDayId: header.posyanduDayId }),
    instrument: header.instrument,
    instrumentEdition: header.instrumentEdition,
  }
}

/** The card can have changed since the first save: a pregnancy was registered in between. */
function changedCard(header: VisitHeader, saved: VisitFields): Record<string, FieldValue> {
  if (saved.instrument === header.instrument && saved.instrumentEdition === header.instrumentEdition)
    return {}
  return { instrument: header.instrument, instrumentEdition: header.instrumentEdition }
}
