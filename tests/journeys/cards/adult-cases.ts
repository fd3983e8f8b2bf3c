import { bornMonthsAgo } from '../dates.ts'
import type { NewPerson } from '../kader.ts'
import { allGood, type CardCase, changed, emergencyNow, upTo, yes } from './card-case.ts'
import { wholeCards } from './whole-cards.ts'

const man = (name: string, years = 45): NewPerson => ({
  name,
  sex: 'Laki-laki',
  birthDate: bornMonthsAgo(years * 12),
})
const woman = (name: string, years = 70): NewPerson => ({
  name,
  sex: 'Perempuan',
  birthDate: bornMonthsAgo(years * 12),
})

const whole = wholeCards.dewasa

export const dewasaCases: readonly CardCase[] = [
  {
    person: man('Joko Uji Dewasa'),
    from: 'phone',
    card: 'dewasa',
    answers: changed(whole, {
      weightKg: '70',
      waistCm: '88',
      bloodPressure: ['152', '94'],
      bloodPressureRepeat: ['150', '92'],
    }),
    level: 'refer',
    code: 'hypertensionGrade1',
    says: ['Tekanan darah tinggi', 'Rujuk dalam minggu ini'],
  },
  {
    person: man('Slamet Dada', 58),
    from: 'register',
    card: 'dewasa',
    answers: {
      bloodPressure: ['188', '124'],
      bloodPressureRepeat: ['186', '122'],
      pressureDangerSigns: { choices: ['chestPain'] },
    },
    level: 'emergency',
    code: 'hypertensiveEmergency',
    says: ['Tekanan darah sangat tinggi dengan tanda bahaya', emergencyNow],
  },
  {
    person: man('Agus Naik', 42),
    from: 'register',
    card: 'dewasa',
    answers: changed(whole, { bloodPressure: ['134', '86'] }),
    level: 'confirm',
    code: 'pressureHighNormal',
    says: ['Tekanan darah mulai naik'],
  },
  {
    person: man('Bambang Gemuk', 50),
    from: 'register',
    card: 'dewasa',
    answers: changed(whole, { weightKg: '72' }),
    level: 'counsel',
    code: 'bmiOverweight',
    says: ['Badan gemuk'],
  },
  {
    person: man('Hendra Bugar', 41),
    from: 'register',
    card: 'dewasa',
    answers: whole,
    level: 'normal',
    says: [allGood],
    taps: 38,
  },
  {
    person: man('Wahyu Tidakmau', 44),
    from: 'register',
    card: 'dewasa',
    answers: { weightKg: { why: 'Menolak' }, bloodPressure: { why: 'Menolak' } },
    level: 'notAssessed',
    says: ['Belum ada yang bisa dinilai. Ukur dulu yang masih kosong.'],
  },
]

const wholeLansia = wholeCards.lansia

export const lansiaCases: readonly CardCase[] = [
  {
    person: woman('Mbah Uji Lansia'),
    from: 'phone',
    card: 'lansia',
    answers: changed(wholeLansia, {
      bloodPressure: ['188', '114'],
      bloodPressureRepeat: ['186', '112'],
      pressureDangerSigns: { choices: [] },
    }),
    level: 'refer',
    code: 'hypertensionGrade3',
    says: ['Tekanan darah sangat tinggi', 'Rujuk hari ini juga'],
  },
  {
    person: woman('Sarinah Putusasa', 66),
    from: 'register',
    card: 'lansia',
    answers: { srqFirst: { each: 'no' }, srq17: yes },
    level: 'emergency',
    code: 'srqSelfHarm',
    says: ['Ada pikiran mengakhiri hidup', emergencyNow],
  },
  {
    person: woman('Tumirah Manis', 72),
    from: 'register',
    card: 'lansia',
    answers: upTo(changed(wholeLansia, { bloodGlucose: { typed: '156', choice: 'random' } }), 'bloodGlucose'),
    level: 'confirm',
    code: 'prediabetes',
    says: ['Gula darah mulai naik'],
  },
  {
    person: woman('Sumiati Gemuk', 68),
    from: 'register',
    card: 'lansia',
    answers: upTo(changed(wholeLansia, { weightKg: '58' }), 'bloodPressure'),
    level: 'counsel',
    code: 'bmiOverweight',
    says: ['Badan gemuk'],
  },
  {
    person: woman('Waginem Segar', 69),
    from: 'register',
    card: 'lansia',
    answers: wholeLansia,
    level: 'normal',
    says: [allGood],
    taps: 60,
  },
  {
    person: woman('Paijem Lengan', 74),
    from: 'register',
    card: 'lansia',
    answers: changed(wholeLansia, { muacCm: { why: 'Alat tidak ada' } }),
    level: 'incomplete',
    says: ['Belum diisi: Lingkar lengan atas (LiLA).'],
  },
]
