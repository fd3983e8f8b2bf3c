import type { FieldValue } from '#protocol/mutation.ts'
import type { CalendarDay } from '#domain/time/calendar-day.ts'
import type { Stamp } from '#protocol/stamp.ts'
import type { Entries } from './entries.ts'
import type { KnownDose } from './dose-changes.ts'
import type { KeptRecords } from './kept-records.ts'
import type { SavedVisit } from './visit-change.ts'

/** A half-filled visit as the store keeps it. It stays with the day on which it was begun. */
export type VisitDraft = {
  readonly visitId: string
  readonly visitedOn: CalendarDay
  readonly posyanduDayId?: string
  readonly instrument: string
  readonly entries: Entries
  /** What the record held when the form was opened. */
  readonly opened: OpenedVisit
}

/** `saved`: the answers that were there; `shown`: the stamps of every value on screen, none for a new visit. */
export type OpenedVisit = {
  readonly saved?: SavedVisit
  /** The records that keep answers of the card; absent in a form begun before visits could change those. */
  readonly kept?: KeptRecords
  readonly doses?: readonly KnownDose[]
  readonly shown: Readonly<Record<string, readonly Stamp[]>>
}

/** `undefined` where what was kept is no draft of this edition's shape. */
export function readDraft(value: FieldValue | undefined): VisitDraft | undefined {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return undefined
  const draft = value as Partial<VisitDraft>
  const whole =
    typeof draft.visitId === 'string' &&
    typeof draft.visitedOn === 'string' &&
    typeof draft.instrument === 'string' &&
    typeof draft.entries === 'object' &&
    typeof draft.opened?.shown === 'object'
  return whole ? (draft as VisitDraft) : undefined
}
