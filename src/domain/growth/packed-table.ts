import type { Sex } from '#domain/person/person.ts'

/** One column as text: the first value, the first difference, then second differences, all as scaled integers. */
export type PackedColumns = { readonly l: string; readonly m: string; readonly s: string }

/** A WHO table as shipped. `from` is the first row in the table's own unit: a day, a tenth of a centimetre, a month. */
export type PackedTable = {
  readonly from: number
  readonly male: PackedColumns
  readonly female: PackedColumns
}

/** L, M and S of each row, unpacked. */
export type Columns = {
  readonly l: Float64Array
  readonly m: Float64Array
  readonly s: Float64Array
}

/** WHO prints L and M with four decimals and S with five. */
export const scales = { l: 10_000, m: 10_000, s: 100_000 } as const

/**
 * Ninety signs that need no escape in a quoted string, each a whole number from 0, even ones for 0, 1, 2 … and odd
 * ones for −1, −2 …. `~` begins a larger number of four such signs.
 */
const signs = Array.from({ length: 94 }, (_, index) => String.fromCharCode(32 + index))
  .filter((sign) => !"'\\`$".includes(sign))
  .join('')
const large = '~'
const largeSigns = 4
const base = signs.length

const zigzag = (value: number) => (value >= 0 ? 2 * value : -2 * value - 1)
const unzigzag = (code: number) => (code % 2 === 0 ? code / 2 : -(code + 1) / 2)

/** Packs whole numbers; `unpack` gives back exactly these. */
export function pack(values: readonly number[]): string {
  return differences(differences(values)).map(encode).join('')
}

const differences = (values: readonly number[]) =>
  values.map((value, index) => value - (index < 1 ? 0 : (values[index - 1] ?? 0)))

function encode(value: number): string {
  let code = zigzag(value)
  if (code < base) return signs.charAt(code)
  let text = ''
  for (let place = 0; place < largeSigns; place++) {
    text = signs.charAt(code % base) + text
    code = Math.floor(code / base)
  }
  if (code > 0) throw new RangeError('too large to pack')
  return large + text
}

/** The whole numbers of a packed column. */
export function unpack(text: string): number[] {
  const values: number[] = []
  let difference = 0
  let value = 0
  for (let at = 0; at < text.length; at++) {
    let code = signs.indexOf(text.charAt(at))
    if (code < 0) {
      code = 0
      for (let place = 0; place < largeSigns; place++) code = code * base + signs.indexOf(text.charAt(++at))
    }
    difference += unzigzag(code)
    value += difference
    values.push(value)
  }
  return values
}

/** Unpacked once and kept: a table never changes. */
const unpacked = new WeakMap<PackedColumns, Columns>()

export function columnsOf(table: PackedTable, sex: Sex): Columns {
  const packed = table[sex]
  const known = unpacked.get(packed)
  if (known) return known
  const column = (name: keyof PackedColumns) =>
    Float64Array.from(unpack(packed[name]), (value) => value / scales[name])
  const columns = { l: column('l'), m: column('m'), s: column('s') }
  unpacked.set(packed, columns)
  return columns
}
