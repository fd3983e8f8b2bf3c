import { type CalendarDay, daysBetween, isCalendarDay } from '#domain/time/calendar-day.ts'
import type { Field, Instrument } from './instrument.ts'
import { parseValue } from './parse-value.ts'

type Given = Readonly<Record<string, unknown>>
type Named = readonly [name: string, raw: unknown]
type Entry = { readonly raw: unknown; readonly on: CalendarDay | undefined }

/** A row that is there and has no entry: nobody can show a visit. */
const noEntry = { state: 'notMeasured' } as const

/**
 * Visits that a printing sends as one list (`k_kunjungan: [{ tanggal, tempat, petugas }]`), as one answer a visit. Each
 * goes to the visit in whose days it fell where the birth is known, else they follow one another by date. One whose day
 * cannot be read goes to a visit that is free, so that whoever reads the answers tells of it.
 */
export function unlistVisits({ fields }: Instrument, given: Given): Given {
  const entries = Object.entries(given).flatMap(([written, raw]): readonly Named[] => {
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

/** What has no day that can be read stands last, in the order in which it was written. */
const byDay = (one: Entry, other: Entry) => {
  const [day, otherDay] = [one.on ?? endOfDays, other.on ?? endOfDays]
  return day < otherDay ? -1 : day > otherDay ? 1 : 0
}
const endOfDays = '9999-12-31'

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
): readonly Named[] {
  if (start === undefined) return inOrder(listed, list)
  const within = listed.flatMap((field): Named[] => {
    const entry = list.find(({ on }) => on !== undefined && isInDaysOf(field, daysBetween(start, on)))
    return entry ? [[field.id, entry.raw]] : []
  })
  const taken = new Set(within.map(([id]) => id))
  const free = listed.filter(({ id }) => !taken.has(id))
  const undated = inOrder(
    free,
    list.filter(({ on }) => on === undefined),
  )
  const [first] = listed
  const all = [...within, ...undated]
  return all.length === 0 && first ? [[first.id, noEntry]] : all
}

/** The first entry to the first field, and so on. */
const inOrder = (listed: readonly Field[], list: readonly Entry[]): readonly Named[] =>
  listed.flatMap(({ id }, at): Named[] => {
    const entry = list[at]
    return entry ? [[id, entry.raw]] : []
  })

function isInDaysOf({ visitIn }: Field, days: number): boolean {
  const { first = 0, last = Number.POSITIVE_INFINITY } = visitIn?.days ?? {}
  return days >= first && days <= last
}
