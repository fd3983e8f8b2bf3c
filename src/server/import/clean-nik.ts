import { isEmptyCell, plainText } from './empty-cell.ts'
import type { Cell } from './sheet.ts'

export type NumberProblem =
  /** Written with an exponent: only its first digits are left. */
  | 'digitsExponent'
  /** A spreadsheet kept 15 digits and put zeros for the rest. */
  | 'digitsLost'
  | 'digitsWrongLength'
  | 'digitsNotNumber'
  /** One digit sixteen times, or another filler of older systems. */
  | 'digitsDummy'

export type DigitsReading =
  | { readonly kind: 'digits'; readonly digits: string }
  | { readonly kind: 'problem'; readonly problem: NumberProblem }
  | { readonly kind: 'empty' }

/** Whether a column's long numbers went through a spreadsheet that kept 15 digits. */
export type DigitsTrust = 'trusted' | 'lastDigitLost'

const enough = 5

/**
 * A column in which at least half of the 16-digit texts end in 0, and at least five do, was saved from numbers:
 * a spreadsheet holds 15 digits. By chance every tenth would end so.
 */
export function digitsTrustOf(cells: readonly Cell[]): DigitsTrust {
  const whole = cells.map(bareDigits).filter((digits) => /^\d{16}$/.test(digits))
  const zeros = whole.filter((digits) => digits.endsWith('0')).length
  return zeros >= enough && zeros * 2 >= whole.length ? 'lastDigitLost' : 'trusted'
}

/**
 * Reads a NIK or a family card's number: 16 digits, written with spaces, dots, dashes or an apostrophe or
 * without. Whatever a spreadsheet has mangled is not taken, since the digits cannot be had back.
 */
export function cleanLongNumber(cell: Cell, trust: DigitsTrust): DigitsReading {
  if (isEmptyCell(cell)) return { kind: 'empty' }
  const digits = bareDigits(cell)
  const problem = problemOf(cell, digits, trust)
  return problem ? { kind: 'problem', problem } : { kind: 'digits', digits }
}

function bareDigits(cell: Cell): string {
  return plainText(cell)
    .replace(/[\s.\-–_/]/g, '')
    .replace(/^(nik|kk|no)[.:]?/i, '')
}

function problemOf(cell: Cell, digits: string, trust: DigitsTrust): NumberProblem | undefined {
  if (/^'?\d([.,]\d+)?e[+-]?\d+$/i.test(plainText(cell).replace(/\s/g, ''))) return 'digitsExponent'
  if (!/^\d+$/.test(digits)) return 'digitsNotNumber'
  if (digits.length !== 16) return 'digitsWrongLength'
  if (/^(\d)\1{15}$/.test(digits) || digits === '1234567890123456') return 'digitsDummy'
  return lostDigits(cell, digits, trust) ? 'digitsLost' : undefined
}

/** A stored number beyond 2^53 or ending in 0, four zeros at the end (no serial is 0000), or a column like that. */
function lostDigits(cell: Cell, digits: string, trust: DigitsTrust): boolean {
  if (digits.endsWith('0000')) return true
  if (!digits.endsWith('0')) return cell.number !== undefined && !Number.isSafeInteger(cell.number)
  return cell.number !== undefined || trust === 'lastDigitLost'
}
