import { addDays } from '#domain/time/calendar-day.ts'
import { bornMonthsAgo, pregnantWeeks, today } from '../dates.ts'
import type { NewPerson } from '../kader.ts'
import { allGood, type CardCase, changed, emergencyNow, no, yes } from './card-case.ts'
import { wholeCards } from './whole-cards.ts'

/** 24 weeks pregnant. */
const pregnant = (name: string, years = 26): NewPerson => ({
  name,
  sex: 'Perempuan',
  birthDate: bornMonthsAgo(years * 12),
  pregnancy: { lastPeriod: pregnantWeeks(24), weightBefore: '50', height: '155' },
})

const whole = wholeCards['ibu-hamil']

export const ibuHamilCases: readonly CardCase[] = [
  {
    person: pregnant('Dewi Uji Hamil'),
    from: 'phone',
    card: 'ibu-hamil',
    answers: changed(whole, { muacCm: '22,9' }),
    level: 'refer',
    code: 'maternalMuacLow',
    says: ['Lengan ibu terlalu kecil (risiko KEK)', 'Rujuk paling lama 3 hari lagi'],
  },
  {
    person: pregnant('Astuti Pendarahan', 31),
    from: 'register',
    card: 'ibu-hamil',
    // The queue stops here: no kader goes on to the scale.
    answers: { vaginalBleeding: yes, pregnancyDangerSigns: { rest: 'usual' } },
    level: 'emergency',
    code: 'maternalBleeding',
    says: ['Tanda bahaya: perdarahan', emergencyNow],
  },
  {
    person: pregnant('Yuliana Istirahat', 23),
    from: 'register',
    card: 'ibu-hamil',
    answers: changed(whole, { bloodPressure: ['142', '92'], bloodPressureRepeat: ['128', '82'] }),
    level: 'confirm',
    code: 'maternalPressureSettled',
    says: ['Tekanan darah turun setelah istirahat'],
  },
  {
    person: pregnant('Komang Tablet', 35),
    from: 'register',
    card: 'ibu-hamil',
    answers: changed(whole, { tabletIntake: { choice: 'notDaily' } }),
    level: 'counsel',
    code: 'tabletsNotDaily',
    says: ['TTD atau MMS tidak diminum tiap hari'],
  },
  {
    person: pregnant('Ningsih Sehat', 28),
    from: 'register',
    card: 'ibu-hamil',
    answers: whole,
    level: 'normal',
    says: [allGood],
    taps: 10,
  },
  {
    person: pregnant('Putri Takterukur', 24),
    from: 'register',
    card: 'ibu-hamil',
    answers: changed(whole, { muacCm: { why: 'Alat tidak ada' } }),
    level: 'incomplete',
    says: ['Belum diisi: Lingkar lengan atas (LiLA).'],
  },
]

/** Nine days after a delivery at 40 weeks. */
const delivered = (name: string, years = 29) => ({
  person: {
    name,
    sex: 'Perempuan',
    birthDate: bornMonthsAgo(years * 12),
    pregnancy: { lastPeriod: pregnantWeeks(40), weightBefore: '52', height: '156' },
  } as const satisfies NewPerson,
  deliveredOn: addDays(today, -9),
  card: 'nifas' as const,
})

const wholeNifas = wholeCards.nifas

export const nifasCases: readonly CardCase[] = [
  {
    ...delivered('Tari Uji Nifas'),
    from: 'phone',
    answers: changed(wholeNifas, { bloodPressure: ['134', '92'], bloodPressureRepeat: ['132', '90'] }),
    level: 'refer',
    code: 'maternalHypertension',
    says: ['Tekanan darah ibu tinggi', 'Rujuk hari ini juga'],
  },
  {
    ...delivered('Wayan Darah', 33),
    from: 'register',
    answers: { heavyBleeding: yes, postpartumDangerSigns: { rest: 'usual' } },
    level: 'emergency',
    code: 'maternalBleeding',
    says: ['Tanda bahaya: perdarahan', emergencyNow],
  },
  {
    ...delivered('Lestari Pusing', 22),
    from: 'register',
    answers: changed(wholeNifas, { bloodPressure: ['86', '58'], lowPressureComplaint: no }),
    level: 'confirm',
    code: 'maternalPressureLow',
    says: ['Tekanan darah ibu rendah'],
  },
  {
    ...delivered('Made Susu', 36),
    from: 'register',
    answers: changed(wholeNifas, { breastfeeding: no, familyPlanningMethod: { choice: 'implant' } }),
    level: 'counsel',
    code: 'notBreastfeeding',
    says: ['Ibu tidak menyusui'],
  },
  {
    ...delivered('Kartini Pulih', 27),
    from: 'register',
    answers: wholeNifas,
    level: 'normal',
    says: [allGood],
    taps: 14,
  },
  {
    ...delivered('Sulastri Kosong', 25),
    from: 'register',
    answers: changed(wholeNifas, { weightKg: { why: 'Menolak' } }),
    level: 'incomplete',
    says: ['Belum diisi: Berat badan (BB).'],
  },
]
