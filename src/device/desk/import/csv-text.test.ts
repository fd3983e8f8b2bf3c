import { expect, it } from 'vitest'
import { csvText } from './csv-text.ts'

it('is read by Excel in Indonesia as it was meant', () => {
  expect(
    csvText([
      ['Baris', 'Sebab'],
      [12, 'kata "ibu"; lama'],
    ]),
  ).toBe('\uFEFF"Baris";"Sebab"\r\n12;"kata ""ibu""; lama"\r\n')
})

it.each(['=1+1', '+62812', '-1', '@SUM(A1)', '\t=1', '\r=1'])('%j is no formula', (text) => {
  expect(csvText([[text]])).toBe(`\uFEFF"'${text}"\r\n`)
})
