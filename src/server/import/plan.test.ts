import { describe, expect, it } from 'vitest'
import { mergeKept } from './kept-columns.ts'
import { type Known, type KnownPerson, planRegister } from './plan.ts'
import { readRegister } from './read-register.ts'
import { foldPosyandu } from './same-posyandu.ts'

const headings = 'nama;tgl lahir;jk;nik;nama ibu;rt;posyandu;BB'
const rows = (...lines: string[]) =>
  readRegister(new TextEncoder().encode([headings, ...lines].join('\n')), '2026-11-22').rows
const nobody: Known = { people: [], voided: [], nikElsewhere: new Set() }
const person = (fields: KnownPerson['fields'], id = 'p1'): KnownPerson => ({ id, fields, inHousehold: false })
const plan = (known: Known, ...lines: string[]) =>
  planRegister(rows(...lines), 'Posyandu Teratai 1', known).rows.map((row) => ({
    outcome: row.outcome,
    codes: row.remarks.map((remark) => remark.code),
    columns: row.remarks.map((remark) => remark.column),
    write: row.write,
  }))
const only = (known: Known, line: string) => plan(known, line)[0]

const nik = '9999010503240001'
const budi = 'Budi Santoso;05-03-2024;L;9999010503240001;Siti Aminah;001;;'
const known = (fields: KnownPerson['fields']): Known => ({ ...nobody, people: [person(fields)] })
const budiKnown = {
  name: 'BUDI SANTOSO',
  birthDate: '2024-03-05',
  sex: 'male',
  nik,
  motherName: 'Siti Aminah',
  rt: '1',
} as const

const outcomesOf = (...names: string[]) =>
  plan(nobody, ...names.map((name, i) => rowAt(name, String(10 + 4 * i)))).map((row) => row.outcome)

const rowAt = (name: string, born: string) => `Anak ${born};${born}-03-2024;L;;Siti ${born};;${name};`

describe('a row', () => {
  it('of nobody on record is created', () => {
    expect(only(nobody, budi)).toMatchObject({
      outcome: 'create',
      write: {
        fields: { name: 'Budi Santoso', birthDate: '2024-03-05', nik, motherName: 'Siti Aminah', rt: '001' },
      },
    })
  })

  it('that says nothing new is the same, whatever the spelling', () => {
    expect(only(known(budiKnown), budi)).toMatchObject({ outcome: 'same', write: undefined })
    expect(
      only(known(budiKnown), 'An. Budi  Santoso;5 Maret 2024;1;;Ny. Sitti Aminah;RT 01;;')?.outcome,
    ).toBe('same')
  })

  it('completes what is not known, and what was emptied by people stays empty', () => {
    const { rt: _, ...withoutRt } = budiKnown
    expect(only(known(withoutRt), budi)).toMatchObject({
      outcome: 'completes',
      write: { personId: 'p1', fields: { rt: '001' } },
    })
    expect(only(known({ ...budiKnown, rt: null }), budi)).toMatchObject({
      outcome: 'differs',
      write: undefined,
    })
  })

  it('that says otherwise is listed by its column, and overwrites nothing', () => {
    expect(only(known({ ...budiKnown, rt: '2', motherName: 'Hamidah' }), budi)).toMatchObject({
      outcome: 'differs',
      codes: ['differs', 'differs'],
      columns: ['nama ibu', 'rt'],
      write: undefined,
    })
  })

  it('that differs still brings what is not known', () => {
    expect(only(known({ ...budiKnown, rt: '2' }), budi.replace(/;$/, ';8,4'))).toMatchObject({
      outcome: 'differs',
      write: { fields: {}, imported: { BB: '8,4' } },
    })
  })
})

describe('who a row speaks of', () => {
  it('is found by NIK, though name or birth date are written otherwise', () => {
    expect(only(known({ ...budiKnown, birthDate: '2023-03-05' }), budi)?.codes).toEqual(['differs'])
    expect(only(known({ ...budiKnown, name: 'Joko Widagdo' }), budi)?.codes).toEqual(['differs'])
    expect(only(known({ ...budiKnown, name: 'Joko Widagdo', birthDate: '2023-03-05' }), budi)?.codes).toEqual(
      ['nikOfSomeoneElse'],
    )
  })

  it('is found by name, birth date and mother without it', () => {
    const { nik: _, ...withoutNik } = budiKnown
    expect(only(known(withoutNik), budi)).toMatchObject({ outcome: 'completes', write: { fields: { nik } } })
    expect(only(known({ ...budiKnown, nik: '9999010503240002' }), budi)?.codes).toEqual(['nikDiffers'])
  })

  it('is not settled where only one side names the mother', () => {
    const line = budi.replace(nik, '')
    expect(only(known({ ...budiKnown, motherName: undefined } as object), line)?.codes).toEqual([
      'motherUnknown',
    ])
    expect(only(known(budiKnown), line.replace('Siti Aminah', ''))?.codes).toEqual(['motherUnknown'])
    const neither = known({ ...budiKnown, motherName: undefined } as object)
    expect(only(neither, line.replace('Siti Aminah', ''))?.outcome).toBe('same')
  })

  it('is not settled by likeness, and not made anew once voided', () => {
    const line = budi.replace(nik, '')
    expect(only(known(budiKnown), line.replace('Santoso', 'Santosa'))?.codes).toEqual(['resembles'])
    expect(only(known(budiKnown), line.replace('05-03-2024', '06-03-2024'))?.codes).toEqual(['resembles'])
    expect(only(known(budiKnown), line.replace('05-03-2024', '03-05-2024'))?.codes).toEqual(['resembles'])
    expect(only(known(budiKnown), line.replace('05-03-2024', '19-08-2021'))?.outcome).toBe('create')
    const voided: Known = { ...nobody, voided: [{ id: 'v', fields: budiKnown }] }
    expect(only(voided, budi)?.codes).toEqual(['voided'])
  })

  it('is left open where the NIK belongs to another posyandu', () => {
    const elsewhere = { ...nobody, nikElsewhere: new Set([nik]) }
    expect(only(elsewhere, budi)?.codes).toEqual(['nikInOtherPosyandu'])
    const { nik: _, ...withoutNik } = budiKnown
    expect(only({ ...known(withoutNik), nikElsewhere: new Set([nik]) }, budi)?.codes).toEqual([
      'nikInOtherPosyandu',
    ])
    expect(only({ ...known(budiKnown), nikElsewhere: new Set([nik]) }, budi)?.outcome).toBe('same')
  })
})

