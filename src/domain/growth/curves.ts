import type { Sex } from '#domain/person/person.ts'
import { valueAtZ } from './lms.ts'
import { who2006Acfa } from './tables/who2006-acfa.ts'
import { who2006Bfa } from './tables/who2006-bfa.ts'
import { who2006Hcfa } from './tables/who2006-hcfa.ts'
import { who2006Lhfa } from './tables/who2006-lhfa.ts'
import { who2006Wfa } from './tables/who2006-wfa.ts'
import { who2007Bfa } from './tables/who2007-bfa.ts'
import { who2007Hfa } from './tables/who2007-hfa.ts'
import { lmsAt } from './who-tables.ts'

/** Curves of WHO 2006 by day, and of WHO 2007 by month. Weight in kg, lengths in cm, BMI in kg/m². */
const curves = {
  weightByDay: { table: who2006Wfa, tails: 'restricted' },
  lengthByDay: { table: who2006Lhfa, tails: 'free' },
  bmiByDay: { table: who2006Bfa, tails: 'restricted' },
  headCircumferenceByDay: { table: who2006Hcfa, tails: 'free' },
  muacByDay: { table: who2006Acfa, tails: 'restricted' },
  heightByMonth: { table: who2007Hfa, tails: 'free' },
  bmiByMonth: { table: who2007Bfa, tails: 'restricted' },
} as const
export type Curve = keyof typeof curves

/** The measure that a child of this sex and age has at z: what a line of the chart is drawn through. */
export function curveValue(curve: Curve, sex: Sex, age: number, z: number): number | undefined {
  const { table, tails } = curves[curve]
  const lms = lmsAt(table, sex, age)
  return lms && valueAtZ(z, lms, tails)
}
