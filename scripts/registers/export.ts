import { Chance } from './chance.ts'
import type { Child } from './children.ts'
import { iso, named, oldNamed, type Row, short, slashed, trueDate, type Value, type Values } from './row.ts'

export const exportHeadings = [
  'No',
  'NIK',
  'Nama',
  'JK',
  'Tgl Lahir',
  'BB Lahir',
  'TB Lahir',
  'Nama Ortu',
  'Prov',
  'Kab/Kota',
  'Kec',
  'Pukesmas',
  'Desa/Kel',
  'Posyandu',
  'RT',
  'RW',
  'Alamat',
  'Usia Saat Ukur',
  'Tanggal Pengukuran',
  'Berat',
  'Tinggi',
  'Cara Ukur',
  'LiLA',
  'BB/U',
  'ZS BB/U',
  'TB/U',
  'ZS TB/U',
  'BB/TB',
  'ZS BB/TB',
  'Naik Berat Badan',
  'Jml Vit A',
  'KPSP',
  'KIA',
  'Kelas Ibu Balita',
  'MBG',
  'Detail',
] as const

/** A child as the e-PPGBM gives it back, measured on a day of a month. */
function exportValues(child: Child, measuredOn: string, chance: Chance): Values {
  const weight = chance.whole(40, 160) / 10
  return {
    NIK: child.nik,
    Nama: child.name.toUpperCase(),
    JK: child.female ? 'P' : 'L',
    'Tgl Lahir': iso(child.birth),
    'BB Lahir': chance.pick<Value>([child.birthWeightG / 1000, child.birthWeightG]),
    'TB Lahir': child.birthLengthCm,
    'Nama Ortu': child.mother.toUpperCase(),
    Prov: 'KALIMANTAN TIMUR',
    'Kab/Kota': 'KUTAI KARTANEGARA',
    Kec: 'TENGGARONG',
    Pukesmas: 'RAPAK MAHANG',
    'Desa/Kel': 'MANGKURAWANG',
    Posyandu: 'TERATAI 1',
    RT: child.rt,
    RW: child.rw,
    Alamat: child.address.toUpperCase(),
    'Usia Saat Ukur': `${chance.whole(0, 4)} Tahun - ${chance.whole(0, 11)} Bulan - ${chance.whole(0, 29)} Hari`,
    'Tanggal Pengukuran': measuredOn,
    Berat: chance.pick<Value>([weight, String(weight).replace('.', ','), 8888]),
    Tinggi: chance.pick<Value>([chance.whole(500, 1080) / 10, 9999]),
    'Cara Ukur': chance.pick(['Berdiri', 'Terlentang', '']),
    LiLA: chance.pick<Value>([chance.whole(110, 170) / 10, 8888, '-']),
    'BB/U': chance.pick(['Berat Badan Normal', 'Kurang', '']),
    'ZS BB/U': chance.whole(-350, 200) / 100,
    'Naik Berat Badan': chance.pick(['N', 'T', 'O', '-']),
    'Jml Vit A': chance.pick<Value>([1, '']),
    KIA: chance.pick(['Ya', '']),
  }
}

const row = (values: Values, outcome: string, ...remarks: string[]): Row => ({ values, outcome, remarks })

/**
 * The export: `known` children stand in the identity register in clean rows, `fresh` nowhere yet. The known
 * bring their measuring, some say otherwise of the child, some are someone else.
 */
export function exportRows(
  known: readonly Child[],
  fresh: readonly Child[],
  faulty: readonly Child[],
): Row[] {
  const chance = new Chance(20_261_102)
  const october = (child: Child, over: Values = {}) => ({
    ...exportValues(child, '2026-10-14', chance),
    ...over,
  })
  const november = (child: Child) => exportValues(child, '2026-11-11', chance)
  const forms = [iso, slashed, short, named, oldNamed, trueDate]
  const odd = known.slice(0, 20)
  const plain = known.slice(20)
  const left = [...faulty]
  const next = (): Child => {
    const child = left.shift()
    if (!child) throw new Error('too few children')
    return child
  }
  return [
    ...chance.shuffled([
      ...plain.map((child) => row(october(child), 'completes')),
      ...differing(odd, october),
      ...fresh.map((child) =>
        row(october(child, { 'Tgl Lahir': chance.pick(forms)(child.birth) }), 'create'),
      ),
    ]),
    // Twelve of each were weighed a second time: the same child again, the measuring is kept beside the first.
    ...plain.slice(0, 12).map((child) => row(november(child), 'duplicate', 'duplicateOf')),
    ...fresh.slice(0, 12).map((child) => row(november(child), 'duplicate', 'duplicateOf')),
    ...someoneElse(next, october),
    ...refused(next, october),
  ]
}

