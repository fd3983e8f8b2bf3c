import type { AgingEntry, AgingFile } from '#domain/keeping/aged-out.ts'
import { type CalendarDay, isCalendarDay } from '#domain/time/calendar-day.ts'
import { knownFields, type RecordState } from '#protocol/merge.ts'
import { parseStamp } from '#protocol/stamp.ts'
import { agingKinds } from './aging-kinds.ts'
import { isExactBirth, type PersonFields, type PregnancyFields, type VisitFields } from './fields.ts'
import { isVoided } from './voided.ts'

type AgingKind = (typeof agingKinds)[number]
export const isAging = (kind: string): kind is AgingKind => agingKinds.some((one) => one === kind)

/**
 * The day by which things age (sync-spec CL4, KP1): of the server's time, ms, by UTC, so that it is one on both ends
 * and never ahead of the day in Indonesia.
 */
export const agingDayAt = (serverTime: number): CalendarDay => new Date(serverTime).toISOString().slice(0, 10)

/** A person's records as far as keeping asks. */
export function agingFileOf(person: RecordState, others: readonly RecordState[]): AgingFile {
  const { birthDate, birthDatePrecision } = knownFields(person) as PersonFields
  return {
    ...(isCalendarDay(birthDate) && { birthDate }),
    birthDateExact: isExactBirth(birthDatePrecision),
    pregnant: others.some(isOpenPregnancy),
    entries: others.flatMap(toEntry),
  }
}

const isOpenPregnancy = (record: RecordState): boolean =>
  record.kind === 'pregnancy' &&
  !isVoided(record) &&
  (knownFields(record) as PregnancyFields).endedOn === undefined

function toEntry(record: RecordState): AgingEntry[] {
  const { kind } = record
  if (!isAging(kind)) return []
  const on = agingDayOf(record)
  const { instrument } = knownFields(record) as VisitFields
  return [
    {
      id: record.id,
      kind,
      voided: isVoided(record),
      ...(on !== undefined && { on }),
      ...(typeof instrument === 'string' && { instrument }),
    },
  ]
}

/** The day from which a visit or note ages; `undefined` where it is not known. */
export function agingDayOf(record: RecordState): CalendarDay | undefined {
  const on = record.kind === 'visit' ? (knownFields(record) as VisitFields).visitedOn : lastChangeOf(record)
  return isCalendarDay(on) ? on : undefined
}

/** A note has no day of its own: that of its newest write counts. */
function lastChangeOf({ fields }: RecordState): string | undefined {
  const times = Object.values(fields).flatMap(({ heads }) =>
    heads.map(({ stamp }) => parseStamp(stamp)?.time),
  )
  const newest = Math.max(...times.map((time) => time ?? Number.NaN))
  return Number.isFinite(newest) ? agingDayAt(newest) : undefined
}
