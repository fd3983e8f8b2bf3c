import type { CalendarDay } from '#domain/time/calendar-day.ts'
import { dateOrderOf, neededAssumedOrder } from './clean-date.ts'
import { digitsTrustOf } from './clean-nik.ts'
import type { Draft, RejectedRow } from './draft.ts'
import { isEmptyCell } from './empty-cell.ts'
import { findHeader, type Header } from './find-header.ts'
import type { Column } from './headings.ts'
import { type ColumnSigns, readRow } from './read-row.ts'
import { readWorkbook } from './read-workbook.ts'
import { type Cell, cellAt } from './sheet.ts'

/** A register as read: its rows in the order of the file. Nothing is known yet of who is there already. */
export type Register = {
  readonly sheet: string
  /** Number of the header's row in the file, from 1. */
  readonly headerRow: number
  readonly rows: readonly (Draft | RejectedRow)[]
  readonly keptColumns: readonly string[]
  readonly otherSheets: readonly string[]
  readonly datesReadDayFirst: boolean
}

/**
 * Reads a register's bytes into drafts of persons. `today` is the day of the import.
 * @throws RegisterFileError when the file as a whole cannot be taken.
 */
export function readRegister(bytes: Uint8Array, today: CalendarDay): Register {
  const header = findHeader(readWorkbook(bytes))
  const indexes = dataRows(header)
  const column = (name: Column) => cellsOf(header, indexes, name)
  const signs: ColumnSigns = {
    birthDates: dateOrderOf(column('birthDate'), today),
    nik: digitsTrustOf(column('nik')),
    motherNik: digitsTrustOf(column('motherNik')),
    parentNik: digitsTrustOf(column('parentNik')),
    familyCardNumber: digitsTrustOf(column('familyCardNumber')),
  }
  return {
    sheet: header.sheet.name,
    headerRow: header.row + 1,
    rows: indexes.map((index) => readRow(header, index, signs, today)),
    keptColumns: keptColumns(header),
    otherSheets: header.otherSheets,
    datesReadDayFirst: column('birthDate').some((cell) => neededAssumedOrder(cell, signs.birthDates, today)),
  }
}

/** Rows that speak of someone: neither blank, nor a repeated header, nor a total below the list. */
function dataRows(header: Header): number[] {
  const { sheet, columns } = header
  const telling = (['name', 'birthDate', 'nik'] as const).flatMap((column) => columns.get(column) ?? [])
  const found: number[] = []
  for (let index = header.firstDataRow; index < sheet.rows.length; index += 1) {
    const row = sheet.rows[index] ?? []
    if (telling.every((place) => isEmptyCell(cellAt(row, place)))) continue
    if (!isHeaderAgain(header, row)) found.push(index)
  }
  return found
}

function isHeaderAgain(header: Header, row: readonly Cell[]): boolean {
  return (['name', 'birthDate'] as const).every((column) => {
    const place = header.columns.get(column) ?? -1
    return cellAt(row, place).text.replace(/\s+/g, ' ').trim() === header.headings[place]
  })
}

function cellsOf(header: Header, indexes: readonly number[], column: Column): Cell[] {
  const place = header.columns.get(column)
  if (place === undefined) return []
  return indexes.map((index) => cellAt(header.sheet.rows[index], place))
}

function keptColumns(header: Header): string[] {
  const read = new Set(
    [...header.columns].filter(([column]) => column !== 'measuredOn').map(([, place]) => place),
  )
  return header.headings.filter((_, place) => !read.has(place))
}
