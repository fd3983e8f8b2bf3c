import { completedMonths } from '#domain/time/age.ts'
import { addMonths, type CalendarDay } from '#domain/time/calendar-day.ts'

/** A visit or note as far as keeping asks. */
export type AgingEntry = {
  readonly id: string
  /** The day of the visit, or of the note's last change; absent where it is not known. */
  readonly on?: CalendarDay
  /** Of a visit. */
  readonly instrument?: string
  readonly kind: 'visit' | 'note'
  readonly voided: boolean
}

/** What is known of one person that bears on what a phone may let go of. */
export type AgingFile = {
  readonly birthDate?: CalendarDay
  readonly birthDateExact: boolean
  readonly pregnant: boolean
  readonly entries: readonly AgingEntry[]
}

/** Visits and notes stay on a phone for so long (design of the phone's store). */
const keptMonths = 24
/** Until this age a child keeps all: the whole of its growth is on one chart. */
const childMonths = 72
/** Where only the year of birth is known, or less, a child may be that much younger than its date says (Teratai's own). */
const doubtMonths = 12

/** On this day everything from it on stays; what lies before may age out. */
export const keptSince = (day: CalendarDay): CalendarDay => addMonths(day, -keptMonths)

/**
 * Ids of the visits and notes of one person that need not lie on a phone on `day`. The same on phone and puskesmas.
 * Nobody ages out of what is unknown: without a birth date, a day or an instrument everything concerned stays.
 */
export function agedOut(file: AgingFile, day: CalendarDay): ReadonlySet<string> {
  if (file.pregnant || mayBeChild(file, day)) return new Set()
  const since = keptSince(day)
  const last = lastDays(file.entries)
  return new Set(file.entries.filter((entry) => mayGo(entry, since, last)).map(({ id }) => id))
}

function mayBeChild({ birthDate, birthDateExact }: AgingFile, day: CalendarDay): boolean {
  if (birthDate === undefined) return true
  const months = completedMonths(birthDate, day)
  return months === undefined || months < childMonths + (birthDateExact ? 0 : doubtMonths)
}

/** Of each instrument the day of its last visit; voided ones are nobody's last. */
function lastDays(entries: readonly AgingEntry[]): ReadonlyMap<string, CalendarDay> {
  const days = new Map<string, CalendarDay>()
  for (const { on, instrument, voided } of entries) {
    if (on === undefined || instrument === undefined || voided) continue
    const known = days.get(instrument)
    if (known === undefined || on > known) days.set(instrument, on)
  }
  return days
}

function mayGo(entry: AgingEntry, since: CalendarDay, last: ReadonlyMap<string, CalendarDay>): boolean {
  const { on, instrument, kind, voided } = entry
  if (on === undefined || on >= since) return false
  if (kind === 'note' || voided) return true
  return instrument !== undefined && last.get(instrument) !== on
}
