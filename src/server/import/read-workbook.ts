import { read, SSF, type WorkBook, type WorkSheet } from '@e965/xlsx'
import { decodeText } from './decode-text.ts'
import { readCsv } from './read-csv.ts'
import { type Cell, emptyCell, fileLimits, RegisterFileError, type Sheet } from './sheet.ts'
import { unpackedZipSize } from './zip-size.ts'

/** Days between the 1900 and the 1904 date systems. */
const daysTo1904 = 1462

/**
 * Reads a register of .xlsx, .xls (told by their first bytes) or delimited text into its sheets.
 * @throws RegisterFileError when it is empty, too large, protected by a password or none of these.
 */
export function readWorkbook(bytes: Uint8Array): Sheet[] {
  if (bytes.length === 0) throw new RegisterFileError('empty')
  if (bytes.length > fileLimits.bytes) throw new RegisterFileError('tooLarge')
  if (startsWith(bytes, [0x50, 0x4b])) return readZip(bytes)
  if (startsWith(bytes, [0xd0, 0xcf, 0x11, 0xe0])) return readCompound(bytes)
  return readText(bytes)
}

const startsWith = (bytes: Uint8Array, magic: readonly number[]) =>
  magic.every((byte, i) => bytes[i] === byte)

function readZip(bytes: Uint8Array): Sheet[] {
  const size = unpackedZipSize(bytes, fileLimits.unpackedBytes)
  if (size === undefined) throw new RegisterFileError('unreadable')
  if (size > fileLimits.unpackedBytes) throw new RegisterFileError('tooLarge')
  return readSpreadsheet(bytes)
}

/** A compound file (.xls) has at least its header and one sector, 512 bytes each. */
function readCompound(bytes: Uint8Array): Sheet[] {
  if (bytes.length < 1024) throw new RegisterFileError('unreadable')
  return readSpreadsheet(bytes)
}

function readText(bytes: Uint8Array): Sheet[] {
  const text = decodeText(bytes)
  // The web pages that some systems save as .xls are read as tables; other bytes below space are no text.
  if (/^\s*(<!doctype|<html|<table|<\?xml)/i.test(text)) return readSpreadsheet(bytes)
  if (text.slice(0, 4000).includes('\0')) throw new RegisterFileError('unreadable')
  return [readCsv(text)]
}

function readSpreadsheet(bytes: Uint8Array): Sheet[] {
  const book = open(bytes)
  const shift = book.Workbook?.WBProps?.date1904 ? daysTo1904 : 0
  return book.SheetNames.flatMap((name) => {
    const sheet = book.Sheets[name]
    return sheet ? [{ name, rows: rowsOf(sheet, shift) }] : []
  })
}

function open(bytes: Uint8Array): WorkBook {
  try {
    return read(bytes, {
      type: 'array',
      dense: true,
      cellNF: true,
      cellFormula: false,
      cellHTML: false,
      raw: true,
      sheetRows: fileLimits.rows + 2,
    })
  } catch (error) {
    throw new RegisterFileError(
      error instanceof Error && /password|encrypt/i.test(error.message) ? 'protected' : 'unreadable',
    )
  }
}

type RawCell = {
  readonly t?: string
  readonly v?: unknown
  readonly w?: string
  readonly z?: string | number
}

/** In dense mode the library keeps the rows in `!data`. */
function rowsOf(sheet: WorkSheet, shift: number): Cell[][] {
  const rows = (sheet['!data'] ?? []) as readonly (readonly (RawCell | undefined)[] | undefined)[]
  if (rows.length > fileLimits.rows) throw new RegisterFileError('tooManyRows')
  return Array.from(rows, (row) =>
    Array.from((row ?? []).slice(0, fileLimits.columns), (cell) => cellOf(cell, shift)),
  )
}

function cellOf(cell: RawCell | undefined, shift: number): Cell {
  if (!cell || cell.v === undefined || cell.v === null || cell.t === 'e') return emptyCell
  if (typeof cell.v === 'string' || typeof cell.v === 'boolean') return { text: String(cell.v) }
  if (typeof cell.v !== 'number') return emptyCell
  if (cell.z !== undefined && SSF.is_date(String(cell.z))) {
    return { text: cell.w ?? String(cell.v), number: cell.v + shift, dated: true }
  }
  return { text: shownNumber(cell, cell.v), number: cell.v }
}

/** Leading zeros that a format such as `000` shows are part of what stands there (RT, RW). */
function shownNumber(cell: RawCell, value: number): string {
  return /^0{2,}$/.test(String(cell.z ?? '')) && cell.w ? cell.w : String(value)
}
