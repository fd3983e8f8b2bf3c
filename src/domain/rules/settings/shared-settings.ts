import type { SettingDefinition } from '#domain/settings.ts'

const juknis = 'KMK HK.01.07/MENKES/2015/2023'

/** What the instruments that several cards share leave to the puskesmas. */
export const sharedSettings: readonly SettingDefinition[] = [
  {
    name: 'tbcRule',
    default: 'cardOrJuknis',
    choices: ['cardOrJuknis', 'twoOnCard', 'juknis', 'w4ss'],
    reason:
      'The cards refer from two symptoms, the guideline from one in children and from a cough with one more in adults. Either is enough, which misses fewest; Formulir 1 (one of four) is the widest.',
    source: `Kartu Bantu Pemeriksaan; ${juknis}, Tabel 10 and Formulir 1`,
  },
  {
    name: 'nearestReferralTarget',
    default: 'pustu',
    choices: ['pustu', 'puskesmas'],
    reason:
      'The cards say "Pustu/Puskesmas": the nakes of the village first. A puskesmas without pustu names itself.',
    source: `Kartu Bantu Pemeriksaan; ${juknis}`,
  },
  {
    name: 'emergencyReferralTarget',
    default: 'puskesmas',
    choices: ['puskesmas', 'hospital'],
    reason:
      'An emergency goes to a PONED puskesmas or a hospital, whichever is nearer and open; only the puskesmas knows.',
    source: 'Buku KIA 2023',
  },
  {
    name: 'pumaCutoff',
    default: 6,
    choices: [6, 7],
    reason: 'The card prints "above 6", the guideline and the free check-up refer from 6.',
    source: `${juknis}, Formulir 4; KMK HK.01.07/MENKES/33/2025`,
  },
  {
    name: 'pumaOnlySmokers',
    default: false,
    reason: 'The guideline asks everybody from 40 years; some cards only those who smoke.',
    source: `${juknis}, Formulir 4`,
  },
  {
    name: 'adultMentalScreening',
    default: 'srq20',
    choices: ['srq20', 'phq4', 'srq20AndPhq4'],
    reason: 'The posyandu uses SRQ-20, the free check-up PHQ-4; one of them a year is enough.',
    source: `${juknis}; KMK HK.01.07/MENKES/33/2025`,
  },
  {
    name: 'srqFromYears',
    default: 18,
    choices: [15, 18, 19],
    reason: 'SRQ-20 is for "above 18 years", the recapitulation counts from 18, the target begins at 15.',
    source: juknis,
  },
  {
    name: 'geriatricScreeningMonths',
    default: 12,
    choices: [6, 12],
    reason: 'AKS and SKILAS are due at least once a year; no source says how much more often.',
    source: juknis,
  },
  {
    name: 'ckgMoodConcernFrom',
    default: 1,
    range: { min: 1, max: 3 },
    reason: 'How the three questions on anxiety and on depression are scored is not published.',
    source: 'Cek Kesehatan Gratis Sekolah',
  },
  {
    name: 'sppbReferBelow',
    default: 9,
    range: { min: 4, max: 10 },
    reason: 'SPPB runs from very low to best; the guideline does not print from which score to refer.',
    source: `${juknis}, Tabel 30; Teratai's own`,
  },
  {
    name: 'timedUpAndGoRiskAboveSeconds',
    default: 12,
    choices: [12, 13.5],
    reason: 'A risk of falling is counted above 12 or above 13.5 seconds.',
    source: "Timed Up and Go; Teratai's own",
  },
  ...['puma', 'srq20', 'phq4', 'aks', 'skilas', 'sdq', 'ckgMood'].map((form) => ({
    name: `${form}WordingConfirmed`,
    default: false,
    reason:
      'The questions are worded by the project from their short labels, until a puskesmas has compared them with the official form.',
    source: "Teratai's own",
  })),
]
