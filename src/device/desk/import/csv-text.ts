const mark = '\uFEFF'

/**
 * A table as Excel opens it in Indonesia: UTF-8 with its mark, `;` between the fields, every text quoted. What a
 * spreadsheet would take for a formula gets an apostrophe before it.
 */
export function csvText(rows: readonly (readonly (string | number)[])[]): string {
  return `${mark}${rows.map((row) => row.map(field).join(';')).join('\r\n')}\r\n`
}

function field(value: string | number): string {
  if (typeof value === 'number') return String(value)
  const safe = /^[=+\-@\t\r]/.test(value) ? `'${value}` : value
  return `"${safe.replaceAll('"', '""')}"`
}
