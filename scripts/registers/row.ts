import type { Child } from './children.ts'

/** A value of a cell: text, a number, or a true date (an Excel serial with its format). */
export type Value = string | number | { readonly serial: number; readonly format: string }
export type Values = Readonly<Record<string, Value>>

/** A row of a register, and what an import must make of it. */
export type Row = {
  readonly values: Values
  readonly outcome: string
  /** Codes of the remarks on it, in any order. */
  readonly remarks: readonly string[]
}

export type Expected = {
  readonly rows: number
  readonly outcomes: Readonly<Record<string, number>>
  readonly remarks: Readonly<Record<string, number>>
}

/** What the import of a whole register must count. */
export function expectedOf(rows: readonly Row[]): Expected {
  return {
    rows: rows.length,
    outcomes: countsOf(rows.map((row) => row.outcome)),
    remarks: countsOf(rows.flatMap((row) => row.remarks)),
  }
}

function countsOf(words: readonly string[]): Record<string, number> {
  const counts: Record<string, number> = {}
  for (const word of [...words].sort()) counts[word] = (counts[word] ?? 0) + 1
  return counts
}

const two = (value: number) => String(value).padStart(2, '0')
const months = 'Januari,Februari,Maret,April,Mei,Juni,Juli,Agustus,September,Oktober,November,Desember'.split(
  ',',
)
const oldMonths = 'Januari,Pebruari,Maret,April,Mei,Juni,Juli,Agt,Sept,Okt,Nopember,Des'.split(',')
const typedMonths = 'Jan,Febuari,Mrt,Apr,Mei,Jun,Jul,Ags,Sep,Oktober,Nop,Desember'.split(',')

export const iso = ({ year, month, day }: Child['birth']) => `${year}-${two(month)}-${two(day)}`
export const slashed = ({ year, month, day }: Child['birth']) => `${two(day)}/${two(month)}/${year}`
export const short = ({ year, month, day }: Child['birth']) => `${day}-${month}-${two(year % 100)}`
export const dotted = ({ year, month, day }: Child['birth']) => `${two(day)}.${two(month)}.${year}`
export const named = ({ year, month, day }: Child['birth']) => `${day} ${months[month - 1]} ${year}`
export const oldNamed = ({ year, month, day }: Child['birth']) => `${day} ${oldMonths[month - 1]} ${year}`
export const typedNamed = ({ year, month, day }: Child['birth']) =>
  `${two(day)}-${typedMonths[month - 1]}-${two(year % 100)}`
export const timed = (birth: Child['birth']) => `${iso(birth)} 00:00:00`
export const placed = (birth: Child['birth']) => `Tenggarong, ${named(birth)}`

/** The Excel serial of a day, 1900 system. */
export const serialOf = ({ year, month, day }: Child['birth']) =>
  Math.round(Date.UTC(year, month - 1, day) / 86_400_000) + 25_569
export const trueDate = (birth: Child['birth']): Value => ({ serial: serialOf(birth), format: 'dd/mm/yyyy' })
