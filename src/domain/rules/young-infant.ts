import { ageIn } from '#domain/instruments/age-in.ts'
import type { Condition } from '#domain/instruments/instrument.ts'

/** Young infants have rules of their own through day 59 (MTBM); the day of birth is day 0. */
export const lastYoungInfantDay = 59
/** Cord, first stool and jaundice are asked through day 28 (Buku KIA 2023). */
export const lastNewbornDay = 28

export const isYoungInfant: Condition = (context) => {
  const days = ageIn(context)?.days
  return days !== undefined && days <= lastYoungInfantDay
}

/** Everybody else on the card; whoever's age is unknown too. */
export const isPastYoungInfancy: Condition = (context) => !isYoungInfant(context)

export const isNewborn: Condition = (context) => {
  const days = ageIn(context)?.days
  return days !== undefined && days <= lastNewbornDay
}
