import { deflateRawSync, gzipSync } from 'node:zlib'
import { utils, write } from '@e965/xlsx'
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
    [() => zipOf('xl/worksheets/sheet1.xml', sheetBomb, 1_000), 1],
    [() => zipOf('xl/sharedStrings.xml', sheetBomb, 0xffffffff), 1],
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
const sheetBomb = deflateRawSync(
  Buffer.concat([
    Buffer.from('<worksheet><sheetData><row><c t="str"><v>'),
    Buffer.alloc(64 * 1024 * 1024, 0x61),
  ]),
)

/** A ZIP of one file whose directory states a size of its own choice. */
function zipOf(name: string, packed: Uint8Array, stated: number): Uint8Array {
  const file = Buffer.from(name)
  const local = Buffer.alloc(30)
  local.writeUInt32LE(0x04034b50, 0)
  local.writeUInt16LE(20, 4)
  local.writeUInt16LE(8, 8)
  local.writeUInt32LE(packed.length, 18)
  local.writeUInt32LE(stated, 22)
  local.writeUInt16LE(file.length, 26)
  const entry = Buffer.alloc(46)
  entry.writeUInt32LE(0x02014b50, 0)
  entry.writeUInt16LE(20, 6)
  entry.writeUInt16LE(8, 10)
  entry.writeUInt32LE(packed.length, 20)
  entry.writeUInt32LE(stated, 24)
  entry.writeUInt16LE(file.length, 28)
  const directoryAt = local.length + file.length + packed.length
  const end = Buffer.alloc(22)
  end.writeUInt32LE(0x06054b50, 0)
  end.writeUInt16LE(1, 8)
  end.writeUInt16LE(1, 10)
  end.writeUInt32LE(entry.length + file.length, 12)
  end.writeUInt32LE(directoryAt, 16)
  return Buffer.concat([local, file, packed, entry, file, end])
}
