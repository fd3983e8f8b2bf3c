import type { Measurement } from './measurement.ts'

/** WHO's month: 365.25 / 12 days. */
export const daysInWhoMonth = 30.4375
export const whoMonthsOf2006 = 60
export const lastWhoMonthOf2007 = 228

/** Age as the tables take it: whole days for 2006, months with fractions for 2007. */
export type TableAge = { readonly days: number; readonly months: number }

/** Nothing where no age was given; `undefined` age and an age before birth are not the same. */
export function tableAgeOf(measurement: Measurement): TableAge | undefined {
  const { ageDays, ageMonths } = measurement
  if (ageDays !== undefined) return { days: Math.round(ageDays), months: ageDays / daysInWhoMonth }
  if (ageMonths !== undefined) return { days: Math.round(ageMonths * daysInWhoMonth), months: ageMonths }
  return undefined
}
