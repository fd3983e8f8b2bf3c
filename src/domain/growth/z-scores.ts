import { adjustedLength, heightFromDay, toTenthsOfMillimetre } from './adjusted-length.ts'
import { lastWhoMonthOf2007, type TableAge, tableAgeOf, whoMonthsOf2006 } from './age-on-tables.ts'
import { roundZ, type Tails, zOf } from './lms.ts'
import type { Measurement, ZIndex, ZScores } from './measurement.ts'
import { zIndexes } from './measurement.ts'
import type { PackedTable } from './packed-table.ts'
import { who2006Acfa } from './tables/who2006-acfa.ts'
import { who2006Bfa } from './tables/who2006-bfa.ts'
import { who2006Hcfa } from './tables/who2006-hcfa.ts'
import { who2006Lhfa } from './tables/who2006-lhfa.ts'
import { who2006Wfa } from './tables/who2006-wfa.ts'
import { who2006Wfh } from './tables/who2006-wfh.ts'
import { who2006Wfl } from './tables/who2006-wfl.ts'
import { who2007Bfa } from './tables/who2007-bfa.ts'
import { who2007Hfa } from './tables/who2007-hfa.ts'
import { who2007Wfa } from './tables/who2007-wfa.ts'
import { lmsAt } from './who-tables.ts'

/** Without age and position, a value below 87 cm is taken for a length (WHO 2006). */
const lengthBelow = 8700
/** WHO 2007 has weight-for-age to ten years only; its table repeats that row once more. */
const lastMonthOfWeight = 120
/** Limits of plausibility, on the value with two decimals (WHO 2006): beyond them it is measured again. */
const plausible: Readonly<Record<ZIndex, readonly [number, number]>> = {
  waz: [-6, 5],
  haz: [-6, 6],
  whz: [-5, 5],
  baz: [-5, 5],
  hcaz: [-5, 5],
  acz: [-5, 5],
}

/** The z-scores of a measurement, with WHO's own choice of table: 2006 below 60 months, 2007 from there. */
export function zScores(measurement: Measurement): ZScores {
  const age = tableAgeOf(measurement)
  if (age === undefined || (age.months >= 0 && age.months < whoMonthsOf2006)) return by2006(measurement, age)
  return age.months >= whoMonthsOf2006 && age.months <= lastWhoMonthOf2007
    ? by2007(measurement, age)
    : { flags: [] }
}

/** Completed month 60 of the balita card ends on this day where it has 31 days and two leap days lie before it. */
const lastDayOf2006 = 1856

/**
 * The z-scores as the balita card has them: through completed month 60 by the 2006 tables, whose last row, of day
 * 1856, also stands for the one day that a month 60 can have beyond it (Permenkes 2/2020: 0–60 months).
 */
export function cardZScores(measurement: Measurement & { readonly completedMonths?: number }): ZScores {
  const { completedMonths } = measurement
  const age = tableAgeOf(measurement)
  if (completedMonths === undefined || age === undefined) return zScores(measurement)
  if (completedMonths > whoMonthsOf2006) return zScores(measurement)
  return by2006(measurement, { ...age, days: Math.min(age.days, lastDayOf2006) })
}

type Values = { readonly [index in ZIndex]?: number | undefined }

function by2006(measurement: Measurement, age: TableAge | undefined): ZScores {
  const { lengthHeightCm, position } = measurement
  const length = given(lengthHeightCm) ? adjustedLength(lengthHeightCm, position, age) : undefined
  const weight = measurement.oedema ? undefined : measurement.weightKg
  const at = (table: PackedTable, x: number | undefined, value: number | undefined, tails: Tails) =>
    zFrom(measurement, table, x, value, tails)
  const values: Values = {
    waz: at(who2006Wfa, age?.days, weight, 'restricted'),
    haz: at(who2006Lhfa, age?.days, centimetres(length), 'free'),
    whz: at(weightForLengthTable(measurement, age, length), tenths(length), weight, 'restricted'),
    baz: at(who2006Bfa, age?.days, bmi(weight, length), 'restricted'),
    hcaz: at(who2006Hcfa, age?.days, measurement.headCircumferenceCm, 'free'),
    acz: at(who2006Acfa, age?.days, measurement.muacCm, 'restricted'),
  }
  return result(2006, values, length)
}

/** The position is not corrected here: the 2007 reference is of standing children, and WHO's software takes it as given. */
function by2007(measurement: Measurement, age: TableAge): ZScores {
  const length = given(measurement.lengthHeightCm)
    ? toTenthsOfMillimetre(measurement.lengthHeightCm)
    : undefined
  const weight = measurement.oedema ? undefined : measurement.weightKg
  const weightMonths = age.months <= lastMonthOfWeight ? age.months : undefined
  const values: Values = {
    waz: zFrom(measurement, who2007Wfa, weightMonths, weight, 'restricted'),
    haz: zFrom(measurement, who2007Hfa, age.months, centimetres(length), 'free'),
    baz: zFrom(measurement, who2007Bfa, age.months, bmi(weight, length), 'restricted'),
  }
  return result(2007, values, length)
}

function zFrom(
  { sex }: Measurement,
  table: PackedTable,
  x: number | undefined,
  value: number | undefined,
  tails: Tails,
): number | undefined {
  if (sex === undefined || x === undefined || !given(value)) return undefined
  const lms = lmsAt(table, sex, x)
  return lms && roundZ(zOf(value, lms, tails))
}

function weightForLengthTable(
  { position }: Measurement,
  age: TableAge | undefined,
  length: number | undefined,
): PackedTable {
  if (age !== undefined) return age.days < heightFromDay ? who2006Wfl : who2006Wfh
  if (position !== undefined) return position === 'lying' ? who2006Wfl : who2006Wfh
  return length !== undefined && length < lengthBelow ? who2006Wfl : who2006Wfh
}

const given = (value: number | undefined): value is number =>
  value !== undefined && Number.isFinite(value) && value > 0
const centimetres = (length: number | undefined) => (length === undefined ? undefined : length / 100)
const tenths = (length: number | undefined) => (length === undefined ? undefined : length / 10)

/** kg/m² from a corrected length in tenths of a millimetre. */
const bmi = (weightKg: number | undefined, length: number | undefined) =>
  given(weightKg) && length !== undefined ? weightKg / (length / 10_000) ** 2 : undefined

function result(reference: 2006 | 2007, values: Values, length: number | undefined): ZScores {
  const found = Object.fromEntries(
    zIndexes.flatMap((index) => (values[index] === undefined ? [] : [[index, values[index]]])),
  )
  return {
    reference,
    ...(length !== undefined && { adjustedLengthHeightCm: length / 100 }),
    ...found,
    flags: zIndexes.filter((index) => isImplausible(index, values[index])),
  }
}

/** Whether a z-score with two decimals lies beyond what WHO holds for possible. */
export function isImplausible(index: ZIndex, z: number | undefined): boolean {
  const [low, high] = plausible[index]
  return z !== undefined && (z < low || z > high)
}
