import type { Filled } from '../card-form.ts'
import { no, yes } from './card-case.ts'

const answers: Filled = {
  personMet: { choice: 'met' },
  hypertensionDiagnosed: no,
  diabetesDiagnosed: no,
  temperatureC: '36,6',
  olderDangerSigns: { choices: ['fell'] },
  eatsByIsiPiringku: yes,
  pressureCheckInYear: no,
  glucoseCheckInYear: no,
  smokingAtHome: { choice: 'no' },
  mentalCheckInYear: no,
  tbcCough: { choice: 'none' },
  tbcSymptoms: { rest: 'usual' },
  tbcContact: { choice: 'none' },
  aksInYear: no,
  skilasInYear: no,
  companion: { choice: 'family' },
  homeSafety: { choices: ['lightEnough', 'floorNotSlippery'] },
}

/** A visit at the home of an older woman who fell. */
export const homeVisit = {
  name: 'Waginem Segar',
  instrument: 'kr-lansia',
  title: 'Kunjungan rumah lansia',
  answers,
  level: 'refer',
  code: 'olderDangerSign',
  says: ['Ada tanda bahaya', 'Laporkan ke nakes hari ini', 'Rujuk hari ini juga'],
} as const
