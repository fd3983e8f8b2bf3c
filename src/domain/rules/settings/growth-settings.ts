import type { SettingDefinition } from '#domain/settings.ts'

/** What the growth, arm and weight-gain rules leave to the puskesmas. */
export const growthSettings: readonly SettingDefinition[] = [
  {
    name: 'referAtFirstT',
    default: true,
    reason: 'The card and the KMS page refer at the first month without gain; some districts counsel first.',
    source: 'Kartu Bantu Pemeriksaan Balita; Buku KIA 2023',
  },
  {
    name: 'plainReferralDeadline',
    default: '3days',
    choices: ['today', '3days', 'week'],
    reason:
      'A referral of the mother and child cards without a date of its own means the same or the next working day, which three days always cover.',
    source: "Teratai's own reading of the card notes",
  },
  {
    name: 'underweightLevel',
    default: 'refer',
    choices: ['refer', 'confirm'],
    reason:
      'The card refers only for the red line and for thinness; low weight for age is referred to have it confirmed.',
    source: "Kartu Bantu Pemeriksaan Balita; Teratai's own",
  },
  {
    name: 'tallLevel',
    default: 'confirm',
    choices: ['confirm', 'normal'],
    reason: 'The card says nothing of a child above +3 in height; a nakes should look once.',
    source: "Permenkes 2/2020; Teratai's own",
  },
  {
    name: 'childMuacYellowLevel',
    default: 'confirm',
    choices: ['confirm', 'refer'],
    reason:
      'The card refers only red, Buku KIA says to contact the nakes at 11.5–12.4 cm, others refer below 12.5.',
    source: 'Buku KIA 2023',
  },
  {
    name: 'lengthEveryMonths',
    default: 1,
    range: { min: 1, max: 3 },
    reason: 'The card has length every month; its least frequency is not printed.',
    source: 'Kartu Bantu Pemeriksaan Balita',
  },
  {
    name: 'lengthStallMonths',
    default: 3,
    range: { min: 2, max: 6 },
    reason: 'No card has a rule on length that stays the same; three months below two years is worth a look.',
    source: "Teratai's own",
  },
  {
    name: 'birthWeightUntilMonths',
    default: 12,
    range: { min: 1, max: 60 },
    reason: 'A low birth weight is followed through the first year; the sources name no end.',
    source: "Buku KIA 2023; Teratai's own",
  },
  {
    name: 'pregnancyWeightCurve',
    default: 'band',
    choices: ['band', 'manual'],
    reason:
      'The curve printed in Buku KIA is not published as figures; the band is drawn from its totals. Manual: the kader plots on paper.',
    source: 'Buku KIA 2023; IOM 2009',
  },
  {
    name: 'earlyWeightGainLevel',
    default: 'confirm',
    choices: ['confirm', 'refer'],
    reason: 'Before 13 weeks nausea moves weight by more than the band is wide.',
    source: "IOM 2009; Teratai's own",
  },
  {
    name: 'schoolAgeObesityReferral',
    default: 'afterThreeMonths',
    choices: ['afterThreeMonths', 'atOnce'],
    reason: 'The guideline prints both: refer above the yellow line, and follow for three months first.',
    source: 'KMK HK.01.07/MENKES/2015/2023',
  },
]
