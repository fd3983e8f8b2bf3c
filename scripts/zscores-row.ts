import { type Measurement, zScores } from '#domain/growth/index.ts'

export type Cells = Readonly<Record<string, string>>
/** The cells that were computed, or what is wrong with which column. */
export type Outcome = { readonly filled: Cells } | { readonly column: string; readonly problem: string }

/** Columns that are read, and columns that are filled in. */
export const inputColumns = [
  'sex',
  'age_days',
  'age_months',
  'weight_kg',
  'lenhei_cm',
  'measured',
  'headc_cm',
  'muac_cm',
  'oedema',
] as const
export const filledColumns = ['ref', 'clenhei', 'waz', 'haz', 'whz', 'baz', 'hcaz', 'acz', 'flags'] as const

class BadCell extends Error {
  readonly column: string
  constructor(column: string, problem: string) {
    super(problem)
    this.column = column
  }
}

/** One row of measurements, with its z-scores and flags. */
export function zscoresRow(row: Cells): Outcome {
  try {
    return { filled: fill(measurementOf(row)) }
  } catch (error) {
    if (error instanceof BadCell) return { column: error.column, problem: error.message }
    throw error
  }
}

function measurementOf(row: Cells): Measurement {
  return {
    sex: choice(row, 'sex', { '1': 'male', '2': 'female' }),
    ageDays: number(row, 'age_days', 0),
    ageMonths: number(row, 'age_months', 0),
    weightKg: positive(row, 'weight_kg'),
    lengthHeightCm: positive(row, 'lenhei_cm'),
    position: choice(row, 'measured', { L: 'lying', H: 'standing' }),
    headCircumferenceCm: positive(row, 'headc_cm'),
    muacCm: positive(row, 'muac_cm'),
    oedema: choice(row, 'oedema', { Y: true, N: false }),
  }
}

function textOf(row: Cells, column: string): string | undefined {
  const text = row[column]?.trim()
  return text === undefined || text === '' || text === 'NA' ? undefined : text
}

function number(row: Cells, column: string, least: number): number | undefined {
  const text = textOf(row, column)
  if (text === undefined) return undefined
  if (!/^-?\d+(\.\d+)?$/.test(text)) throw new BadCell(column, 'is not a number')
  const value = Number(text)
  if (value < least) throw new BadCell(column, `is below ${least}`)
  return value
}

function positive(row: Cells, column: string): number | undefined {
  const value = number(row, column, 0)
  if (value === 0) throw new BadCell(column, 'is zero')
  return value
}

function choice<Value>(
  row: Cells,
  column: string,
  choices: Readonly<Record<string, Value>>,
): Value | undefined {
  const text = textOf(row, column)?.toUpperCase()
  if (text === undefined) return undefined
  if (!Object.hasOwn(choices, text)) {
    throw new BadCell(column, `is none of ${Object.keys(choices).join(', ')}`)
  }
  return choices[text]
}

const two = (value: number | undefined) => (value === undefined ? 'NA' : value.toFixed(2))

function fill(measurement: Measurement): Cells {
  const z = zScores(measurement)
  return {
    ref: z.reference === undefined ? 'NA' : String(z.reference),
    clenhei: two(z.adjustedLengthHeightCm),
    waz: two(z.waz),
    haz: two(z.haz),
    whz: two(z.whz),
    baz: two(z.baz),
    hcaz: two(z.hcaz),
    acz: two(z.acz),
    flags: z.flags.join(';'),
  }
}
