import { completedYears } from '#domain/time/age.ts'
import { type CalendarDay, partsOf } from '#domain/time/calendar-day.ts'

/** School years begin in July; who is six by then enters the first class. */
const firstMonth = 7
const entersAt = 6
const lastClass = 12

export type SchoolYear = {
  readonly schoolClass: number
  /** The calendar year in which the school year began. */
  readonly begunIn: number
}

/** The class in which a child is on a day. Nothing before school and after its last class. */
export function schoolYearOn(birthDate: CalendarDay, day: CalendarDay): SchoolYear | undefined {
  const { year, month } = partsOf(day)
  const begunIn = month >= firstMonth ? year : year - 1
  const years = completedYears(birthDate, `${begunIn}-07-01`)
  if (years === undefined || years < entersAt || years >= entersAt + lastClass) return undefined
  return { schoolClass: years - entersAt + 1, begunIn }
}
