import { type CalendarDay, daysBetween, isCalendarDay } from '#domain/time/calendar-day.ts'
import type { Field, Instrument } from './instrument.ts'
import { parseValue } from './parse-value.ts'

type Given = Readonly<Record<string, unknown>>
type Entry = { readonly raw: unknown; readonly on: CalendarDay | undefined }

/** A row that is there and has no entry: nobody can show a visit. */
const noEntry = { state: 'notMeasured' } as const

/**
 * Visits that a printing sends as one list (`k_kunjungan: [{ tanggal, tempat, petugas }]`), as one answer a visit. Each
 * goes to the visit in whose days it fell where the birth is known, else they follow one another by date.
 */
export function unlistVisits({ fields }: Instrument, given: Given): Given {
  const entries = Object.entries(given).flatMap(([written, raw]): readonly (readonly [string, unknown])[] => {
    const row = written.replace(/\[\]$/, '')
    const listed = fields.filter(({ visitIn }) => visitIn?.row === row)
    const [first] = listed
    if (first === undefined || !Array.isArray(raw)) return [[written, raw]]
    const list = raw.map((one: unknown): Entry => ({ raw: one, on: dayOf(one) })).sort(byDay)
    if (list.length === 0) return [[first.id, noEntry]]
    return placed(listed, list, startOf(first, fields, given))
  })
  return Object.fromEntries(entries)
}

const byDay = (one: Entry, other: Entry) =>
  (one.on ?? '') < (other.on ?? '') ? -1 : (one.on ?? '') > (other.on ?? '') ? 1 : 0

function dayOf(entry: unknown): CalendarDay | undefined {
  const isGroup = typeof entry === 'object' && entry !== null
  const { tanggal, tgl, on } = isGroup ? (entry as Given) : { tanggal: entry }
  const read = parseValue({ type: 'date' }, tanggal ?? tgl ?? on)
  return isCalendarDay(read) ? read : undefined
}

/** The day from which the days of the row count, where this line tells it. */
function startOf({ visitIn }: Field, fields: readonly Field[], given: Given): CalendarDay | undefined {
  const start = fields.find(({ id }) => id === visitIn?.days?.since)
  if (!start) return undefined
  const names = [start.id, start.cardId, ...(start.alsoCardIds ?? [])]
  const read = parseValue(
    { type: 'date' },
    names.map((name) => given[name]).find((one) => one !== undefined),
  )
  return isCalendarDay(read) ? read : undefined
}

function placed(
  listed: readonly Field[],
  list: readonly Entry[],
  start: CalendarDay | undefined,
): readonly (readonly [string, unknown])[] {
  if (start === undefined)
    return listed.flatMap(({ id }, at) => {
      const entry = list[at]
      return entry ? [[id, entry.raw] as const] : []
    })
  const within = listed.flatMap(({ id, visitIn }) => {
    const { first = 0, last = Number.POSITIVE_INFINITY } = visitIn?.days ?? {}
    const entry = list.find(({ on }) => {
      const days = on === undefined ? -1 : daysBetween(start, on)
      return days >= first && days <= last
    })
    return entry ? [[id, entry.raw] as const] : []
  })
  const [first] = listed
  return within.length === 0 && first ? [[first.id, noEntry]] : within
}
