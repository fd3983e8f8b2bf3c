import { guardFormulas } from '#device/desk/import/guard-formulas.ts'

/** The rows of a CSV text (RFC 4180), each a list of cells. Empty lines are left out. */
export function parseCsv(text: string): string[][] {
  const rows: string[][] = []
  let row: string[] = []
  let cell = ''
  let quoted = false
  const endRow = () => {
    row.push(cell)
    cell = ''
    if (row.length > 1 || row[0] !== '') rows.push(row)
    row = []
  }
  const source = text.replace(/^\uFEFF/, '')
  for (let at = 0; at < source.length; at++) {
    const sign = source.charAt(at)
    if (quoted) {
      if (sign !== '"') cell += sign
      else if (source.charAt(at + 1) === '"') cell += source.charAt(at++)
      else quoted = false
    } else if (sign === '"' && cell === '') quoted = true
    else if (sign === ',') {
      row.push(cell)
      cell = ''
    } else if (sign === '\n') endRow()
    else if (sign !== '\r') cell += sign
  }
  endRow()
  return rows
}

/** What a spreadsheet computes nothing from, whatever sign it begins with. */
const aNumber = /^[+-]?\d+(\.\d+)?$/

/**
 * One line of CSV, cells quoted only where they must be. A cell that a spreadsheet would take for a formula gets an
 * apostrophe before it, a number never; NUL is left out.
 */
export const csvLine = (cells: readonly string[]): string => cells.map(csvCell).join(',')

function csvCell(cell: string): string {
  const safe = aNumber.test(cell) ? cell : guardFormulas(cell.replaceAll('\0', ''))
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
}
