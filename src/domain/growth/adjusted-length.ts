import type { TableAge } from './age-on-tables.ts'
import type { Position } from './measurement.ts'

/** Length lying down below this day, height standing from it on. */
export const heightFromDay = 731
/** A standing child is 0.7 cm shorter than the same child lying (WHO 2006), in hundredths of a centimetre. */
const positionDifference = 70
/** Nobody below nine months stands to be measured: it was a slip of the pen, and the value is a length. */
const standsFromMonths = 9

/**
 * Length or height in tenths of a millimetre, as a whole number: 103.1 cm − 0.7 cm is 102.4 cm and no hair more,
 * which binary fractions do not hold to.
 */
export type TenthsOfMillimetre = number
export const toTenthsOfMillimetre = (cm: number): TenthsOfMillimetre => Math.round(cm * 100)

/** The value corrected for the position, for the 2006 tables. Without an age or a position it stays. */
export function adjustedLength(
  cm: number,
  position: Position | undefined,
  age: TableAge | undefined,
): TenthsOfMillimetre {
  const measured = toTenthsOfMillimetre(cm)
  if (age === undefined || position === undefined) return measured
  if (age.days >= heightFromDay) return position === 'lying' ? measured - positionDifference : measured
  const stood = position === 'standing' && age.months >= standsFromMonths
  return stood ? measured + positionDifference : measured
}
