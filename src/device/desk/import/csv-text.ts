import { guardFormulas } from './guard-formulas.ts'

const mark = '\uFEFF'

/**
 * A table as Excel opens it in Indonesia: UTF-8 with its mark, `;` between the fields, every text quoted. What a
 * spreadsheet would take for a formula gets an apostrophe before it; NUL, which ends a cell in some programs and a
 * whole file in others, is left out. Numbers stay numbers, negative ones too.
 */
export function csvText(rows: readonly (readonly (string | number)[])[]): string {
  return `${mark}${rows.map((row) => row.map(field).join(';')).join('\r\n')}\r\n`
}

function field(value: string | number): string {
  if (typeof value === 'number') return String(value)
  return `"${guardFormulas(value.replaceAll('\0', '')).replaceAll('"', '""')}"`
}
