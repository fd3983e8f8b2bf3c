/** L, M and S of one age, length or height and sex. */
export type Lms = { readonly l: number; readonly m: number; readonly s: number }

/** Whether z beyond ±3 SD is restricted, as WHO does for all that depends on weight and for the arm. */
export type Tails = 'restricted' | 'free'

/** Below this an L counts as 0, where the formulas become logarithmic; between rows L may pass through 0. */
const noSkew = 1e-9

/** z = ((y/M)^L − 1) / (L·S), written so that it stays exact for an L near 0, where it becomes ln(y/M)/S. */
function freeZ(value: number, { l, m, s }: Lms): number {
  const log = Math.log(value / m)
  return Math.abs(l) < noSkew ? log / s : Math.expm1(l * log) / (l * s)
}

/** The value that has this z by the free form. */
export const valueAtFreeZ = (z: number, { l, m, s }: Lms): number =>
  m * Math.exp(Math.abs(l) < noSkew ? s * z : Math.log1p(l * s * z) / l)

/**
 * The z-score of a positive value, unrounded. Beyond ±3 SD the restricted form counts on in steps as wide as the one
 * from 2 to 3 SD (WHO 2006, methods and development, chapter 7; WHO 2007 alike).
 */
export function zOf(value: number, lms: Lms, tails: Tails): number {
  const z = freeZ(value, lms)
  if (tails === 'free' || Math.abs(z) <= 3) return z
  const side = Math.sign(z)
  const third = valueAtFreeZ(3 * side, lms)
  const second = valueAtFreeZ(2 * side, lms)
  return side * (3 + Math.abs(value - third) / Math.abs(third - second))
}

/** The value that has this z, the inverse of `zOf`. */
export function valueAtZ(z: number, lms: Lms, tails: Tails): number {
  if (tails === 'free' || Math.abs(z) <= 3) return valueAtFreeZ(z, lms)
  const side = Math.sign(z)
  const third = valueAtFreeZ(3 * side, lms)
  const second = valueAtFreeZ(2 * side, lms)
  return third + (third - second) * (Math.abs(z) - 3)
}

/** What binary fractions may take from a half: far above their error, far below what a measurement can say. */
const slack = 1e-9

/** Rounded to two decimals, half away from zero. Never −0. */
export function roundZ(z: number): number {
  const hundredths = Math.floor(Math.abs(z) * 100 + 0.5 + slack)
  return hundredths === 0 ? 0 : (Math.sign(z) * hundredths) / 100
}
