import { describe, expect, it } from 'vitest'
import {
  bmiForAgeCategory,
  headCircumferenceCategory,
  heightForAgeCategory,
  kmsZone,
  weightForAgeCategory,
  weightForHeightCategory,
} from './categories.ts'

type Categorise = (z: number) => string

/** Below, at and above each limit of a category: what the ministry's table says of all three. */
const tables: readonly (readonly [string, Categorise, readonly (readonly [number, string])[]])[] = [
  [
    'BB/U',
    weightForAgeCategory,
    [
      [-3.01, 'severelyUnderweight'],
      [-3, 'underweight'],
      [-2.01, 'underweight'],
      [-2, 'normalWeight'],
      [1, 'normalWeight'],
      [1.01, 'riskOfOverweight'],
    ],
  ],
  [
    'TB/U',
    heightForAgeCategory,
    [
      [-3.01, 'severelyStunted'],
      [-3, 'stunted'],
      [-2.01, 'stunted'],
      [-2, 'normalHeight'],
      [3, 'normalHeight'],
      [3.01, 'tall'],
    ],
  ],
  [
    'BB/TB',
    weightForHeightCategory,
    [
      [-3.01, 'severelyWasted'],
      [-3, 'wasted'],
      [-2.01, 'wasted'],
      [-2, 'normalNutrition'],
      [1, 'normalNutrition'],
      [1.01, 'atRiskOfOverweight'],
      [2, 'atRiskOfOverweight'],
      [2.01, 'overweight'],
      [3, 'overweight'],
      [3.01, 'obese'],
    ],
  ],
  [
    'IMT/U 5–18',
    bmiForAgeCategory,
    [
      [-3.01, 'severelyThin'],
      [-3, 'thin'],
      [-2.01, 'thin'],
      [-2, 'normalNutrition'],
      [1, 'normalNutrition'],
      [1.01, 'overweight'],
      [2, 'overweight'],
      [2.01, 'obese'],
    ],
  ],
  [
    'LK/U',
    headCircumferenceCategory,
    [
      [-2.01, 'microcephaly'],
      [-2, 'normalHead'],
      [2, 'normalHead'],
      [2.01, 'macrocephaly'],
    ],
  ],
  [
    'KMS',
    kmsZone,
    [
      [-3.01, 'belowRedLine'],
      [-3, 'betweenLines'],
      [1, 'betweenLines'],
      [1.01, 'aboveOrangeLine'],
    ],
  ],
]

describe.each(tables)('%s', (_index, categorise, limits) => {
  it.each(limits)('%s is %s', (z, category) => expect(categorise(z)).toBe(category))
})
