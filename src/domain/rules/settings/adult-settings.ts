import type { SettingDefinition } from '#domain/settings.ts'

const juknis = 'KMK HK.01.07/MENKES/2015/2023'
const ckg = 'KMK HK.01.07/MENKES/33/2025'

/** What the rules on blood fats, uric acid, cancer and the yearly check leave to the puskesmas. */
export const adultSettings: readonly SettingDefinition[] = [
  {
    name: 'cholesterolMarkHigh',
    default: 'from200',
    choices: ['from200', 'above200', 'from240'],
    reason:
      'For the column N/T of the recapitulation only: the free check counts high from 200, some recapitulations above 200, the table of the guideline from 240.',
    source: `${ckg}; ${juknis}, Tabel 25`,
  },
  {
    name: 'hdlLowBelow',
    default: 40,
    choices: [40, 60],
    reason: 'The guideline calls HDL low below 40 mg/dL; the free check prints 60 and more as normal.',
    source: `${juknis}, Tabel 25; ${ckg}`,
  },
  {
    name: 'uricAcidOffered',
    default: false,
    reason: 'Uric acid is no column of the card; some posyandu measure it.',
    source: "Teratai's own",
  },
  {
    name: 'uricAcidReferFrom',
    default: 9,
    range: { min: 8, max: 12 },
    reason: 'No source prints from which uric acid somebody without a painful joint is referred.',
    source: "Teratai's own",
  },
  {
    name: 'smallCalfLevel',
    default: 'confirm',
    choices: ['confirm', 'refer'],
    reason:
      'A small calf is one item of SARC-CalF, which a nakes completes; no source refers for the calf alone.',
    source: `${juknis}, SARC-CalF; Teratai's own`,
  },
  {
    name: 'fallsConfirmFrom',
    default: 2,
    range: { min: 1, max: 3 },
    reason: 'Two falls in a year are a reason for a balance test; the card itself has no column for falls.',
    source: "Teratai's own",
  },
  {
    name: 'cervicalScreeningToYears',
    default: 69,
    range: { min: 49, max: 69 },
    reason: 'Screening for cervical cancer begins at 30 years; the sources differ on when it ends.',
    source: `${ckg}; ${juknis}`,
  },
  {
    name: 'cervicalScreeningYears',
    default: 3,
    choices: [3, 1],
    reason: 'IVA every three years, every year where the risk is high.',
    source: juknis,
  },
  {
    name: 'lungColonScreeningSexes',
    default: 'male',
    choices: ['male', 'both'],
    reason: 'The package of 2025 screens men from 45 years; that of 2026 is said to include women.',
    source: ckg,
  },
  {
    name: 'lungRiskRaisedFrom',
    default: 2,
    range: { min: 2, max: 6 },
    reason:
      'The free check names light, medium and high risk of lung cancer without printing how its six items are scored; from this many items, with long complaints or cancer in the family the risk counts as raised.',
    source: `${ckg}; Teratai's own`,
  },
  {
    name: 'astUpperLimit',
    default: 40,
    range: { min: 30, max: 50 },
    reason: 'APRI divides AST by the upper limit of the laboratory, in U/L; laboratories differ.',
    source: ckg,
  },
]
