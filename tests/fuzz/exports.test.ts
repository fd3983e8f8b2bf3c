import { read, utils } from '@e965/xlsx'
import { assert, array, constantFrom, double, oneof, property, string } from 'fast-check'
import { describe, expect, it } from 'vitest'
import { csvText } from '#device/desk/import/csv-text.ts'
import { readRegister } from '#server/import/read-register.ts'
import { readWorkbook } from '#server/import/read-workbook.ts'
import { csvLine, parseCsv } from '../../scripts/csv.ts'
import { formulasIn } from './cut-anyhow.ts'

/** Pieces of which texts are made that do harm in a table. */
const pieces = [
  ...'=+-@＝＋－＠\t\r\n\0;,"\'| '.split(''),
  '\r\n',
  '\uFEFF',
  '\u200B',
  '\u00A0',
  // A tag, which nobody sees and two units of text make.
  '\u{E0001}',
  '\uD800',
  '\uDFFF',
  '😀',
  'sep=,',
  '=HYPERLINK("https://evil.example")',
  "=cmd|' /C calc'!A0",
  'Bu Siti',
  '-12.5',
  'x'.repeat(300),
]
const hostileText = oneof(
  string({ unit: constantFrom(...pieces), maxLength: 40 }),
  string({ unit: 'binary', maxLength: 40 }),
)

/** More than any spreadsheet keeps in a cell (32,767), and one sign repeated: what is slow or cut shows there. */
const longTexts = ['='.repeat(100_000), '\t'.repeat(100_000), `${'a,'.repeat(50_000)}=1`]

/** As a file has it: a lone half of a surrogate pair cannot be written. */
const inFile = (text: string) => text.replaceAll('\0', '').toWellFormed()
const withoutGuards = (text: string) => inFile(text).replaceAll("'", '')
const bytesOf = (text: string) => new TextEncoder().encode(text)

it('guards a heading of the puskesmas’s own file that comes back in the report', () => {
  const { rows } = readRegister(bytesOf('=Nama;=NIK;Tgl Lahir\nBudi;12x;05-03-2024'), '2026-11-22')
  const columns = rows.flatMap((row) =>
    row.kind === 'draft' ? row.remarks.map(({ column }) => [column ?? '']) : [],
  )
  expect(columns).toContainEqual(['=NIK'])
  expect(csvText(columns)).toContain(`"'=NIK"`)
})

describe('a table that somebody opens in a spreadsheet', () => {
  it('runs nothing, whatever separates cells there', () => {
    assert(
      property(array(array(hostileText, { minLength: 1, maxLength: 5 }), { maxLength: 5 }), (rows) => {
        expect(formulasIn(csvText(rows))).toEqual([])
        expect(formulasIn(rows.map(csvLine).join('\n'))).toEqual([])
      }),
      { numRuns: 2_000 },
    )
  })

  it('runs nothing in a spreadsheet library, whatever it takes for the separator', () => {
    assert(
      property(
        array(hostileText, { minLength: 1, maxLength: 5 }),
        constantFrom(';', ',', '\t'),
        (row, FS) => {
          // Both begin with a heading: what begins with other bytes the library may take for another kind of file.
          for (const text of [csvText([['a', 'b'], row]), [['a', 'b'], row].map(csvLine).join('\n')])
            expect(formulaCells(bytesOf(text), FS)).toEqual([])
        },
      ),
      { numRuns: 500 },
    )
  })

  it('is seen to run where nothing guards it', () => {
    const open = '"a";"=1+1"\r\n'
    expect(formulasIn(open)).toEqual(['=1+1'])
    expect(formulaCells(bytesOf(open), ';')).toEqual(['1+1'])
  })

  it('reads back as what was put in, apart from the apostrophes', () => {
    assert(
      property(array(array(hostileText, { minLength: 2, maxLength: 5 }), { minLength: 1 }), (rows) => {
        const meant = rows.map((row) => row.map(withoutGuards))
        expect(
          parseCsv(`a,b\n${rows.map(csvLine).join('\n')}`.toWellFormed())
            .slice(1)
            .map(plainly),
        ).toEqual(meant)
        const [sheet] = readWorkbook(bytesOf(csvText([['a', 'b', 'c', 'd', 'e'], ...rows])))
        expect(sheet?.rows.slice(1).map((row) => plainly(row.map(({ text }) => text)))).toEqual(meant)
      }),
      { numRuns: 500 },
    )
  })

  it('reads back from a spreadsheet library as what was put in', () => {
    assert(
      property(array(hostileText, { minLength: 2, maxLength: 5 }), (row) => {
        const book = read(bytesOf(csvText([['a', 'b', 'c', 'd', 'e'], row])), {
          type: 'array',
          raw: true,
          FS: ';',
        })
        const [, ...cells] = utils.sheet_to_json<string[]>(sheetOf(book), {
          header: 1,
          raw: true,
          defval: '',
        })
        expect(plainly((cells[0] ?? []).slice(0, row.length).map(String))).toEqual(row.map(withoutGuards))
      }),
      { numRuns: 500 },
    )
  })

  it('keeps numbers numbers, those below zero too', () => {
    assert(
      property(double({ noNaN: true, noDefaultInfinity: true, min: -1e6, max: 1e6 }), (number) => {
        const fixed = number.toFixed(2)
        expect(csvLine([fixed])).toBe(fixed)
        expect(csvText([[Number(fixed)]])).toBe(`\uFEFF${Number(fixed)}\r\n`)
      }),
    )
  })

  it.each(longTexts.map((text) => [text.slice(0, 3), text]))(
    'keeps a hundred thousand signs: %j',
    (_, text) => {
      expect(formulasIn(csvText([[text]]))).toEqual([])
      expect(parseCsv(csvLine([text, 'x'])).map(plainly)).toEqual([[withoutGuards(text), 'x']])
    },
  )
})

const plainly = (row: readonly string[]) => row.map(withoutGuards)

const sheetOf = (book: ReturnType<typeof read>) => {
  const sheet = book.Sheets[book.SheetNames[0] ?? '']
  if (!sheet) throw new Error('no sheet')
  return sheet
}

/** What the library would compute. */
function formulaCells(bytes: Uint8Array, FS: string): string[] {
  const sheet = sheetOf(read(bytes, { type: 'array', dense: true, FS }))
  const rows = (sheet['!data'] ?? []) as readonly (readonly ({ readonly f?: string } | undefined)[])[]
  return rows.flatMap((row) => (row ?? []).flatMap((cell) => (cell?.f === undefined ? [] : [cell.f])))
}
