/*
 * Categories of nutritional status by z-score with two decimals (Permenkes 2/2020; head circumference: WHO 2006 and
 * SDIDTK). A limit belongs to the band nearer to normal.
 */

export type WeightForAgeCategory = 'severelyUnderweight' | 'underweight' | 'normalWeight' | 'riskOfOverweight'
export type HeightForAgeCategory = 'severelyStunted' | 'stunted' | 'normalHeight' | 'tall'
export type WeightForHeightCategory =
  | 'severelyWasted'
  | 'wasted'
  | 'normalNutrition'
  | 'atRiskOfOverweight'
  | 'overweight'
  | 'obese'
export type BmiForAgeCategory = 'severelyThin' | 'thin' | 'normalNutrition' | 'overweight' | 'obese'
export type HeadCircumferenceCategory = 'microcephaly' | 'normalHead' | 'macrocephaly'

/** BB/U, 0–60 months: < −3, −3 to < −2, −2 to +1, > +1. */
export function weightForAgeCategory(waz: number): WeightForAgeCategory {
  if (waz < -3) return 'severelyUnderweight'
  if (waz < -2) return 'underweight'
  return waz > 1 ? 'riskOfOverweight' : 'normalWeight'
}

/** PB/U and TB/U, 0–60 months; from 72 months with the same limits: < −3, −3 to < −2, −2 to +3, > +3. */
export function heightForAgeCategory(haz: number): HeightForAgeCategory {
  if (haz < -3) return 'severelyStunted'
  if (haz < -2) return 'stunted'
  return haz > 3 ? 'tall' : 'normalHeight'
}

/** BB/PB, BB/TB and IMT/U, 0–60 months: < −3, −3 to < −2, −2 to +1, to +2, to +3, > +3. */
export function weightForHeightCategory(whz: number): WeightForHeightCategory {
  if (whz < -3) return 'severelyWasted'
  if (whz < -2) return 'wasted'
  if (whz <= 1) return 'normalNutrition'
  if (whz <= 2) return 'atRiskOfOverweight'
  return whz > 3 ? 'obese' : 'overweight'
}

/** IMT/U, 5–18 years, which begins at completed month 61: < −3, −3 to < −2, −2 to +1, to +2, > +2. */
export function bmiForAgeCategory(baz: number): BmiForAgeCategory {
  if (baz < -3) return 'severelyThin'
  if (baz < -2) return 'thin'
  if (baz <= 1) return 'normalNutrition'
  return baz > 2 ? 'obese' : 'overweight'
}

/** LK/U, 0–60 months: < −2, −2 to +2, > +2. */
export function headCircumferenceCategory(hcaz: number): HeadCircumferenceCategory {
  if (hcaz < -2) return 'microcephaly'
  return hcaz > 2 ? 'macrocephaly' : 'normalHead'
}

/** Where a weight lies on the KMS: below the red line (BGM, −3 SD), above the orange one (+1 SD), or between. */
export type KmsZone = 'belowRedLine' | 'betweenLines' | 'aboveOrangeLine'
export function kmsZone(waz: number): KmsZone {
  if (waz < -3) return 'belowRedLine'
  return waz > 1 ? 'aboveOrangeLine' : 'betweenLines'
}
