import type { Sex } from '#domain/person/person.ts'
import type { Lms } from './lms.ts'
import { columnsOf, type PackedTable } from './packed-table.ts'

/**
 * The row of a table, linear between two rows, nothing outside it. `x` is in the table's own unit: days, months, or
 * tenths of a centimetre.
 */
export function lmsAt(table: PackedTable, sex: Sex, x: number): Lms | undefined {
  const columns = columnsOf(table, sex)
  const position = x - table.from
  const last = columns.l.length - 1
  if (!(position >= 0 && position <= last)) return undefined
  const below = Math.floor(position)
  const above = Math.min(below + 1, last)
  const share = position - below
  const between = (column: Float64Array) => {
    const low = column[below] ?? Number.NaN
    return share === 0 ? low : low + share * ((column[above] ?? Number.NaN) - low)
  }
  return { l: between(columns.l), m: between(columns.m), s: between(columns.s) }
}
