import { gzipSync } from 'node:zlib'
import { utils, write } from '@e965/xlsx'
import { zipFile } from '#tests/builders/zip-file.ts'
import type { Dice } from '#tests/simulation/dice.ts'
import { hostileWord, spoiled } from './hostile.ts'

/** The first is taken for NIK, and stands as it is in the report of what is wrong with the rows. */
const headings = [
  '=NIK',
  'Nama',
  'JK',
  'Tgl Lahir',
  'Nama Ibu',
  'RT',
  'RW',
  '__proto__',
  'constructor',
  '=1+1',
]

/** A register of sasaran as somebody with bad intentions writes it: a text, a workbook, a bomb, or pieces of them. */
export function hostileRegister(dice: Dice): Uint8Array {
  const rows = [
    headings.slice(0, 3 + dice.below(headings.length - 2)),
    ...Array.from({ length: dice.below(8) }, () => headings.map(() => hostileWord(dice).slice(0, 300))),
  ]
  const made = dice.weighed<() => Uint8Array>([
    [() => Buffer.from(rows.map((row) => row.join(dice.pick([',', ';', '\t']))).join('\n')), 5],
    [() => workbook(rows), 4],
    [() => zippedBombs.sheet, 1],
    [() => zippedBombs.texts, 1],
    [() => gzipSync(Buffer.alloc(1_000_000)), 1],
    [() => Buffer.from(`<table>${'<tr><td>'.repeat(3_000)}`), 1],
    [() => Buffer.from(entities), 1],
  ])()
  return dice.percent(30) ? spoiled(made, dice) : made
}

function workbook(rows: readonly (readonly string[])[]): Uint8Array {
  const book = utils.book_new()
  utils.book_append_sheet(
    book,
    utils.aoa_to_sheet(rows.map((row) => row.map((text) => text.replace(/\0/g, '')))),
    'a',
  )
  return new Uint8Array(write(book, { type: 'array', bookType: 'xlsx' }) as ArrayBuffer)
}

const entities = `<?xml version="1.0"?><!DOCTYPE a [<!ENTITY a "aaaaaaaaaa">${Array.from(
  { length: 9 },
  (_, i) => `<!ENTITY ${String.fromCharCode(98 + i)} "${`&${String.fromCharCode(97 + i)};`.repeat(10)}">`,
).join('')}]><table><tr><td>&j;</td></tr></table>`

/** 64 MB of one cell. */
const sheetBomb = Buffer.concat([
  Buffer.from('<worksheet><sheetData><row><c t="str"><v>'),
  Buffer.alloc(64 * 1024 * 1024, 0x61),
])

/** Each states a size of its own choice. */
const zippedBombs = {
  sheet: zipFile([{ name: 'xl/worksheets/sheet1.xml', data: sheetBomb, stated: 1_000 }]),
  texts: zipFile([{ name: 'xl/sharedStrings.xml', data: sheetBomb, stated: 0xffffffff }]),
}
