/**
 * Where a spreadsheet may begin a cell with a formula: at the start, or behind Indonesia's `;`, America's `,`, tab, line
 * ends, and a quote, since a program that expects another separator takes quotes as they stand; then whatever many
 * programs leave out at the beginning of a cell; then a sign that begins a formula, the full-width ones in East Asia.
 */
const formulaStart =
  /(?<before>(?:^|[;,\t\r\n"])(?:(?![;,\t\r\n"])[\s\p{Cc}\p{Cf}])*)(?<sign>[=+\-@＝＋－＠])/gu

/**
 * A text that no spreadsheet runs, however it cuts the file into cells: each sign that would begin a formula gets an
 * apostrophe before it. That is the only change: without these apostrophes it is the text that was put in.
 */
export const guardFormulas = (text: string): string => text.replace(formulaStart, "$<before>'$<sign>")
