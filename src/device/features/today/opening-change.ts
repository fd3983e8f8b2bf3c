import type { CalendarDay } from '#domain/time/calendar-day.ts'
import type { ListedDay } from '#device/posyandu-day/open-day.ts'
import type { Change } from '#device/store/store.ts'
import type { FieldValue } from '#protocol/mutation.ts'
import { posyanduDayId } from '#protocol/records/ids.ts'

export type Opening = {
  readonly posyanduId: string
  readonly heldOn: CalendarDay
  readonly place: string
  /** The phone's time, ms. */
  readonly now: number
}

/**
 * Opens a day, or opens again the one that this phone already has for that posyandu and date (its id is a name: it
 * stays, even where its date was corrected). Only what differs is written.
 */
export function openingChange(opening: Opening, days: readonly ListedDay[]): Change {
  const { posyanduId, heldOn, place, now } = opening
  const known = days.find(({ day }) => day.posyanduId === posyanduId && day.heldOn === heldOn)
  const wanted: Record<string, FieldValue> = { posyanduId, heldOn, place, openedAt: now, closedAt: null }
  const before = (known?.day ?? {}) as Readonly<Record<string, FieldValue | undefined>>
  const set = Object.fromEntries(
    Object.entries(wanted).filter(([name, value]) => value !== (before[name] ?? null)),
  )
  return { kind: 'posyanduDay', id: known?.id ?? posyanduDayId(posyanduId, heldOn), set }
}
