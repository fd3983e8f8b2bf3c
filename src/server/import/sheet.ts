/**
 * A cell as a register gives it. `text` is what stands there; `number` only where the file stores a number,
 * and `dated` where that number is formatted as a date (Excel serial, 1900 system).
 */
export type Cell = { readonly text: string; readonly number?: number; readonly dated?: true }

/** A sheet's rows from the first; `rows[0]` is row 1 of the file as people see it. */
export type Sheet = { readonly name: string; readonly rows: readonly (readonly Cell[])[] }

export const emptyCell: Cell = { text: '' }

/** The cell of a row at a column, empty beyond its end. */
export const cellAt = (row: readonly Cell[] | undefined, column: number): Cell => row?.[column] ?? emptyCell

/** Limits of one file: beyond them nothing is read. Teratai's own. */
export const fileLimits = {
  bytes: 10 * 1024 * 1024,
  unpackedBytes: 150 * 1024 * 1024,
  rows: 20_000,
  columns: 256,
} as const

/** Why a file could not be read at all. */
export type FileProblem = 'empty' | 'tooLarge' | 'tooManyRows' | 'unreadable' | 'protected' | 'noHeadings'

/** A file that cannot be taken; `problem` is a stable code for people's words elsewhere. */
export class RegisterFileError extends Error {
  readonly problem: FileProblem
  constructor(problem: FileProblem) {
    super(`register file: ${problem}`)
    this.name = 'RegisterFileError'
    this.problem = problem
  }
}
