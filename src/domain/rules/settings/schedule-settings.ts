import type { SettingDefinition } from '#domain/settings.ts'

const kia = 'Buku KIA 2023'

/** What the schedules leave to the district. */
export const scheduleSettings: readonly SettingDefinition[] = [
  {
    name: 'hexavalentVaccine',
    default: false,
    reason:
      'Hexavalent vaccine replaces DPT-HB-Hib and IPV province by province; the birth dose of HB stays everywhere.',
    source: 'Introduction of hexavalent vaccine 2025–2026; WHO',
  },
  {
    name: 'japaneseEncephalitisVaccine',
    default: false,
    reason: 'Given in endemic districts only, and lists of those differ.',
    source: kia,
  },
  {
    name: 'bcgFromDay',
    default: 0,
    choices: [0, 30],
    reason: 'The KIA book begins at birth, a national planning file at day 30.',
    source: kia,
  },
  {
    name: 'ipvIntervalMonths',
    default: 4,
    range: { min: 1, max: 6 },
    reason: 'The KIA book prints no interval between the two doses; WHO asks for at least four months.',
    source: 'WHO position paper on polio vaccines',
  },
  {
    name: 'hpvDoses',
    default: 1,
    choices: [1, 2],
    reason: 'Sources name one dose in class 5, or a second in class 6.',
    source: 'KMK HK.01.07/MENKES/2015/2023',
  },
  {
    name: 'vitaminAFirstMonth',
    default: 2,
    range: { min: 1, max: 6 },
    reason: 'The month of the campaign is set by the programme; the second is half a year later.',
    source: kia,
  },
  {
    name: 'dewormingFirstMonth',
    default: 2,
    range: { min: 1, max: 12 },
    reason: 'Many districts give it with vitamin A, others in a month of their own.',
    source: kia,
  },
  {
    name: 'dewormingPerYear',
    default: 2,
    choices: [1, 2],
    reason: 'Twice a year where worms are common, once elsewhere.',
    source: kia,
  },
  {
    name: 'dewormingUntilYears',
    default: 12,
    range: { min: 5, max: 18 },
    reason: 'No rule says how long school children are given it; the programme counts to 12 years.',
    source: kia,
  },
]
