import { type Cell, fileLimits, RegisterFileError, type Sheet } from './sheet.ts'

const delimiters = [';', ',', '\t'] as const

/** Reads delimited text (`;`, `,` or tab, quoted by `"`, any line end) as one sheet. Cells are text only. */
export function readCsv(text: string): Sheet {
  const stated = /^sep=(.)\r?\n/i.exec(text)
  const body = stated ? text.slice(stated[0].length) : text
  const { rows } = parse(body, stated?.[1] ?? likelyDelimiter(body))
  // Row numbers stay those of the file: the line that names the delimiter is row 1.
  return { name: '', rows: stated ? [[], ...rows] : rows }
}

/**
 * The delimiter under which quotes stand where they belong, around whole fields; of several such the one that cuts the
 * most of the first lines into the most fields. A cell of tabs would else make a table of tabs.
 */
function likelyDelimiter(text: string): string {
  const sample = text.slice(0, 20_000)
  const counted = delimiters.map((delimiter) => {
    const { rows, strayRows } = parse(sample, delimiter)
    const lengths = rows.slice(0, 40).map((row) => row.length)
    return { delimiter, strayRows, fields: median(lengths.filter((length) => length > 0)) }
  })
  const isBetter = (one: (typeof counted)[number], other: (typeof counted)[number]) =>
    one.strayRows === other.strayRows ? one.fields > other.fields : one.strayRows < other.strayRows
  return counted.reduce((best, next) => (isBetter(next, best) ? next : best)).delimiter
}

function median(counts: readonly number[]): number {
  return [...counts].sort((a, b) => a - b)[Math.floor(counts.length / 2)] ?? 0
}

/** `strayRows`: in how many rows a quote stands elsewhere than around a whole field. */
type Parsed = { readonly rows: Cell[][]; readonly strayRows: number }

function parse(text: string, delimiter: string): Parsed {
  const rows: Cell[][] = []
  const strayRows = new Set<number>()
  let row: Cell[] = []
  let at = 0
  while (at < text.length) {
    const field = text[at] === '"' ? quotedField(text, at, delimiter) : plainField(text, at, delimiter)
    row.push({ text: field.text })
    if (field.isStray) strayRows.add(rows.length)
    const next = text[field.end]
    at = field.end + 1
    if (next === delimiter) {
      if (at >= text.length) row.push({ text: '' })
      continue
    }
    if (next === '\r' && text[at] === '\n') at += 1
    rows.push(isBlank(row) ? [] : row)
    row = []
    if (rows.length > fileLimits.rows) throw new RegisterFileError('tooManyRows')
  }
  if (row.length > 0) rows.push(row)
  return { rows, strayRows: strayRows.size }
}

const isBlank = (row: readonly Cell[]) => row.length === 1 && row[0]?.text === ''

type Field = { readonly text: string; readonly end: number; readonly isStray: boolean }

function plainField(text: string, start: number, delimiter: string): Field {
  let end = start
  while (end < text.length && text[end] !== delimiter && text[end] !== '\n' && text[end] !== '\r') end += 1
  const plain = text.slice(start, end)
  return { text: plain, end, isStray: plain.includes('"') }
}

/** A quoted field: a doubled quote inside it is one; an unclosed one runs to the end; what follows it belongs to it. */
function quotedField(text: string, start: number, delimiter: string): Field {
  let at = start + 1
  let value = ''
  while (at < text.length) {
    const quote = text.indexOf('"', at)
    if (quote === -1) break
    value += text.slice(at, quote)
    if (text[quote + 1] !== '"') {
      const rest = plainField(text, quote + 1, delimiter)
      return { text: value + rest.text, end: rest.end, isStray: rest.text !== '' }
    }
    value += '"'
    at = quote + 2
  }
  return { text: value + text.slice(at), end: text.length, isStray: false }
}
