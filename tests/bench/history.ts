import { addDays, type CalendarDay } from '#domain/time/calendar-day.ts'
import type { Change } from './node-phone.ts'
import { inventVisit, type Villager } from './village.ts'

const months = 23
const daysInMonth = 30
const daysUnderFive = 5 * 365

/** How many months lie between a grown person's visits. */
const monthsBetween = 4

/**
 * Earlier visits of these people, going back for 23 months before `lastVisitOn`: children under five come every month
 * from their birth, the others every fourth. The newest `most` of them, oldest first.
 */
export function inventHistory(
  random: () => number,
  villagers: readonly Villager[],
  lastVisitOn: CalendarDay,
  most: number,
): Change[] {
  const visits: Change[] = []
  for (let month = 1; month <= months; month++)
    villagers.forEach((villager, place) => {
      const visitedOn = addDays(lastVisitOn, -month * daysInMonth)
      const { birthDate } = villager
      if (birthDate === undefined || birthDate > visitedOn) return
      const isChild = birthDate > addDays(lastVisitOn, -daysUnderFive)
      if (isChild || (month + place) % monthsBetween === 0)
        visits.push(inventVisit(random, villager, visitedOn))
    })
  if (visits.length < most) throw new Error(`only ${visits.length} earlier visits`)
  return visits.slice(0, most).reverse()
}
