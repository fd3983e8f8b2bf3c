import { bornMonthsAgo } from '../dates.ts'
import type { NewPerson } from '../kader.ts'
import { allGood, type CardCase, changed, emergencyNow } from './card-case.ts'
import { wholeCards } from './whole-cards.ts'

/** A girl of 15 years. */
const girl = (name: string, motherName: string): NewPerson => ({
  name,
  sex: 'Perempuan',
  birthDate: bornMonthsAgo(15 * 12),
  motherName,
})

const whole = wholeCards.remaja

export const remajaCases: readonly CardCase[] = [
  {
    person: girl('Rani Uji Remaja', 'Tuti Uji'),
    from: 'phone',
    card: 'remaja',
    answers: whole,
    level: 'normal',
    says: [allGood],
    taps: 17,
  },
  {
    person: girl('Citra Pucat', 'Murni Pucat'),
    from: 'register',
    card: 'remaja',
    answers: changed(whole, { haemoglobinGPerDl: '7,8' }),
    level: 'emergency',
    code: 'anaemiaSevere',
    says: ['Hb sangat rendah', emergencyNow],
  },
  {
    person: girl('Laras Murung', 'Sumi Murung'),
    from: 'register',
    card: 'remaja',
    answers: changed(whole, { mentalScreeningStatus: { choice: 'needed' } }),
    level: 'refer',
    code: 'mentalScreeningNeeded',
    says: ['Perlu skrining jiwa sekarang', 'Rujuk dalam minggu ini'],
  },
  {
    person: girl('Anisa Tegang', 'Retno Tegang'),
    from: 'register',
    card: 'remaja',
    answers: changed(whole, { bloodPressure: ['122', '74'], bloodPressureRepeat: ['122', '74'] }),
    level: 'confirm',
    code: 'teenPressureElevated',
    says: ['Tekanan darah remaja mulai naik'],
  },
  {
    person: girl('Bunga Gemuk', 'Yanti Gemuk'),
    from: 'register',
    card: 'remaja',
    answers: changed(whole, { weightKg: '58', heightCm: '152' }),
    level: 'counsel',
    code: 'overweight',
    says: ['Gemuk untuk tingginya'],
  },
  {
    person: girl('Salsa Takut', 'Hesti Takut'),
    from: 'register',
    card: 'remaja',
    answers: changed(whole, { haemoglobinGPerDl: { why: 'Alat tidak ada' } }),
    level: 'incomplete',
    says: ['Belum diisi: Hb.'],
  },
]
