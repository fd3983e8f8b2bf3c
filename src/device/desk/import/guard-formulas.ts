/** What begins a formula in some spreadsheet; the full-width ones in those of East Asia. */
const formulaSign = /[=+\-@＝＋－＠]/g

/**
 * Behind what a spreadsheet may begin a cell: Indonesia's `;`, America's `,`, tab, line ends, and a quote, since a
 * program that expects another separator takes quotes as they stand.
 */
const separator = /[;,\t\r\n"]/

/** What many programs leave out at the beginning of a cell. */
const unseen = /[\s\p{Cc}\p{Cf}]/u

/**
 * A text that no spreadsheet runs, however it cuts the file into cells: each sign that would begin a formula gets an
 * apostrophe before it. That is the only change: without these apostrophes it is the text that was put in.
 */
export const guardFormulas = (text: string): string =>
  text.replace(formulaSign, (sign, at: number) => (mayBeginCell(text, at) ? `'${sign}` : sign))

function mayBeginCell(text: string, at: number): boolean {
  let before = at - 1
  while (before >= 0 && unseen.test(text.charAt(before)) && !separator.test(text.charAt(before))) before -= 1
  return before < 0 || separator.test(text.charAt(before))
}
