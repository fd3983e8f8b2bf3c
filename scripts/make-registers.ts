import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { type CellObject, utils, write } from '@e965/xlsx'
import { inventChildren } from './registers/children.ts'
import { exportHeadings, exportRows } from './registers/export.ts'
import { identityHeadings, identityRows } from './registers/identity.ts'
import { lineListHeadings, lineListRows } from './registers/line-list.ts'
import { expectedOf, type Row, type Value } from './registers/row.ts'

/**
 * Writes the three dirty registers of tests/reference/registers, and what an import of them, one after the
 * other into one empty posyandu, must count. All people in them are invented.
 */
const folder = join(import.meta.dirname, '..', 'tests', 'reference', 'registers')
const children = inventChildren(750, 20_261_122)
const take = (count: number) => children.splice(0, count)

const known = take(230)
const identity = identityRows(known, take(40), take(60))
const exported = exportRows(known.slice(0, 150), take(130), take(30))
const listed = lineListRows(known.slice(150, 230), take(215), take(40))

writeFileSync(join(folder, 'eppgbm-identity.xlsx'), identityWorkbook(identity))
writeFileSync(join(folder, 'eppgbm-export.xls'), exportWorkbook(exported))
writeFileSync(join(folder, 'line-list.csv'), lineListText(listed))
const expected = {
  'eppgbm-identity.xlsx': expectedOf(identity),
  'eppgbm-export.xls': expectedOf(exported),
  'line-list.csv': expectedOf(listed),
}
writeFileSync(join(folder, 'expected.json'), `${JSON.stringify(expected, undefined, 2)}\n`)
for (const [file, counts] of Object.entries(expected)) console.log(file, counts.rows, counts.outcomes)

/** Titles above, numbered columns below the headings, the headings again at a page break, a total at the end. */
function identityWorkbook(rows: readonly Row[]): Uint8Array {
  const table = rows.map((row, index) => ({ ...row.values, No: index + 1 }))
  const lines: Value[][] = [
    ['DATA SASARAN BALITA'],
    ['PUSKESMAS RAPAK MAHANG', '', '', 'TAHUN 2026'],
    [],
    [...identityHeadings],
    identityHeadings.map((_, index) => index + 1),
    ...cells(table.slice(0, 150), identityHeadings),
    [],
    [...identityHeadings],
    ...cells(table.slice(150), identityHeadings),
    [],
    ['Jumlah', '', '', '', '', '', '', '', '', '', '', rows.length],
  ]
  const guide: Value[][] = [['Petunjuk pengisian'], ['Isi NIK sebagai teks'], ['Tanggal: TTTT-BB-HH']]
  const book = utils.book_new()
  utils.book_append_sheet(book, sheetOf(guide), 'Petunjuk')
  utils.book_append_sheet(book, sheetOf(lines), 'Sheet1')
  return write(book, { type: 'buffer', bookType: 'xlsx', compression: true })
}

function exportWorkbook(rows: readonly Row[]): Uint8Array {
  const table = rows.map((row, index) => ({ ...row.values, No: index + 1 }))
  const book = utils.book_new()
  utils.book_append_sheet(book, sheetOf([[...exportHeadings], ...cells(table, exportHeadings)]), 'Sheet1')
  return write(book, { type: 'buffer', bookType: 'biff8' })
}

function lineListText(rows: readonly Row[]): Uint8Array {
  const table = rows.map((row, index) => ({ ...row.values, No: index + 1 }))
  const lines = [[...lineListHeadings], ...cells(table, lineListHeadings)]
  const text = lines
    .map((line) =>
      line.map((cell) => quoted(typeof cell === 'object' ? String(cell.serial) : String(cell))).join(';'),
    )
    .join('\r\n')
  // Latin 1 and Windows-1252 are one for every letter used here.
  return Buffer.from(`${text}\r\n`, 'latin1')
}

function quoted(text: string): string {
  return /[";\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
}

function cells(table: readonly Readonly<Record<string, Value>>[], headings: readonly string[]): Value[][] {
  return table.map((row) => headings.map((heading) => row[heading] ?? ''))
}

function sheetOf(lines: readonly (readonly Value[])[]) {
  return utils.aoa_to_sheet(lines.map((line) => line.map(cellOf)))
}

function cellOf(value: Value): CellObject | null {
  if (value === '') return null
  if (typeof value === 'string') return { t: 's', v: value }
  if (typeof value === 'number') return { t: 'n', v: value }
  return { t: 'n', v: value.serial, z: value.format }
}
