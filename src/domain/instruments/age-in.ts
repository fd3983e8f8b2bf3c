import { ageDays, completedMonths } from '#domain/time/age.ts'
import type { Context } from './instrument.ts'

export type Age = { readonly days: number; readonly months: number; readonly years: number }

type AgeContext = Pick<Context, 'person' | 'day'>

/** `null`: reckoned, and there is none. A context is never changed, so its age is reckoned once. */
const known = new WeakMap<AgeContext, Age | null>()

/** Age on the day of the visit: whole days, completed months and years. Nothing where the birth date is unknown. */
export function ageIn(context: AgeContext): Age | undefined {
  const before = known.get(context)
  if (before !== undefined) return before ?? undefined
  const age = reckon(context)
  known.set(context, age ?? null)
  return age
}

function reckon(context: AgeContext): Age | undefined {
  const { birthDate } = context.person
  if (birthDate === undefined) return undefined
  const days = ageDays(birthDate, context.day)
  const months = completedMonths(birthDate, context.day)
  if (days === undefined || months === undefined) return undefined
  return { days, months, years: Math.floor(months / 12) }
}
