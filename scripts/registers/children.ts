import { Chance } from './chance.ts'

/** An invented child. Region 9999 does not exist: no NIK here is anyone's. */
export type Child = {
  readonly name: string
  readonly female: boolean
  readonly birth: { readonly year: number; readonly month: number; readonly day: number }
  readonly nik: string
  readonly mother: string
  readonly motherNik: string
  readonly familyCard: string
  readonly order: number
  readonly birthWeightG: number
  readonly birthLengthCm: number
  readonly headCm: number
  readonly rt: string
  readonly rw: string
  readonly address: string
  readonly phone: string
}

const girls =
  'Aisyah,Zahra,Nadia,Putri,Salsabila,Khadijah,Amelia,Ratna,Dewi,Intan,Melati,Sekar,Wulan,Citra,Fitriani,Nabila,Hafizah,Yuliana,Rosita,Kartika,Laras,Mutiara,Anggun,Bunga,Syifa'.split(
    ',',
  )
const boys =
  'Ahmad,Rizky,Bagas,Dimas,Fadhil,Galang,Hendra,Ilham,Joko,Krisna,Lukman,Naufal,Oktavian,Pandu,Raka,Satria,Teguh,Umar,Wahyu,Yusuf,Zaki,Arjuna,Bayu,Candra,Eko'.split(
    ',',
  )
const second =
  'Permata,Ramadhan,Saputra,Lestari,Wijaya,Kusuma,Pratama,Maharani,Hidayat,Firmansyah,Anggraini,Nugroho,Setiawan,Rahmawati,Santoso,Gunawan,Puspita,Kurniawan,Safitri,Hakim,Utami,Siregar,Lubis,Panjaitan,Tarigan'.split(
    ',',
  )
const mothers =
  'Sumiati,Nurhayati,Sri Wahyuni,Maimunah,Rusmini,Halimah,Suparti,Jumiati,Norlela,Kartini,Asmawati,Ernawati,Sulastri,Mariana,Rukmini,Siti Khotimah,Hamidah,Yohana,Debora,Paulina'.split(
    ',',
  )
const mothersSecond =
  'Astuti,Ningsih,Handayani,Susanti,Wati,Indrawati,Agustina,Marlina,Yanti,Fatmawati'.split(',')
const streets =
  'Jl. Mangkurawang Gg. Teratai,Jl. Pesut,Jl. Danau Semayang,Gg. Melur,Jl. Mahakam Hilir,Dusun Sukamaju,Jl. Ahmad Yani Gg. Buntu,Jl. Poros Rapak'.split(
    ',',
  )

const two = (value: number) => String(value).padStart(2, '0')

/**
 * Invented children, no two born on the same or neighbouring days, nor with day and month exchanged: whether
 * two rows are alike is decided by what the registers do with them, not by chance.
 */
export function inventChildren(count: number, seed: number): Child[] {
  const chance = new Chance(seed)
  const births = birthDays(count, chance)
  return births.map((birth, index) => childBornOn(birth, index, chance))
}

function birthDays(count: number, chance: Chance): Child['birth'][] {
  const first = Date.UTC(2021, 10, 24)
  const slots = Array.from({ length: 905 }, (_, i) => new Date(first + i * 2 * 86_400_000))
  const taken = new Set<string>()
  const days: Child['birth'][] = []
  for (const slot of chance.shuffled(slots)) {
    const [year, month, day] = [slot.getUTCFullYear(), slot.getUTCMonth() + 1, slot.getUTCDate()]
    if (taken.has(`${year}-${day}-${month}`) || days.length === count) continue
    taken.add(`${year}-${month}-${day}`)
    days.push({ year, month, day })
  }
  if (days.length < count) throw new Error('more children than days')
  return days
}

function childBornOn(birth: Child['birth'], index: number, chance: Chance): Child {
  const female = chance.next() < 0.5
  const serial = String(1001 + index + Math.floor(index / 9)).padStart(4, '0')
  const rt = chance.pick(['001', '002', '003', '004', '010'])
  return {
    name: `${chance.pick(female ? girls : boys)} ${chance.pick(second)}`,
    female,
    birth,
    nik: `999901${two(birth.day + (female ? 40 : 0))}${two(birth.month)}${two(birth.year % 100)}${withoutZeroEnd(serial)}`,
    mother: `${chance.pick(mothers)} ${chance.pick(mothersSecond)}`,
    motherNik: `999901${two(chance.whole(41, 68))}${two(chance.whole(1, 12))}${two(chance.whole(78, 99))}${withoutZeroEnd(serial)}`,
    familyCard: `999901${two(chance.whole(1, 28))}${two(chance.whole(1, 12))}${two(chance.whole(10, 24))}${withoutZeroEnd(serial)}`,
    order: chance.whole(1, 5),
    birthWeightG: chance.whole(22, 40) * 100,
    birthLengthCm: chance.whole(45, 52),
    headCm: chance.whole(31, 36),
    rt,
    rw: chance.pick(['001', '002']),
    address: `${chance.pick(streets)} No. ${chance.whole(1, 90)}`,
    phone: `0812${chance.whole(10_000_000, 99_999_999)}`,
  }
}

/** A last digit 0 is what a spreadsheet leaves behind; the invented numbers have none but on purpose. */
const withoutZeroEnd = (serial: string) => serial.replace(/0$/, '5')
