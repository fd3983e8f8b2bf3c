import type { PastVisit } from '#domain/instruments/instrument.ts'
import { type CalendarDay, type CalendarMonth, monthOf } from '#domain/time/calendar-day.ts'

/** One weighing of a child. */
export type Weighing = {
  readonly day: CalendarDay
  readonly weightKg: number
  readonly onPosyanduDay?: boolean | undefined
  /** With swelling the weight says nothing of growth. */
  readonly oedema?: boolean | undefined
}

/** The weighings among earlier visits, of whatever card. */
export function weighingsOf(visits: readonly PastVisit[]): readonly Weighing[] {
  return visits.flatMap((visit) => {
    const { weightKg, bilateralOedema } = visit.answers
    if (typeof weightKg !== 'number' || !(weightKg > 0)) return []
    const oedema = typeof bilateralOedema === 'string' && bilateralOedema !== 'none'
    return [{ day: visit.day, weightKg, onPosyanduDay: visit.onPosyanduDay ?? false, oedema }]
  })
}

/** The weighing that stands for each calendar month: that of the hari buka, else the latest. */
export function chosenByMonth(weighings: readonly Weighing[]): ReadonlyMap<CalendarMonth, Weighing> {
  const chosen = new Map<CalendarMonth, Weighing>()
  for (const weighing of weighings) {
    const month = monthOf(weighing.day)
    const rival = chosen.get(month)
    if (rival === undefined || prevails(weighing, rival)) chosen.set(month, weighing)
  }
  return chosen
}

function prevails(weighing: Weighing, rival: Weighing): boolean {
  const [own, other] = [weighing.onPosyanduDay === true, rival.onPosyanduDay === true]
  return own === other ? weighing.day >= rival.day : own
}
