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

it.each([
  ['=1+1', "'=1+1"],
  ['+62812', "'+62812"],
  ['-1', "'-1"],
  ['@SUM(A1)', "'@SUM(A1)"],
  ['\t=1', "\t'=1"],
  ['\r=1', "\r'=1"],
  ['\u200B =1', "\u200B '=1"],
  ['＝1+1', "'＝1+1"],
  // A program that expects commas would begin a cell there.
  ['a,=1+1,b', "a,'=1+1,b"],
  ['\0=1', "'=1"],
])('%j is no formula', (text, kept) => {
  expect(csvText([[text]])).toBe(`\uFEFF"${kept}"\r\n`)
})

it.each(['1-1', 'a = b', 'Bu Siti-Aminah', "'=1"])('%j stays as it is', (text) => {
  expect(csvText([[text]])).toBe(`\uFEFF"${text}"\r\n`)
})

it('leaves numbers numbers', () => {
  expect(csvText([[-1.5, 0, 12]])).toBe('\uFEFF-1.5;0;12\r\n')
})
