import { Chance } from './chance.ts'
import type { Child } from './children.ts'
import {
  dotted,
  iso,
  named,
  oldNamed,
  placed,
  type Row,
  serialOf,
  short,
  slashed,
  timed,
  trueDate,
  typedNamed,
  type Value,
  type Values,
} from './row.ts'

export const identityHeadings = [
  'No',
  'anak_ke',
  'tgl_lahir',
  'jenis_kelamin',
  'nomor_KK',
  'NIK',
  'nama_anak',
  'usia_hamil',
  'berat_lahir',
  'panjang_lahir',
  'lingkar_kepala_lahir',
  'kia',
  'kia_bayi_kecil',
  'imd',
  'nama_ortu',
  'nik_ortu',
  'hp_ortu',
  'alamat',
  'nama_posyandu',
  'rt',
  'rw',
  'hapus',
  'pindah',
  'Dasa Wisma',
  'Catatan Kader',
] as const

const dateForms: readonly ((birth: Child['birth']) => Value)[] = [
  iso,
  slashed,
  short,
  dotted,
  named,
  oldNamed,
  typedNamed,
  timed,
  placed,
  trueDate,
  serialOf,
]

/** A child's row in the e-PPGBM identity form, each value in one of the ways people write it. */
export function identityValues(child: Child, chance: Chance): Values {
  return {
    anak_ke: chance.pick<Value>([child.order, String(child.order)]),
    tgl_lahir: chance.pick(dateForms)(child.birth),
    jenis_kelamin: chance.pick(
      child.female ? ['Perempuan', 'P', 'PEREMPUAN', 'pr', 2] : ['Laki-laki', 'L', 'LAKI - LAKI', 'lk', 1],
    ),
    nomor_KK: child.familyCard,
    NIK: chance.pick([child.nik, child.nik, `'${child.nik}`, spaced(child.nik, ' '), spaced(child.nik, '.')]),
    nama_anak: chance.pick([
      child.name,
      child.name.toUpperCase(),
      `An. ${child.name}`,
      `  ${child.name.replace(' ', '  ')} `,
    ]),
    usia_hamil: chance.pick<Value>([38, '39', 40, '9999', '']),
    berat_lahir: birthWeight(child.birthWeightG, chance),
    panjang_lahir: chance.pick<Value>([
      child.birthLengthCm,
      `${child.birthLengthCm},0`,
      `${child.birthLengthCm} cm`,
    ]),
    lingkar_kepala_lahir: chance.pick<Value>([child.headCm, child.headCm, 8888, '8888', '-']),
    kia: chance.pick<Value>([1, 'ya', '']),
    imd: chance.pick<Value>([1, 0, '']),
    nama_ortu: chance.pick([
      child.mother,
      child.mother.toUpperCase(),
      `Ny. ${child.mother}`,
      `Ibu ${child.mother}`,
    ]),
    nik_ortu: child.motherNik,
    hp_ortu: chance.pick<Value>([child.phone, Number(child.phone), child.phone.replace(/^0/, '+62'), '-']),
    alamat: child.address,
    nama_posyandu: chance.pick(['TERATAI 1', 'Teratai I', 'POSYANDU TERATAI 1', 'teratai 01', '']),
    rt: chance.pick<Value>([child.rt, `RT ${child.rt}`, { serial: Number(child.rt), format: '000' }]),
    rw: chance.pick<Value>([child.rw, `RW.${child.rw}`, { serial: Number(child.rw), format: '000' }]),
    'Dasa Wisma': chance.pick(['Mawar', 'Anggrek', '']),
  }
}

const spaced = (digits: string, by: string) => digits.replace(/(\d{6})(\d{6})(\d{4})/, `$1${by}$2${by}$3`)

function birthWeight(grams: number, chance: Chance): Value {
  const kilograms = grams / 1000
  return chance.pick<Value>([
    grams,
    kilograms,
    String(kilograms).replace('.', ','),
    `${grams} gr`,
    `${String(kilograms).replace('.', ',')} kg`,
    kilograms.toFixed(3),
  ])
}

/** A clean row as text: what later files are compared with. */
const clean = (child: Child): Values => ({
  anak_ke: child.order,
  tgl_lahir: iso(child.birth),
  jenis_kelamin: child.female ? 'Perempuan' : 'Laki-laki',
  nomor_KK: child.familyCard,
  NIK: child.nik,
  nama_anak: child.name,
  berat_lahir: child.birthWeightG / 1000,
  panjang_lahir: child.birthLengthCm,
  nama_ortu: child.mother,
  nik_ortu: child.motherNik,
  alamat: child.address,
  nama_posyandu: 'TERATAI 1',
  rt: child.rt,
  rw: child.rw,
})

const row = (values: Values, outcome: string, ...remarks: string[]): Row => ({ values, outcome, remarks })

/**
 * The identity register: `known` children in clean rows first, then `dirty` ones as people write them, then one
 * row or more for each kind of fault. 42 of `faulty` are used.
 */
export function identityRows(
  known: readonly Child[],
  dirty: readonly Child[],
  faulty: readonly Child[],
): Row[] {
  const chance = new Chance(20_261_101)
  const left = [...faulty]
  const next = (): Child => {
    const child = left.shift()
    if (!child) throw new Error('too few children')
    return child
  }
  const created = [
    ...known.map((child) => row(clean(child), 'create')),
    ...dirty.map((child) => row(identityValues(child, chance), 'create')),
    ...mangled(next),
    ...parents(next),
  ]
  return [...chance.shuffled(created), ...doubles(known, dirty, next), ...refused(next)]
}

