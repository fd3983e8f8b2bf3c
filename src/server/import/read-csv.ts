import { type Cell, fileLimits, RegisterFileError, type Sheet } from './sheet.ts'

const delimiters = [';', ',', '\t'] as const

/** Reads delimited text (`;`, `,` or tab, quoted by `"`, any line end) as one sheet. Cells are text only. */
export function readCsv(text: string): Sheet {
  const stated = /^sep=(.)\r?\n/i.exec(text)
  const body = stated ? text.slice(stated[0].length) : text
  const rows = parse(body, stated?.[1] ?? likelyDelimiter(body))
  // Row numbers stay those of the file: the line that names the delimiter is row 1.
  return { name: '', rows: stated ? [[], ...rows] : rows }
}

/** The delimiter that cuts the most of the first lines into the most fields, quoted ones aside. */
function likelyDelimiter(text: string): string {
  const sample = text.slice(0, 20_000)
  const counted = delimiters.map((delimiter) => ({
    delimiter,
    fields: median(
      parse(sample, delimiter)
        .slice(0, 40)
        .map((row) => row.length)
        .filter((length) => length > 0),
    ),
  }))
  return counted.reduce((best, next) => (next.fields > best.fields ? next : best)).delimiter
}

function median(counts: readonly number[]): number {
  return [...counts].sort((a, b) => a - b)[Math.floor(counts.length / 2)] ?? 0
}

function parse(text: string, delimiter: string): Cell[][] {
  const rows: Cell[][] = []
  let row: Cell[] = []
  let at = 0
  while (at < text.length) {
    const field = text[at] === '"' ? quotedField(text, at, delimiter) : plainField(text, at, delimiter)
    row.push({ text: field.text })
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
  return rows
}

const isBlank = (row: readonly Cell[]) => row.length === 1 && row[0]?.text === ''

function plainField(text: string, start: number, delimiter: string): { text: string; end: number } {
  let end = start
  while (end < text.length && text[end] !== delimiter && text[end] !== '\n' && text[end] !== '\r') end += 1
  return { text: text.slice(start, end), end }
}

/** A quoted field: a doubled quote inside it is one; an unclosed one runs to the end; what follows it belongs to it. */
function quotedField(text: string, start: number, delimiter: string): { text: string; end: number } {
  let at = start + 1
  let value = ''
  while (at < text.length) {
    const quote = text.indexOf('"', at)
    if (quote === -1) break
    value += text.slice(at, quote)
    if (text[quote + 1] !== '"') {
      const rest = plainField(text, quote + 1, delimiter)
      return { text: value + rest.text, end: rest.end }
    }
    value += '"'
    at = quote + 2
  }
  return { text: value + text.slice(at), end: text.length }
}