type Make = (child: Child, over?: Values) => Values

/** Twelve known children of whom the export says otherwise, two of them twice; six completed; two with a lost NIK. */
function differing(odd: readonly Child[], october: Make): Row[] {
  const at = (index: number): Child => {
    const child = odd[index]
    if (!child) throw new Error('too few children')
    return child
  }
  const says = (index: number, over: Values, ...more: string[]) =>
    row(october(at(index), over), 'differs', 'differs', ...more)
  return [
    says(0, { RT: '777' }),
    says(1, { RT: '777', RW: '777' }, 'differs'),
    says(2, { Alamat: 'Kontrakan Bu Haji' }),
    says(3, { Alamat: 'Kontrakan Bu Haji', RT: '777' }, 'differs'),
    says(4, { 'BB Lahir': 1.8 }),
    says(5, { 'BB Lahir': '1750 gr' }),
    says(6, { 'TB Lahir': 44.5 }),
    says(7, { 'Tgl Lahir': iso({ ...at(7).birth, year: at(7).birth.year - 1 }) }, 'nikBirthDateDiffers'),
    says(8, { JK: at(8).female ? 'L' : 'P' }, 'nikSexDiffers'),
    says(9, { 'Nama Ortu': 'Bernadetha Kolo' }),
    says(10, { Nama: `${at(10).name.split(' ')[0]} Xaverius` }),
    says(11, { 'Nama Ortu': 'Bernadetha Kolo' }),
    ...[12, 13, 14, 15, 16, 17].map((index) =>
      row(october(at(index), { RT: '8888', Alamat: '-' }), 'completes'),
    ),
    row(october(at(18), { NIK: '9,99901E+15' }), 'completes', 'digitsExponent'),
    row(october(at(19), { NIK: `${at(19).nik.slice(0, 12)}0000` }), 'completes', 'digitsLost'),
  ]
}

/** Rows of which it is not sure whom they speak of. */
function someoneElse(next: () => Child, october: Make): Row[] {
  const stolen = (owner: Child, name: string) => {
    const child = next()
    return row(
      october(child, { NIK: owner.nik, Nama: name }),
      'ambiguous',
      'nikSharedInFile',
      ...(iso(child.birth) === iso(owner.birth) ? [] : ['nikBirthDateDiffers']),
      ...(child.female === owner.female ? [] : ['nikSexDiffers']),
    )
  }
  const [x, y, z] = [next(), next(), next()]
  return [
    // The two children whose NIK stands beside two names: neither row is taken, whoever is on record.
    row(october(x), 'ambiguous', 'nikSharedInFile'),
    stolen(x, 'GREGORIUS NAINGGOLAN'),
    row(october(y), 'ambiguous', 'nikSharedInFile'),
    stolen(y, 'THERESIA WINOKAN'),
    row(october(z), 'create'),
    row(october(z, { NIK: '', 'Nama Ortu': '' }), 'ambiguous', 'motherUnknown'),
  ]
}

function refused(next: () => Child, october: Make): Row[] {
  const put = (over: Values, reason: string) => row(october(next(), over), 'rejected', reason)
  return [
    put({ Nama: '' }, 'nameMissing'),
    put({ 'Tgl Lahir': '' }, 'birthDateMissing'),
    put({ 'Tgl Lahir': '8888' }, 'birthDateMissing'),
    put({ 'Tgl Lahir': '2024-02-30' }, 'dateImpossible'),
    put({ 'Tgl Lahir': '31/04/2023' }, 'dateImpossible'),
    put({ 'Tgl Lahir': 'tidak tahu' }, 'dateUnreadable'),
    put({ 'Tgl Lahir': '2027-03-01' }, 'dateInFuture'),
    put({ Posyandu: 'MELATI 2' }, 'otherPosyandu'),
    put({ Posyandu: 'MELATI 2' }, 'otherPosyandu'),
  ]
}
