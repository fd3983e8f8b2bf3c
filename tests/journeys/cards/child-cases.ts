import { bornMonthsAgo } from '../dates.ts'
import type { NewPerson } from '../kader.ts'
import { allGood, type CardCase, changed, emergencyNow, no, yes } from './card-case.ts'
import { wholeCards } from './whole-cards.ts'

/** A boy of ten months. */
const boy = (name: string, motherName: string): NewPerson => ({
  name,
  sex: 'Laki-laki',
  birthDate: bornMonthsAgo(10),
  motherName,
})

const whole = wholeCards.balita

export const balitaCases: readonly CardCase[] = [
  {
    person: boy('Bima Uji Balita', 'Sari Uji'),
    from: 'phone',
    card: 'balita',
    answers: changed(whole, {
      weightKg: '6,4',
      lengthHeight: ['70,0'],
      headCircumferenceCm: '44',
      muacCm: '12,8',
      childDangerSigns: { rest: 'usual' },
    }),
    level: 'refer',
    code: 'severelyUnderweight',
    says: ['Sangat kurus untuk tingginya', 'Di bawah garis merah (BGM)', 'Rujuk hari ini juga'],
  },
  {
    person: boy('Gilang Kejang', 'Ratih Kejang'),
    from: 'register',
    card: 'balita',
    answers: {
      sicknessSigns: { choices: ['convulsion'] },
      childConvulsion: yes,
      childDangerSigns: { rest: 'usual' },
    },
    level: 'emergency',
    code: 'childDangerSign',
    says: ['Ada tanda bahaya pada anak', emergencyNow],
  },
  {
    person: boy('Raka Lengan', 'Endah Lengan'),
    from: 'register',
    card: 'balita',
    answers: changed(whole, { muacCm: '12,3', recoveryFoodEaten: no }),
    level: 'confirm',
    code: 'muacYellow',
    says: ['Lengan anak kuning'],
  },
  {
    person: boy('Damar Makan', 'Wulan Makan'),
    from: 'register',
    card: 'balita',
    answers: changed(whole, { complementaryFeeding: no }),
    level: 'counsel',
    code: 'complementaryFoodInadequate',
    says: ['MP-ASI belum sesuai umur'],
  },
  {
    person: boy('Arya Tumbuh', 'Intan Tumbuh'),
    from: 'register',
    card: 'balita',
    answers: whole,
    level: 'normal',
    says: [allGood],
    taps: 12,
  },
  {
    person: boy('Surya Tangis', 'Fitri Tangis'),
    from: 'register',
    card: 'balita',
    answers: changed(whole, { headCircumferenceCm: { why: 'Menolak' } }),
    level: 'incomplete',
    says: ['Belum diisi: Lingkar kepala (LK).'],
  },
]
