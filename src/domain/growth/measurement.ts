import type { Sex } from '#domain/person/person.ts'

export type Position = 'lying' | 'standing'

/** One measurement of a child. Whatever is unknown is left out; nothing is guessed. */
export type Measurement = {
  readonly sex?: Sex | undefined
  /** Age in days since birth. Prevails over `ageMonths`. */
  readonly ageDays?: number | undefined
  /** Age in months of 30.4375 days, with fractions. */
  readonly ageMonths?: number | undefined
  readonly weightKg?: number | undefined
  readonly lengthHeightCm?: number | undefined
  readonly position?: Position | undefined
  readonly headCircumferenceCm?: number | undefined
  readonly muacCm?: number | undefined
  readonly oedema?: boolean | undefined
}

/** Weight, height, weight-for-length or -height, BMI, head and arm circumference, the latter four but whz for age. */
export const zIndexes = ['waz', 'haz', 'whz', 'baz', 'hcaz', 'acz'] as const
export type ZIndex = (typeof zIndexes)[number]

/** z-scores with two decimals, absent where there is none. */
export type ZScores = { readonly [index in ZIndex]?: number } & {
  /** 2006 below 60 months of 30.4375 days and where no age is known, 2007 to 228 months, else absent. */
  readonly reference?: 2006 | 2007
  /** Length or height as it was compared: corrected for the position. */
  readonly adjustedLengthHeightCm?: number
  /** Indexes whose value is implausible: to be measured again, never put into a category. */
  readonly flags: readonly ZIndex[]
}
