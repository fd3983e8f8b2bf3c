import type { SettingDefinition } from '#domain/settings.ts'

/** What the rules on pregnancy, nifas and breastfeeding leave to the puskesmas. */
export const motherSettings: readonly SettingDefinition[] = [
  {
    name: 'haemoglobinPregnancyMode',
    default: 'program',
    choices: ['program', 'trimester'],
    reason:
      'The programme counts Hb below 11 g/dL as anaemia in any week, WHO below 10.5 in the second trimester.',
    source: 'KMK HK.01.07/MENKES/1092/2024; WHO',
  },
  {
    name: 'pregnancyTabletTarget',
    default: 180,
    choices: [180, 90],
    reason: 'The older indicator counts 90 tablets a pregnancy, the newer one 180 of TTD or MMS.',
    source: 'KMK HK.01.07/MENKES/1092/2024',
  },
  {
    name: 'supplementaryFoodDaysKek',
    default: 120,
    choices: [120, 90],
    reason:
      'Local food for pregnant women with KEK: the newer guide says 120 days, the older one at least 90.',
    source: 'Juknis PMT berbahan pangan lokal',
  },
  {
    name: 'supplementaryFoodByBmi',
    default: true,
    reason: 'The card takes in by arm alone, the programme also by a body mass index below 18.5.',
    source: 'Juknis PMT berbahan pangan lokal',
  },
  {
    name: 'maternalTooYoungBelowYears',
    default: 20,
    choices: [20, 21],
    reason: 'The four risks say below 20 years; family planning counselling has 21–35 as the ideal age.',
    source: 'Buku KIA 2023; BKKBN',
  },
  {
    name: 'maternalTooManyFrom',
    default: 4,
    choices: [4, 5],
    reason: 'Counted by pregnancy from the fourth; some texts count from more than four children.',
    source: 'Buku KIA 2023',
  },
  {
    name: 'preeclampsiaPhysicalCriteria',
    default: 'off',
    choices: ['off', 'moderate'],
    reason:
      'Whether a mean pressure above 90 or protein in urine counts as a moderate risk is not printed; 120/80 is already above.',
    source: 'Buku KIA 2023',
  },
  {
    name: 'ancVisitPattern',
    default: '1-2-3',
    choices: ['1-2-3', '2-1-3'],
    reason:
      'Permenkes 21/2021 and the home-visit form have 1, 2 and 3 visits a trimester, an older Buku KIA 2, 1 and 3.',
    source: 'Permenkes 21/2021',
  },
  {
    name: 'postpartumBmiScheme',
    default: 'card',
    choices: ['card', 'bukuKia'],
    reason:
      'No bands are printed for nifas: the national adult bands, or those of Buku KIA before pregnancy.',
    source: 'Permenkes 41/2014; Buku KIA 2023',
  },
  {
    name: 'postpartumWeightColumn',
    default: 'bmi',
    choices: ['bmi', 'curve', 'both'],
    reason:
      'The card prints the curve of Buku KIA, which ends with the birth; another printing has body mass index.',
    source: 'Kartu Bantu Pemeriksaan Ibu Nifas dan Menyusui',
  },
  {
    name: 'epdsConfirmFrom',
    default: 10,
    range: { min: 9, max: 12 },
    reason: 'EPDS from 10 is followed up; local cut-offs differ.',
    source: 'Edinburgh Postnatal Depression Scale',
  },
  {
    name: 'epdsReferFrom',
    default: 13,
    choices: [12, 13],
    reason: 'EPDS from 13 makes depression likely; some places use 12.',
    source: 'Edinburgh Postnatal Depression Scale',
  },
]
