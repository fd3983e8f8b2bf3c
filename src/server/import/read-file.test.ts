import { utils, write } from '@e965/xlsx'
import { describe, expect, it } from 'vitest'
import { decodeText } from './decode-text.ts'
import { findHeader } from './find-header.ts'
import { columnOf, foldHeading } from './headings.ts'
import { readCsv } from './read-csv.ts'
import { readRegister } from './read-register.ts'
import { readWorkbook } from './read-workbook.ts'
import { fileLimits, RegisterFileError, type Sheet } from './sheet.ts'

const bytes = (text: string) => new TextEncoder().encode(text)
const textsOf = (sheet: Sheet | undefined) => sheet?.rows.map((row) => row.map((cell) => cell.text))
const problemOf = (work: () => unknown) => {
  try {
    work()
  } catch (error) {
    return error instanceof RegisterFileError ? error.problem : String(error)
  }
  return 'none'
}

const sheetOf = (name: string, ...lines: string[]): Sheet => ({
  name,
  rows: lines.map((line) => line.split('|').map((cell) => ({ text: cell }))),
})

const readLines = (...lines: string[]) => readRegister(bytes(lines.join('\n')), '2026-11-22')

describe('delimited text', () => {
  it.each([';', ',', '\t'])('is read with %j between the fields', (delimiter) => {
    const line = ['a', `"b ""x"" ${delimiter} c"`, '', 'd'].join(delimiter)
    expect(textsOf(readCsv(`${line}\r\n${line}`))).toEqual([
      ['a', `b "x" ${delimiter} c`, '', 'd'],
      ['a', `b "x" ${delimiter} c`, '', 'd'],
    ])
  })

  it('is not cut at tabs or commas within quotes, were they more than the delimiters', () => {
    const text = '"a";"b";"c"\r\n"";"\'\t\t";""\r\n"";"x,,,,";""\r\n'
    expect(textsOf(readCsv(text))).toEqual([
      ['a', 'b', 'c'],
      ['', "'\t\t", ''],
      ['', 'x,,,,', ''],
    ])
    expect(textsOf(readCsv('"";"\'\t\t"\r\n"";""\r\n'))).toEqual([
      ['', "'\t\t"],
      ['', ''],
    ])
  })

  it('is cut at its delimiter also where quotes stand within fields', () => {
    expect(textsOf(readCsv('Siti "Ani";Budi "Doni";1\nSri "Ayu";Eko "Jo";2'))).toEqual([
      ['Siti "Ani"', 'Budi "Doni"', '1'],
      ['Sri "Ayu"', 'Eko "Jo"', '2'],
    ])
  })

  it('keeps decimal commas apart from the delimiter', () => {
    expect(textsOf(readCsv('nama;bb\nA;3,2\nB;4,1\n'))).toEqual([
      ['nama', 'bb'],
      ['A', '3,2'],
      ['B', '4,1'],
    ])
  })

  it('keeps line breaks inside quotes, blank lines, and the rows where they stand', () => {
    expect(textsOf(readCsv('a;b\n\n"x\ny";2'))).toEqual([['a', 'b'], [], ['x\ny', '2']])
    expect(textsOf(readCsv('sep=;\r\na,1;b\r\n'))).toEqual([[], ['a,1', 'b']])
    expect(textsOf(readCsv('"a"b;c\n"open;d'))).toEqual([['ab', 'c'], ['open;d']])
  })

  it('is UTF-8 with or without its mark, UTF-16 with it, else Windows-1252', () => {
    expect(decodeText(new Uint8Array([0xef, 0xbb, 0xbf, 0xc3, 0xa9]))).toBe('é')
    expect(decodeText(new Uint8Array([0x52, 0x65, 0x6e, 0xe9, 0x96]))).toBe('René–')
    expect(decodeText(new Uint8Array([0xff, 0xfe, 0xe9, 0x00]))).toBe('é')
    expect(decodeText(new Uint8Array([0xfe, 0xff, 0x00, 0xe9]))).toBe('é')
  })
})

