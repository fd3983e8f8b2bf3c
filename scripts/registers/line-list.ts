import { Chance } from './chance.ts'
import type { Child } from './children.ts'
import { iso, named, oldNamed, type Row, slashed, typedNamed, type Values } from './row.ts'

export const lineListHeadings = [
  'No',
  'No. KK',
  'NIK',
  'Anak ke-',
  'Nama Anak',
  'Tgl. Lahir',
  'L/P',
  'Usia Hamil (mgg)',
  'BBL (kg)',
  'PBL (cm)',
  'Nama Ortu',
  'NIK Ayah',
  'No. HP',
  'Alamat',
  'RT',
  'RW',
  'Tgl Ukur',
  'BB',
  'PB/TB',
  'LiLA/LK',
  'N/T/O/B',
  'ASI',
  'Vit. A',
  'Buku KIA',
  'Perkembangan',
  'Status Gizi',
  'Keterangan',
] as const

/** Names with letters outside ASCII, as Windows-1252 writes them. */
const accented = [
  'Désirée Mandagi',
  'René Tumbelaka',
  'Zoë Wattimena',
  'Noël Pattiasina',
  'Anaïs Latuconsina',
]

/** A child on the posyandu's own list; only dates of which the order is certain. */
function lineValues(child: Child, chance: Chance): Values {
  const written = child.birth.day > 12 ? slashed(child.birth) : named(child.birth)
  return {
    'No. KK': child.familyCard,
    NIK: child.nik,
    'Anak ke-': String(child.order),
    'Nama Anak': child.name,
    'Tgl. Lahir': chance.pick([
      written,
      named(child.birth),
      oldNamed(child.birth),
      typedNamed(child.birth),
      iso(child.birth),
    ]),
    'L/P': child.female ? 'P' : 'L',
    'BBL (kg)': String(child.birthWeightG / 1000).replace('.', ','),
    'PBL (cm)': `${child.birthLengthCm},0`,
    'Nama Ortu': child.mother,
    'NIK Ayah': chance.pick(['9,99901E+15', '']),
    Alamat: child.address,
    RT: child.rt,
    RW: child.rw,
  }
}

const measuring = (chance: Chance): Values => ({
  'Tgl Ukur': '11/11/2026',
  BB: chance.pick([`${chance.whole(4, 15)},${chance.whole(0, 9)}`, '8888', '']),
  'PB/TB': chance.pick([`${chance.whole(50, 105)},${chance.whole(0, 9)}`, '9999']),
  'LiLA/LK': chance.pick(['14,5/46', '8888', '-']),
  'N/T/O/B': chance.pick(['N', 'T', 'O', 'B', '']),
  'Vit. A': chance.pick(['merah', 'biru', '']),
  'Buku KIA': chance.pick(['ada', '']),
  Keterangan: chance.pick(['', 'ikut nenek; kadang absen', 'kata ibu "jarang sakit"']),
})

const row = (values: Values, outcome: string, ...remarks: string[]): Row => ({ values, outcome, remarks })

/** The posyandu's line list: `known` stand in the identity register in clean rows, `fresh` nowhere yet. */
export function lineListRows(
  known: readonly Child[],
  fresh: readonly Child[],
  faulty: readonly Child[],
): Row[] {
  const chance = new Chance(20_261_103)
  const left = [...faulty]
  const next = (): Child => {
    const child = left.shift()
    if (!child) throw new Error('too few children')
    return child
  }
  const list = (child: Child, over: Values = {}): Values => ({ ...lineValues(child, chance), ...over })
  const nothingNew = { 'NIK Ayah': '' }
  return [
    ...chance.shuffled([
      ...known.slice(0, 30).map((child) => row(list(child, nothingNew), 'same')),
      ...known.slice(30, 60).map((child) => row(list(child, { ...measuring(chance), NIK: '' }), 'completes')),
      ...known.slice(60, 64).map((child) => row(list(child, { RT: '888' }), 'differs', 'differs')),
      ...fresh.map((child, index) =>
        row(
          list(child, { ...measuring(chance), ...(accented[index] && { 'Nama Anak': accented[index] }) }),
          'create',
        ),
      ),
    ]),
    ...unsure(known.slice(64), next, list),
    ...refused(next, list),
  ]
}

type Make = (child: Child, over?: Values) => Values

function unsure(known: readonly Child[], next: () => Child, list: Make): Row[] {
  const [a, b, c, d] = known
  if (!a || !b || !c || !d) throw new Error('too few children')
  const other = next()
  return [
    row(
      list(other, { NIK: a.nik, 'Nama Anak': 'Gregorius Nainggolan' }),
      'ambiguous',
      'nikOfSomeoneElse',
      ...spokenBy(a, other),
    ),
    row(list(b, { NIK: `${b.nik.slice(0, 12)}8123` }), 'ambiguous', 'nikDiffers'),
    row(list(c, { NIK: '', 'Nama Anak': `${c.name}e` }), 'ambiguous', 'resembles'),
    row(list(d, { NIK: '', 'Nama Ortu': '' }), 'ambiguous', 'motherUnknown'),
  ]
}

function spokenBy(owner: Child, child: Child): string[] {
  return [
    ...(iso(child.birth) === iso(owner.birth) ? [] : ['nikBirthDateDiffers']),
    ...(child.female === owner.female ? [] : ['nikSexDiffers']),
  ]
}

/** Six dates with the month first make those that can be read both ways doubtful. */
function refused(next: () => Child, list: Make): Row[] {
  const born = (birth: string, reason: string) =>
    row(list(next(), { 'Tgl. Lahir': birth }), 'rejected', reason)
  return [
    ...[
      '04/25/2023',
      '12/31/2022',
      '06/13/2024',
      '01/30/2025',
      '09/17/2023',
      '11/22/2022',
      '08/28/2024',
      '02/14/2023',
      '03/19/2022',
      '07/21/2025',
      '05/16/2022',
      '10/29/2024',
    ].map((text) => born(text, 'dateImpossible')),
    ...[
      '04/05/2023',
      '01/02/2024',
      '11/12/2022',
      '06/07/2023',
      '03/04/2025',
      '10/09/2024',
      '02/08/2022',
      '5-6-23',
    ].map((text) => born(text, 'dateAmbiguous')),
    born('31/11/2024', 'dateImpossible'),
    born('00/00/0000', 'dateImpossible'),
    born('umur 3 tahun', 'dateUnreadable'),
    born('', 'birthDateMissing'),
    row(list(next(), { 'Nama Anak': '-' }), 'rejected', 'nameMissing'),
  ]
}
