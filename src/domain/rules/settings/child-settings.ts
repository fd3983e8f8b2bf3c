import type { SettingDefinition } from '#domain/settings.ts'

const card = 'Kartu Bantu Pemeriksaan Bayi, Balita, Apras'
const buku = 'Buku KIA 2023'
const pmt = 'Juknis PMT Berbahan Pangan Lokal 2023'

/** What the rules on children leave to the puskesmas, besides growth. */
export const childSettings: readonly SettingDefinition[] = [
  {
    name: 'childCardVariant',
    default: 'checklist',
    choices: ['checklist', 'portions'],
    reason:
      'The card is printed with the development checklist as column 3, or without it and with a column for portions of food.',
    source: card,
  },
  {
    name: 'childCardLabels',
    default: 'aboveBelowNormal',
    choices: ['aboveBelowNormal', 'sizes'],
    reason:
      'The printings name the same results differently: "kurang dari normal" or "kecil" and "sangat kecil" for the head, colours or "kurus" for the arm.',
    source: card,
  },
  {
    name: 'milestoneBeforeItsAge',
    default: 'counsel',
    choices: ['counsel', 'refer'],
    reason:
      'The card refers an incomplete checklist without telling what is due by now from what is still to come; before the age of mastering, stimulation is enough.',
    source: `${buku}; SDIDTK 2022`,
  },
  {
    name: 'kpspWordingConfirmed',
    default: false,
    reason:
      'Items of the KPSP are counted by number; their wording is read from the official form until a puskesmas has confirmed it here.',
    source: 'SDIDTK 2022',
  },
  {
    name: 'kiaWordingConfirmed',
    default: false,
    reason: 'The checklist is worded from its short items until a puskesmas has held it against Buku KIA.',
    source: buku,
  },
  {
    name: 'prematureCorrectionUntilMonths',
    default: 24,
    range: { min: 0, max: 36 },
    reason:
      'Of a child born before 37 weeks nakes also see the corrected age; kader and reports use the age since birth.',
    source: 'SDIDTK 2022',
  },
  {
    name: 'plainDiarrhoeaLevel',
    default: 'confirm',
    choices: ['confirm', 'refer'],
    reason:
      'Diarrhoea without dehydration or blood is treated at home with oralit and zinc; that a nakes looks first is not printed.',
    source: `${buku}; Teratai's own`,
  },
  {
    name: 'vitaminAGapMonths',
    default: 4,
    choices: [4, 5, 6],
    reason: 'The sources ask for four to six months between two capsules; the shortest keeps both campaigns.',
    source: 'Buku KIA 2023',
  },
  {
    name: 'dewormingOverdueMonths',
    default: 7,
    range: { min: 6, max: 13 },
    reason:
      'No source says after how many months a missing dose is late; seven leaves a month after the campaign.',
    source: "Teratai's own",
  },
  {
    name: 'recoveryFoodDaysWasted',
    default: 56,
    choices: [56, 90],
    reason: 'The newer guideline gives 56 days for gizi kurang, the older one 90.',
    source: pmt,
  },
  {
    name: 'recoveryFoodDaysUnderweight',
    default: 28,
    choices: [14, 28],
    reason: 'Between 14 and 28 days for low weight that is not wasting.',
    source: pmt,
  },
  {
    name: 'recoveryFoodDaysNotGained',
    default: 14,
    range: { min: 7, max: 28 },
    reason: 'Fourteen days for a month without weight gain; some districts give more.',
    source: pmt,
  },
  {
    name: 'recoveryFoodFromMonths',
    default: 6,
    choices: [6, 0],
    reason:
      'Below six months a child is given breast milk alone; whether the programme takes any younger is open.',
    source: pmt,
  },
  {
    name: 'foodGroupsAtHome',
    default: 3,
    range: { min: 2, max: 5 },
    reason: 'The home-visit checklist has five groups of food without saying how many are enough.',
    source: "Checklist Kunjungan Rumah; Teratai's own",
  },
]
