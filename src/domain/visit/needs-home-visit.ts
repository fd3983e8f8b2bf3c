import { completedMonths } from '#domain/time/age.ts'
import type { CalendarDay } from '#domain/time/calendar-day.ts'
import { type HomeVisitInput, visitsUntil, wasMet } from './home-visit-facts.ts'
import { homeVisitRules, type Known } from './home-visit-rules.ts'

export type HomeVisitReason = keyof typeof homeVisitRules
/** Every reason, the most urgent first. */
export const homeVisitReasons = Object.keys(homeVisitRules) as readonly HomeVisitReason[]

export type HomeVisitNeed = { readonly reason: HomeVisitReason; readonly since?: CalendarDay }

/**
 * Who needs a visit at home, and why (rule R-KR-JADWAL): the most urgent reason first, nothing where there is none.
 * Reasons that come back every month are silent for a month after a visit at home.
 */
export function needsHomeVisit(input: HomeVisitInput, day: CalendarDay): readonly HomeVisitNeed[] {
  const contacts = visitsUntil(input, day).filter(wasMet).reverse()
  const { birthDate } = input.file
  const known: Known = {
    input,
    day,
    contacts,
    last: contacts[0],
    months: birthDate === undefined ? undefined : completedMonths(birthDate, day),
  }
  return homeVisitReasons.flatMap((reason) => {
    const standing = homeVisitRules[reason](known)
    return standing === undefined ? [] : [{ reason, ...standing }]
  })
}