/** Cells that cannot be taken in rows that are. */
function mangled(next: () => Child): Row[] {
  const withNik = (nik: Value, ...remarks: string[]) =>
    row({ ...clean(next()), NIK: nik }, 'create', ...remarks)
  const withWeight = (weight: Value, ...remarks: string[]) =>
    row({ ...clean(next()), berat_lahir: weight }, 'create', ...remarks)
  return [
    withNik('9,99901E+15', 'digitsExponent'),
    withNik('9.99901E+15', 'digitsExponent'),
    withNik(9_999_010_503_210_000, 'digitsLost'),
    withNik('9999015008220000', 'digitsLost'),
    withNik('999901500822101', 'digitsWrongLength'),
    withNik('99990150082210012', 'digitsWrongLength'),
    withNik('99990l5OO8221001', 'digitsNotNumber'),
    withNik('9999999999999999', 'digitsDummy'),
    withNik('8888'),
    withNik('belum ada'),
    withNik(''),
    withWeight('tiga kilo', 'measureUnreadable'),
    withWeight(45, 'measureOutOfRange'),
    withWeight(8888),
    withWeight('9999'),
    withWeight(0),
    row({ ...clean(next()), jenis_kelamin: '' }, 'create', 'sexMissing'),
    row({ ...clean(next()), jenis_kelamin: 'X' }, 'create', 'sexUnreadable'),
    row({ ...clean(next()), hp_ortu: '8,12346E+11' }, 'create', 'phoneUnreadable'),
    row({ ...clean(next()), nama_anak: `By. Ny. Rohana` }, 'create'),
  ]
}

function parents(next: () => Child): Row[] {
  return [
    row({ ...clean(next()), nama_ortu: 'Slamet Riyadi / Suryani', nik_ortu: '' }, 'create', 'parentUnclear'),
    row({ ...clean(next()), nama_ortu: 'Bpk. Slamet Riyadi', nik_ortu: '' }, 'create', 'parentIsFather'),
    row(
      { ...clean(next()), nama_ortu: 'Slamet Riyadi', nik_ortu: '9999011203851001' },
      'create',
      'parentIsFather',
    ),
    row({ ...clean(next()), nama_ortu: 'Tn. Slamet / Ny. Suryani' }, 'create'),
  ]
}

/** Rows that speak of someone who stands in the file already, or perhaps. */
function doubles(known: readonly Child[], dirty: readonly Child[], next: () => Child): Row[] {
  const [first, second, third, fourth, fifth] = known
  const [sixth] = dirty
  if (!first || !second || !third || !fourth || !fifth || !sixth) throw new Error('too few children')
  const shared = next()
  const withSharedNik = (child: Child) =>
    row(
      { ...clean(child), NIK: shared.nik, nama_anak: child.name },
      'ambiguous',
      'nikSharedInFile',
      ...nikSpeaksOtherwise(child, shared),
    )
  return [
    row(clean(first), 'duplicate', 'duplicateOf'),
    row({ ...clean(second), NIK: '', nama_anak: second.name.toUpperCase() }, 'duplicate', 'duplicateOf'),
    row({ ...clean(third), alamat: 'Pindah rumah ke Jl. Baru 1' }, 'duplicate', 'duplicateOf', 'differs'),
    row({ ...clean(sixth), NIK: "'" + sixth.nik }, 'duplicate', 'duplicateOf'),
    row({ ...clean(fourth), NIK: '', nik_ortu: '', nama_ortu: '' }, 'ambiguous', 'motherUnknown'),
    row({ ...clean(fifth), NIK: '', nama_anak: misspelt(fifth.name) }, 'ambiguous', 'resembles'),
    row(clean(shared), 'ambiguous', 'nikSharedInFile'),
    withSharedNik(otherName(next(), 'Gregorius Nainggolan')),
    withSharedNik(otherName(next(), 'Theresia Winokan')),
  ]
}

const otherName = (child: Child, name: string): Child => ({ ...child, name })
const misspelt = (name: string) => `${name}e`

function nikSpeaksOtherwise(child: Child, owner: Child): string[] {
  return [
    ...(iso(child.birth).slice(2) === iso(owner.birth).slice(2) ? [] : ['nikBirthDateDiffers']),
    ...(child.female === owner.female ? [] : ['nikSexDiffers']),
  ]
}

/** Rows that cannot be taken. */
function refused(next: () => Child): Row[] {
  const born = (birth: Value, reason: string) =>
    row({ ...clean(next()), tgl_lahir: birth }, 'rejected', reason)
  const put = (values: Values, reason: string) => row({ ...clean(next()), ...values }, 'rejected', reason)
  return [
    put({ nama_anak: '' }, 'nameMissing'),
    put({ nama_anak: '8888' }, 'nameMissing'),
    born('', 'birthDateMissing'),
    born('9999', 'birthDateMissing'),
    born('-', 'birthDateMissing'),
    born('31-02-2023', 'dateImpossible'),
    born('30 Febuari 2022', 'dateImpossible'),
    born('2023-13-05', 'dateImpossible'),
    born('Selasa Kliwon', 'dateUnreadable'),
    born('sekitar lebaran', 'dateUnreadable'),
    born('05/03/2027', 'dateInFuture'),
    born('05/03/1890', 'dateTooOld'),
    put({ hapus: 1 }, 'markedDeleted'),
    put({ hapus: 'ya' }, 'markedDeleted'),
    put({ pindah: '1' }, 'markedMovedOut'),
    put({ nama_posyandu: 'MELATI 2' }, 'otherPosyandu'),
    put({ nama_posyandu: 'Posyandu Melati II' }, 'otherPosyandu'),
    put({ nama_posyandu: 'ANGGREK' }, 'otherPosyandu'),
  ]
}