describe('rows of one file', () => {
  it('that speak of one person are one, the later completing the first', () => {
    const later = 'Budi Santoso;05-03-2024;L;9999010503240001;Siti Aminah;;;9,1'
    expect(plan(nobody, 'Budi Santoso;05-03-2024;;9999010503240001;Siti Aminah;001;;', later)).toMatchObject([
      { outcome: 'create', write: { fields: { sex: 'male', rt: '001' }, imported: { BB: '9,1' } } },
      { outcome: 'duplicate', codes: ['duplicateOf'], write: undefined },
    ])
  })

  it('that share a NIK but no name and no birth date all go aside, whoever is on record', () => {
    const other = 'Theresia Winokan;19-08-2021;P;9999010503240001;Maria;001;;'
    for (const who of [nobody, known(budiKnown)]) {
      expect(plan(who, budi, other, budi).map((row) => row.outcome)).toEqual([
        'ambiguous',
        'ambiguous',
        'ambiguous',
      ])
    }
  })

  it('of twins with their own NIK are two people', () => {
    const twins = [
      'Rizka Putri;05-03-2024;P;9999014503240001;Siti;001;;',
      'Rizki Putra;05-03-2024;L;9999010503240002;Siti;001;;',
    ]
    expect(plan(nobody, ...twins).map((row) => row.outcome)).toEqual(['create', 'create'])
  })
})

describe('the posyandu of a row', () => {
  it('is known by any spelling', () => {
    for (const same of ['TERATAI 1', 'posyandu teratai I', 'Teratai01', 'Pos. Teratai-1']) {
      expect(foldPosyandu(same)).toBe(foldPosyandu('Posyandu Teratai 1'))
    }
    expect(foldPosyandu('Teratai 2')).not.toBe(foldPosyandu('Teratai 1'))
  })

  it('keeps rows of another one out', () => {
    const planned = plan(nobody, rowAt('TERATAI 1', '05'), rowAt('MELATI 2', '25'), rowAt('', '15'))
    expect(planned.map((row) => row.outcome)).toEqual(['create', 'rejected', 'create'])
    expect(planned[1]).toMatchObject({ codes: ['otherPosyandu'], columns: ['posyandu'] })
  })

  it('is the chosen one where the file knows only one, by another name', () => {
    const planned = planRegister(
      rows(rowAt('RT 5 ATAS', '05'), rowAt('RT 5 ATAS', '25')),
      'Posyandu Teratai 1',
      nobody,
    )
    expect(planned.namedDifferently).toBe(true)
    expect(planned.rows.map((row) => row.outcome)).toEqual(['create', 'create'])
  })

  it('is not the name of three quarters of the rows where the chosen one is named too, nor of fewer', () => {
    expect(outcomesOf('Atas', 'Atas', 'Atas', 'Bawah')).toEqual(['create', 'create', 'create', 'rejected'])
    expect(outcomesOf('Atas', 'Atas', 'Bawah')).toEqual(['rejected', 'rejected', 'rejected'])
    expect(outcomesOf('Atas', 'Atas', 'Atas', 'Teratai 1')).toEqual([
      'rejected',
      'rejected',
      'rejected',
      'create',
    ])
  })
})

describe('kept columns', () => {
  it('of another measuring stand beside the first, each once', () => {
    const october = { Kec: 'A', 'Tgl Ukur': '2026-10-14', BB: '8,4' }
    const november = { Kec: 'A', 'Tgl Ukur': '2026-11-11', BB: '8,4', LiLA: '14' }
    const first = mergeKept({}, october, '2026-10-14').kept
    const second = mergeKept(first, november, '2026-11-11')
    expect(second.kept).toEqual({
      ...october,
      'Tgl Ukur @2026-11-11': '2026-11-11',
      'BB @2026-11-11': '8,4',
      'LiLA @2026-11-11': '14',
    })
    expect(mergeKept(second.kept, november, '2026-11-11').changed).toBe(false)
    expect(mergeKept(second.kept, october, '2026-10-14').changed).toBe(false)
  })

  it('of another text are numbered', () => {
    const merged = mergeKept({ Catatan: 'a' }, { Catatan: 'b' }, '')
    expect(merged.kept).toEqual({ Catatan: 'a', 'Catatan (2)': 'b' })
    expect(mergeKept(merged.kept, { Catatan: 'b' }, '').changed).toBe(false)
  })

  it('never outgrow a field, and say what is left out', () => {
    const long = Object.fromEntries(
      Array.from({ length: 30 }, (_, i) => [`Kolom ${i + 10}`, 'x'.repeat(150)]),
    )
    const { kept, leftOut } = mergeKept({}, long, '')
    expect(JSON.stringify(kept).length).toBeLessThanOrEqual(4096)
    expect(Object.keys(kept).length + leftOut.length).toBe(30)
    expect(leftOut.length).toBeGreaterThan(0)
  })
})