describe('a file', () => {
  it('that cannot be taken says why', () => {
    expect(problemOf(() => readWorkbook(new Uint8Array()))).toBe('empty')
    expect(problemOf(() => readWorkbook(new Uint8Array(fileLimits.bytes + 1)))).toBe('tooLarge')
    expect(problemOf(() => readWorkbook(new Uint8Array([0x50, 0x4b, 3, 4, 0, 0])))).toBe('unreadable')
    expect(problemOf(() => readWorkbook(new Uint8Array([0xd0, 0xcf, 0x11, 0xe0, 1, 2])))).toBe('unreadable')
    expect(problemOf(() => readWorkbook(new Uint8Array([1, 0, 2, 0, 3])))).toBe('unreadable')
    expect(problemOf(() => readRegister(bytes('satu;dua\n1;2\n'), '2026-11-22'))).toBe('noHeadings')
    const rows = 'a;b\n'.repeat(fileLimits.rows + 1)
    expect(problemOf(() => readWorkbook(bytes(rows)))).toBe('tooManyRows')
  })

  it('that states more than it may unpack to is not opened', () => {
    const book = utils.book_new()
    utils.book_append_sheet(book, utils.aoa_to_sheet([['nama', 'tgl_lahir']]), 'S')
    const file = new Uint8Array(write(book, { type: 'array', bookType: 'xlsx' }))
    const view = new DataView(file.buffer)
    for (let at = 0; at < file.length - 46; at += 1) {
      if (view.getUint32(at, true) === 0x02014b50) view.setUint32(at + 24, 0x7fffffff, true)
    }
    expect(problemOf(() => readWorkbook(file))).toBe('tooLarge')
  })

  it.each(['xlsx', 'biff8'] as const)('%s keeps text, numbers, dates and shown zeros', (bookType) => {
    const book = utils.book_new()
    const sheet = utils.aoa_to_sheet([
      [
        'x',
        '9999010503190001',
        { t: 'n', v: 43_529, z: 'dd/mm/yyyy' },
        { t: 'n', v: 3, z: '000' },
        { t: 'n', v: 3.2 },
      ],
    ])
    utils.book_append_sheet(book, sheet, 'S')
    const [read] = readWorkbook(new Uint8Array(write(book, { type: 'array', bookType })))
    expect(read?.rows[0]).toMatchObject([
      { text: 'x' },
      { text: '9999010503190001' },
      { number: 43_529, dated: true },
      { text: '003', number: 3 },
      { text: '3.2', number: 3.2 },
    ])
  })
})

describe('headings', () => {
  it('are folded', () => {
    expect(foldHeading(' Tgl. Lahir\n(dd/mm/yyyy)')).toBe('tgllahirddmmyyyy')
    for (const same of ['tgl_lahir', 'TGL LAHIR', 'Tanggal Lahir', 'Tgl.Lahir']) {
      expect(columnOf(same)?.column).toBe('birthDate')
    }
  })

  it.each([
    [
      'identity',
      'anak_ke|tgl_lahir|jenis_kelamin|nomor_KK|NIK|nama_anak|usia_hamil|berat_lahir|panjang_lahir|lingkar_kepala_lahir|nama_ortu|nik_ortu|hp_ortu|alamat|nama_posyandu|rt|rw|hapus|pindah',
    ],
    ['measurement', 'NIK|nama_anak|alamat|tgl_lahir|nama_posyandu|TANGGALUKUR'],
    [
      'older single file',
      'NIK|nama_anak|tgl_lahir|jenis_kelamin|nama_ortu|nik_ortu|hp_ortu|POSY|RT|RW|ALAMAT|TANGGALUKUR',
    ],
    ['export', 'NIK|Nama|JK|Tgl Lahir|BB Lahir|TB Lahir|Nama Ortu|Posyandu|RT|RW|Alamat|Tanggal Pengukuran'],
    [
      'line list',
      'No KK|NIK|anak ke|nama|tgl lahir|L/P|usia hamil|BBL|PBL|nama ortu|HP|alamat|RT|RW|tgl ukur',
    ],
  ])('of the %s are known, one column each', (_, list) => {
    const columns = list.split('|').map((heading) => columnOf(heading)?.column)
    expect(columns).not.toContain(undefined)
    expect(new Set(columns).size).toBe(columns.length)
  })

  it('of a father are no mother’s', () => {
    expect(columnOf('NIK ayah')).toBeUndefined()
    expect(columnOf('nama ayah')).toBeUndefined()
  })
})

