import { isEmptyCell, plainText } from './empty-cell.ts'
import type { Cell } from './sheet.ts'

/** Longest text that is taken into a field; Teratai's own. */
export const longestText = 200

/** A text field, empty where nothing is known. */
export function cleanText(cell: Cell): string {
  return isEmptyCell(cell) ? '' : plainText(cell).slice(0, longestText)
}

/** A person's name: text with a letter in it, without a list's numbering (`12. Siti`) and outer punctuation. */
export function cleanName(cell: Cell): string {
  const name = cleanText(cell)
    .replace(/^\d+[.)] */, '')
    .replace(/^[\s,;:"*]+|[\s,;:"*]+$/g, '')
  return /\p{L}/u.test(name) ? name : ''
}

/** A neighbourhood's number as text: leading zeros are part of it. `RT 03` is `03`. */
export function cleanArea(cell: Cell): string {
  return cleanText(cell)
    .replace(/^(rt|rw)[\s.:]*/i, '')
    .slice(0, 10)
}

/** `001/002`, `RT 01 RW 02`, `RT.01/RW.02`: the two parts, empty where there is only one. */
export function cleanRtRw(cell: Cell): { readonly rt: string; readonly rw: string } {
  const numbers = cleanText(cell).match(/\d+/g) ?? []
  return { rt: numbers[0] ?? '', rw: numbers[1] ?? '' }
}

/**
 * A telephone number: digits with an optional `+`. A number cell has lost its leading 0, which is put back
 * before an 8; what is not a number is kept elsewhere.
 */
export function cleanPhone(cell: Cell): string | undefined {
  const bare = cleanText(cell).replace(/[\s().\-/]/g, '')
  if (bare === '') return ''
  if (!/^\+?\d{6,15}$/.test(bare)) return undefined
  return /^8\d{8,11}$/.test(bare) ? `0${bare}` : bare
}

/** Whether a flag column (hapus, pindah) is set. */
export function isSet(cell: Cell): boolean {
  return /^(1|y|ya|yes|x|v|√|✓|✔|true|hapus|pindah)$/i.test(cleanText(cell))
}
