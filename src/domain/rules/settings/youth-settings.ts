import type { SettingDefinition } from '#domain/settings.ts'

const juknis = 'KMK HK.01.07/MENKES/2015/2023'

/** What the cards of schoolchildren and remaja leave to the puskesmas, and what they share with those of adults. */
export const youthSettings: readonly SettingDefinition[] = [
  {
    name: 'glucoseByKader',
    default: false,
    reason:
      'The guideline lets trained kader use a glucometer, yet the finger is usually pricked by nakes. Off: a glucose that is due is shown as waiting for nakes.',
    source: juknis,
  },
  {
    name: 'haemoglobinByKader',
    default: false,
    reason: 'Hb by a point-of-care device is the work of nakes; kader look for signs and give tablets.',
    source: juknis,
  },
  {
    name: 'fingerCountDistanceM',
    default: 6,
    choices: [6, 3],
    reason: 'The guideline counts fingers at 6 m, one source of SKILAS at 3 m.',
    source: juknis,
  },
  {
    name: 'sightHearingEveryMonths',
    default: 6,
    choices: [6, 12],
    reason: 'The card tests eyes and ears every six months, the guideline once a year.',
    source: `Kartu Bantu Pemeriksaan; ${juknis}`,
  },
  {
    name: 'visusPassFrom',
    default: '6/12',
    choices: ['6/12', '6/9'],
    reason:
      'The guideline refers whoever sees "not better than 6/12"; the newer free check-up lets 6/12 pass.',
    source: `KMK HK.01.07/MENKES/33/2025; ${juknis}`,
  },
  {
    name: 'carbonMonoxideFromPpm',
    default: 7,
    range: { min: 5, max: 10 },
    reason: 'From 6 or 7 ppm breath suggests active smoking, in remaja often from 5; the sources differ.',
    source: "WHO; Teratai's own",
  },
  {
    name: 'youthAlcoholLevel',
    default: 'refer',
    choices: ['refer', 'counsel'],
    reason:
      'Below 18 years alcohol is a substance to be screened by ASSIST at the puskesmas; the header of the card only counsels.',
    source: `${juknis}, Tabel 16`,
  },
  {
    name: 'ironTabletsKeptFrom',
    default: 4,
    range: { min: 3, max: 4 },
    reason:
      'One tablet a week makes four in four weeks; no source prints from how many she counts as adherent.',
    source: "Teratai's own",
  },
  {
    name: 'malariaEndemic',
    default: false,
    reason: 'The questions on malaria belong to endemic areas only.',
    source: juknis,
  },
  {
    name: 'skinDiseaseEndemic',
    default: false,
    reason: 'The questions on leprosy, scabies and yaws belong to areas where these occur.',
    source: juknis,
  },
  {
    name: 'youthMentalScreening',
    default: 'status',
    choices: ['status', 'phq4', 'anxietyDepression'],
    reason:
      'Below 18 years the kader asks whether it was done, and nakes or teachers use SDQ. Some apps use PHQ-4, the check at school six questions on anxiety and depression.',
    source: `${juknis}; KMK HK.01.07/MENKES/33/2025`,
  },
]
