import type { CalendarDay } from '#domain/time/calendar-day.ts'
import type { PosyanduDayFields } from '#protocol/records/fields.ts'
import { calendarDayAt } from '#device/platform/today.ts'

/** A posyandu day as the store lists it. */
export type ListedDay = {
  readonly id: string
  readonly day: PosyanduDayFields
  readonly differs?: 'contested' | 'settled'
}

/** What is known of an open one: visits belong to `heldOn`, whatever the phone's date says. */
export type OpenDay = {
  readonly id: string
  readonly posyanduId: string
  readonly heldOn: CalendarDay
  readonly place?: string
}

/**
 * A day is open from its opening until somebody closes it, at the longest until midnight of the day on which it was
 * opened: one that was left open has closed itself by the next morning. `now` in ms.
 */
export function isOpenAt(day: PosyanduDayFields, now: number): boolean {
  if (typeof day.openedAt !== 'number' || typeof day.closedAt === 'number') return false
  return calendarDayAt(day.openedAt) === calendarDayAt(now)
}

/**
 * The posyandu day that was opened last, where nobody closed it and it has closed itself; `endedAt` is the midnight at
 * which it did, ms.
 */
export function selfClosedDay(
  days: readonly ListedDay[],
  now: number,
): { readonly heldOn: CalendarDay; readonly endedAt: number } | undefined {
  const [last] = days.map(({ day }) => day).sort((a, b) => (b.openedAt ?? 0) - (a.openedAt ?? 0))
  if (!last?.openedAt || !last.heldOn || last.closedAt || isOpenAt(last, now)) return undefined
  return { heldOn: last.heldOn, endedAt: new Date(last.openedAt).setHours(24, 0, 0, 0) }
}

/** The days that are open at `now`: one a posyandu, in the order of the list. */
export function openDaysAt(days: readonly ListedDay[], now: number): readonly OpenDay[] {
  return days.flatMap(({ id, day }): OpenDay[] => {
    const { posyanduId, heldOn, place } = day
    if (!posyanduId || !heldOn || !isOpenAt(day, now)) return []
    return [{ id, posyanduId, heldOn, ...(place ? { place } : {}) }]
  })
}

/** The open day under which a person of a posyandu is visited; without one it is a home visit. */
export const openDayOf = (
  days: readonly ListedDay[],
  posyanduId: string | undefined,
  now: number,
): OpenDay | undefined => openDaysAt(days, now).find((day) => day.posyanduId === posyanduId)
