import type { ImportPlan, ImportRemark, ImportRow } from '#protocol/messages/import.ts'

/** Gives words for a key of the namespace `desk-import`. */
export type Say = (key: string, values?: Readonly<Record<string, string | number>>) => string

/** One remark in words: `NIK rusak oleh Excel (kolom NIK)`. */
export function remarkWords(say: Say, { code, column, row }: ImportRemark): string {
  const where = [
    ...(column === undefined ? [] : [say('column', { column })]),
    ...(row === undefined ? [] : [say('withRow', { row })]),
  ]
  return where.length > 0 ? `${say(`reasons.${code}`)} (${where.join(', ')})` : say(`reasons.${code}`)
}

export const remarksWords = (say: Say, row: ImportRow): string =>
  row.remarks.map((remark) => remarkWords(say, remark)).join('; ')

/** The report as a table: a line for each remark, so that it can be filtered by column and reason. */
export function reportRows(say: Say, plan: ImportPlan): (string | number)[][] {
  return [
    [say('row'), say('what'), say('why'), say('columnHeading')],
    ...plan.rows.flatMap((row) =>
      row.remarks.map((remark) => [
        row.row,
        say(`outcomes.${row.outcome}`),
        remarkWords(say, { code: remark.code, ...(remark.row !== undefined && { row: remark.row }) }),
        remark.column ?? '',
      ]),
    ),
  ]
}