describe('the header', () => {
  it('is found below titles, in the sheet that knows most, past a row of numbers', () => {
    const header = findHeader([
      sheetOf('Petunjuk', 'isi semua'),
      sheetOf('Lain', 'nama|tgl lahir'),
      sheetOf('Data', 'DAFTAR SASARAN', '', 'No|Nama|Tgl Lahir|NIK', '1|2|3|4', '1|Budi|2020-01-05|'),
    ])
    expect(header).toMatchObject({ row: 2, firstDataRow: 4, otherSheets: ['Lain'] })
    expect(header.sheet.name).toBe('Data')
  })

  it('has two lines where the lower tells father and mother apart, however few it names', () => {
    const header = findHeader([
      sheetOf(
        'S',
        'NIK|Nama|Tgl Lahir|JK|Nama Orang Tua||BB Lahir',
        '||||Ayah|Ibu|',
        '1|A|1/2/2022|L|X|Y|3,1',
      ),
    ])
    expect(header).toMatchObject({ row: 0, firstDataRow: 2 })
    expect(header.columns.get('motherName')).toBe(5)
    expect(header.columns.has('parentName')).toBe(false)
    expect(header.headings[4]).toBe('Ayah')
  })

  it('has one line above a row that lacks name and birth date', () => {
    const header = findHeader([sheetOf('S', 'Nama|Tgl Lahir|Nama Ibu', '||Bu X', 'A|1/2/2022|Bu Y')])
    expect(header.firstDataRow).toBe(1)
  })

  it('may have two lines', () => {
    const header = findHeader([
      sheetOf('S', 'No|Nama|Tanggal lahir|Alamat||', '|||Alamat|RT|RW', '1|Budi|2020-01-05|Jl. A|001|002'),
    ])
    expect(header.firstDataRow).toBe(2)
    expect([...header.columns.keys()]).toEqual(
      expect.arrayContaining(['rt', 'rw', 'name', 'birthDate', 'address']),
    )
  })

  it('names every column once, and none like what every object has', () => {
    const header = findHeader([sheetOf('S', 'nama|tgl lahir|BB|BB||constructor|__proto__')])
    expect(header.headings).toEqual(['nama', 'tgl lahir', 'BB', 'BB (2)', 'Kolom 5', 'Kolom 6', 'Kolom 7'])
  })
})

describe('a register', () => {
  it('keeps unknown columns and what was not taken as text, and drops 8888', () => {
    const { rows, keptColumns } = readLines(
      'No;nama;tgl lahir;jk;NIK;BB lahir;BB;TB;Dasa Wisma',
      "1;Budi;05-03-2024;L;9,99E+15;8888;8,4;9999;'Mawar 2",
    )
    expect(keptColumns).toEqual(['BB', 'TB', 'Dasa Wisma'])
    expect(rows[0]).toMatchObject({
      row: 2,
      fields: { name: 'Budi', birthDate: '2024-03-05', sex: 'male' },
      imported: { NIK: '9,99E+15', BB: '8,4', 'Dasa Wisma': 'Mawar 2' },
      remarks: [{ code: 'digitsExponent', column: 'NIK' }],
    })
    expect(rows[0]).not.toHaveProperty('fields.nik')
  })

  it('passes over blank rows, repeated headings and totals', () => {
    const { rows } = readLines(
      'No;nama;tgl lahir',
      '1;Budi;05-03-2024',
      ';;',
      'No;nama;tgl lahir',
      '2;Ani;06-03-2024',
      'Jumlah: 2;;',
    )
    expect(rows.map((row) => row.row)).toEqual([2, 5])
  })

  it('says that the order of dates was assumed', () => {
    expect(readLines('nama;tgl lahir', 'Budi;05/03/2024').datesReadDayFirst).toBe(true)
    expect(readLines('nama;tgl lahir', 'Budi;05/03/2024', 'Ani;25/03/2024').datesReadDayFirst).toBe(false)
  })

  it('does not take a NIK against the row silently', () => {
    const { rows } = readLines('nama;tgl lahir;jk;nik', 'Budi;05-03-2024;L;9999014603240001')
    expect(rows[0]).toMatchObject({
      fields: { nik: '9999014603240001' },
      remarks: [{ code: 'nikBirthDateDiffers' }, { code: 'nikSexDiffers' }],
    })
  })
})
