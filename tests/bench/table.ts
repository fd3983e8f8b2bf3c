import { writeFileSync } from 'node:fs'

/** One row of the bench: what was done, beside its floor of the same run. `aim` bounds `ratio`, above or below. */
export type BenchRow = {
  readonly work: string
  readonly unit: string
  readonly value: number
  readonly floor: number | null
  readonly ratio: number | null
  readonly aim: string
  readonly holds: boolean
}

export type Aim = { readonly atMost: number } | { readonly atLeast: number }

/** The middle value; of an even number of values the lower middle. */
export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b)
  return sorted[Math.floor((sorted.length - 1) / 2)] ?? Number.NaN
}

/** A row judged by the ratio of the medians of value and floor. */
export function ratioRow(
  work: string,
  unit: string,
  values: readonly number[],
  floors: readonly number[],
  aim: Aim,
): BenchRow {
  const value = median(values)
  const floor = median(floors)
  const ratio = value / floor
  const holds = 'atMost' in aim ? ratio <= aim.atMost : ratio >= aim.atLeast
  return {
    work,
    unit,
    value,
    floor,
    ratio,
    aim: 'atMost' in aim ? `≤ ${aim.atMost}` : `≥ ${aim.atLeast}`,
    holds,
  }
}

/** A row judged by its own figure, without a floor. */
export function figureRow(work: string, unit: string, value: number, atMost: number): BenchRow {
  return { work, unit, value, floor: null, ratio: null, aim: `≤ ${atMost} ${unit}`, holds: value <= atMost }
}

const digits = (value: number | null) =>
  value === null ? '–' : value >= 100 ? value.toFixed(0) : value.toFixed(2)

/** Prints the rows as a table. */
export function print(rows: readonly BenchRow[]): void {
  const lines = rows.map((row) => [
    row.work,
    row.unit,
    digits(row.value),
    digits(row.floor),
    digits(row.ratio),
    row.aim,
    row.holds ? 'holds' : 'MISSED',
  ])
  const head = ['work', 'unit', 'value', 'floor', 'ratio', 'aim', '']
  const widths = head.map((title, column) =>
    Math.max(title.length, ...lines.map((line) => (line[column] as string).length)),
  )
  for (const line of [head, ...lines])
    console.log(line.map((cell, column) => cell.padEnd(widths[column] as number)).join('  '))
}

export function write(rows: readonly BenchRow[], file: string): void {
  writeFileSync(file, `${JSON.stringify(rows, null, 2)}\n`)
}
