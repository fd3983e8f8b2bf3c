import { calendarDayAt } from '#device/platform/today.ts'
import { type ListedDay, openDayOf } from '#device/posyandu-day/open-day.ts'
import type { CalendarDay } from '#domain/time/calendar-day.ts'

/** When and where a visit begun now takes place. Without `posyanduDayId` it is a home visit. */
export type VisitDay = { readonly visitedOn: CalendarDay; readonly posyanduDayId?: string }

/** The open day of the person's posyandu, with the date chosen at its opening; else today, at home. */
export function visitDayFor(
  days: readonly ListedDay[],
  posyanduId: string | undefined,
  now: number,
): VisitDay {
  const open = openDayOf(days, posyanduId, now)
  return open ? { visitedOn: open.heldOn, posyanduDayId: open.id } : { visitedOn: calendarDayAt(now) }
}
