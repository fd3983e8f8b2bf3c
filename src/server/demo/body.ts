import { curveValue } from '#domain/growth/curves.ts'
import type { Sex } from '#domain/person/person.ts'
import { ageDays, completedYears } from '#domain/time/age.ts'
import type { CalendarDay } from '#domain/time/calendar-day.ts'
import type { Random } from './random.ts'

/**
 * What stays of a body from visit to visit. Children keep to their line of the WHO curves, some drift off it; adults
 * keep their height and vary about their own weight, blood pressure and glucose.
 */
export type Body = {
  readonly heightZ: number
  readonly bmiZ: number
  /** From this day of life the BMI line falls by `falterPerMonth`. */
  readonly falterFromDay: number
  readonly falterPerMonth: number
  readonly adultHeightCm: number
  readonly adultBmi: number
  /** mmHg above what is usual at that age. */
  readonly pressureAbove: number
  readonly glucoseMgPerDl: number
  readonly hypertensive: boolean
  /** Of a pregnant woman: her blood pressure rises from week 30. */
  readonly pressureRisesLate: boolean
  readonly diabetic: boolean
}

const lastDayOf2006 = 1856
const daysInMonth = 30.4375
const lastMonthOf2007 = 228

/** A body by chance, within what people can be. */
export function makeBody(random: Random, sex: Sex, age: number): Body {
  const falters = random.chance(0.13)
  const hypertensive = age >= 30 && random.chance(age >= 60 ? 0.28 : 0.15)
  const diabetic = age >= 35 && random.chance(0.1)
  return {
    heightZ: clamp(random.normal(-0.55, 0.95), -3.6, 2.5),
    bmiZ: clamp(random.normal(-0.1, 0.75), -3.2, 3.2),
    falterFromDay: falters ? random.whole(150, 1200) : Number.POSITIVE_INFINITY,
    falterPerMonth: random.between(0.1, 0.3),
    adultHeightCm: round(
      sex === 'male' ? clamp(random.normal(164, 6), 148, 182) : clamp(random.normal(152.5, 5.5), 140.5, 170),
      1,
    ),
    adultBmi: clamp(random.normal(22.3, 3), 16.8, 36),
    pressureAbove: random.normal(0, 5) + (hypertensive ? 26 : 0),
    glucoseMgPerDl: diabetic
      ? clamp(random.normal(225, 45), 130, 420)
      : clamp(random.normal(108, 16), 75, 180),
    hypertensive,
    pressureRisesLate: false,
    diabetic,
  }
}

/** Length or height in cm, weight in kg, unrounded. */
export type Size = { readonly heightCm: number; readonly weightKg: number }

/** The size on a day: by the curves below 19 years, else the adult's own. */
export function sizeOn(body: Body, sex: Sex, birthDate: CalendarDay, day: CalendarDay): Size {
  const days = ageDays(birthDate, day) ?? 0
  const years = completedYears(birthDate, day) ?? 0
  if (years >= 18) {
    return { heightCm: body.adultHeightCm, weightKg: body.adultBmi * (body.adultHeightCm / 100) ** 2 }
  }
  const heightCm = childHeight(body, sex, days)
  return { heightCm, weightKg: childBmi(body, sex, days) * (heightCm / 100) ** 2 }
}

function childHeight(body: Body, sex: Sex, days: number): number {
  // Length falls behind in the first two years, as it does in the country's children.
  const z = body.heightZ - 0.2 * Math.min(1, days / 730)
  return days <= lastDayOf2006
    ? (curveValue('lengthByDay', sex, days, z) ?? 0)
    : (curveValue('heightByMonth', sex, monthOf2007(days), z) ?? 0)
}

/** Born lean, infants fill out in their first year. */
const catchUp = (days: number) => Math.min(1, days / 365) - 0.8

function childBmi(body: Body, sex: Sex, days: number): number {
  const faltering = Math.max(0, (days - body.falterFromDay) / daysInMonth) * body.falterPerMonth
  const z = clamp(body.bmiZ + catchUp(days) - Math.min(faltering, 2), -4.2, 4)
  return days <= lastDayOf2006
    ? (curveValue('bmiByDay', sex, days, z) ?? 0)
    : (curveValue('bmiByMonth', sex, monthOf2007(days), z) ?? 0)
}

const monthOf2007 = (days: number) => clamp(days / daysInMonth, 60, lastMonthOf2007)

export const clamp = (value: number, least: number, most: number): number =>
  Math.min(most, Math.max(least, value))

export const round = (value: number, decimals: number): number => Number(value.toFixed(decimals))
