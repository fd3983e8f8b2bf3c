/**
 * The cells that spreadsheets could make of a text: whatever stands between separators of any country, line ends and
 * quotes, without what programs leave out before the first sign of a cell.
 */
export const cutAnyhow = (text: string): string[] =>
  text.split(/[;,\t\r\n"]/).map((piece) => piece.replace(/^[\s\p{Cc}\p{Cf}]+/u, ''))

/** Cells of a text that a spreadsheet would run; numbers are none. */
export const formulasIn = (text: string): string[] =>
  cutAnyhow(text).filter((cell) => /^[=+\-@＝＋－＠]/.test(cell) && !/^[+-]?\d+(\.\d+)?$/.test(cell))
