import type { Cell } from './sheet.ts'

/** What registers write where nothing is known: e-PPGBM's 8888 and 9999, dashes, and a spreadsheet's own errors. */
const sentinel =
  /^(8888|9999)([.,]0+)?$|^[-–—_.*?/ ]+$|^(n\/?a|nihil|null|none|nan|tidak ada|tdk ada|belum ada|kosong|undefined)$|^#/i

/** Whether a cell says nothing. */
export function isEmptyCell(cell: Cell): boolean {
  const text = plainText(cell)
  return text === '' || sentinel.test(text)
}

/** A cell's text without control characters, outer and doubled spaces, and Excel's leading apostrophe. */
export function plainText(cell: Cell): string {
  return cell.text
    .normalize('NFC')
    .replace(/[\p{Cc}\p{Cf}\s]+/gu, ' ')
    .trim()
    .replace(/^['‘’`´]+/, '')
    .trim()
}
