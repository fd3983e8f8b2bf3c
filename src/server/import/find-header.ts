import { type Column, columnOf } from './headings.ts'
import { type Cell, cellAt, RegisterFileError, type Sheet } from './sheet.ts'

/** A register's sheet, its header and where its columns stand (0-based). */
export type Header = {
  readonly sheet: Sheet
  /** 0-based indexes of the header's row and of the first row below it. */
  readonly row: number
  readonly firstDataRow: number
  readonly columns: ReadonlyMap<Column, number>
  /** Every heading by its column; headings that stand twice get a number. */
  readonly headings: readonly string[]
  /** Other sheets that look like registers and were not taken. */
  readonly otherSheets: readonly string[]
}

/** A header stands within the first rows, below titles. */
const rowsSearched = 40

type Candidate = Omit<Header, 'otherSheets'> & { readonly score: number }

/**
 * Finds the sheet and row whose headings are best known. A register needs at least a name and a birth date.
 * @throws RegisterFileError `noHeadings` when no row of any sheet has both.
 */
export function findHeader(sheets: readonly Sheet[]): Header {
  const found = sheets.flatMap((sheet) => bestOf(candidatesIn(sheet)) ?? [])
  const best = bestOf(found)
  if (!best) throw new RegisterFileError('noHeadings')
  const { score: _, ...header } = best
  return {
    ...header,
    otherSheets: found.filter((other) => other !== best).map((other) => other.sheet.name),
  }
}

/** The highest score; the earlier where two are alike. */
function bestOf(candidates: readonly Candidate[]): Candidate | undefined {
  return candidates.reduce<Candidate | undefined>(
    (best, next) => (best && best.score >= next.score ? best : next),
    undefined,
  )
}

function candidatesIn(sheet: Sheet): Candidate[] {
  return sheet.rows.slice(0, rowsSearched).flatMap((row, index) => {
    const below = sheet.rows[index + 1] ?? []
    const one = candidate(sheet, index, 1, texts(row))
    const two = candidate(sheet, index, 2, twoLines(texts(row), texts(below)))
    // "Nama orang tua" over "Ayah" and "Ibu": the upper line alone would take the father for the mother.
    if (one && two && isSecondLine(texts(below), one.columns)) return [two]
    return [one, two].flatMap((each) => each ?? [])
  })
}

const isHeading = (text: string) => columnOf(text) !== undefined

/** A line of headings for some columns, not somebody's row: it has neither name nor birth date. */
function isSecondLine(below: readonly string[], columns: Candidate['columns']): boolean {
  const own = [columns.get('name'), columns.get('birthDate')].map((at) => below[at ?? -1] ?? '')
  return below.some(isHeading) && own.every((text) => text === '' || isHeading(text))
}

const texts = (row: readonly Cell[]) => Array.from(row, (cell) => cell.text.replace(/\s+/g, ' ').trim())

/** A header of two lines: the lower names the column, the upper where the lower is empty. */
function twoLines(upper: readonly string[], lower: readonly string[]): string[] {
  const width = Math.max(upper.length, lower.length)
  return Array.from({ length: width }, (_, i) => lower[i] || upper[i] || '')
}

function candidate(sheet: Sheet, row: number, lines: number, headings: string[]): Candidate | undefined {
  const columns = placesOf(headings)
  if (!columns.has('name') || !columns.has('birthDate')) return undefined
  return {
    sheet,
    row,
    firstDataRow: afterNumbering(sheet, row + lines),
    columns,
    headings: distinct(headings),
    // One line is likelier than two where both name as many columns.
    score: columns.size - (lines - 1) / 2,
  }
}

/** Where each known column stands; of two headings of one column the more usual, then the earlier. */
function placesOf(headings: readonly string[]): Map<Column, number> {
  const best = new Map<Column, { rank: number; index: number }>()
  headings.forEach((heading, index) => {
    const known = columnOf(heading)
    if (!known) return
    const before = best.get(known.column)
    if (!before || known.rank < before.rank) best.set(known.column, { rank: known.rank, index })
  })
  return new Map([...best].map(([column, place]) => [column, place.index]))
}

/** Registers often number their columns (1, 2, 3 …) in a row below the headings. */
function afterNumbering(sheet: Sheet, row: number): number {
  const numbers = (sheet.rows[row] ?? []).filter((cell) => cell.text.trim() !== '')
  const first = Number(cellAt(numbers, 0).text.replace(/[()]/g, ''))
  const counts =
    numbers.length >= 3 && numbers.every((cell, i) => Number(cell.text.replace(/[()]/g, '')) === first + i)
  return counts ? row + 1 : row
}

/** Longest heading that is kept; Teratai's own. */
const longestHeading = 80

/** Headings as names of kept columns: none empty, none twice, none that every object has. */
function distinct(headings: readonly string[]): string[] {
  const seen = new Map<string, number>()
  return headings.map((heading, index) => {
    const usable = heading !== '' && !(heading in {})
    const name = usable ? heading.slice(0, longestHeading) : `Kolom ${index + 1}`
    const times = (seen.get(name) ?? 0) + 1
    seen.set(name, times)
    return times === 1 ? name : `${name} (${times})`
  })
}
