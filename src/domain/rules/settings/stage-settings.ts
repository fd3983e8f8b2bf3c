import type { SettingDefinition } from '#domain/settings.ts'

const trimesterSource = 'Permenkes 21/2021; Buku KIA 2023'
const oddDays =
  'The books say "up to 12 weeks" and "up to 24 weeks" without saying on which day the next one begins.'

/** Where one stage of life or of pregnancy ends and the next begins. */
export const stageSettings: readonly SettingDefinition[] = [
  {
    name: 'adultFromYears',
    default: 18,
    choices: [18, 19],
    reason:
      'The technical guideline counts adults from 18 years, the printed card and recapitulation from 19.',
    source: 'KMK HK.01.07/MENKES/2015/2023',
  },
  {
    name: 'trimesterASecondFromDay',
    default: 91,
    range: { min: 84, max: 91 },
    reason: oddDays,
    source: trimesterSource,
  },
  {
    name: 'trimesterAThirdFromDay',
    default: 175,
    range: { min: 168, max: 175 },
    reason: oddDays,
    source: trimesterSource,
  },
  {
    name: 'trimesterBSecondFromDay',
    default: 91,
    range: { min: 84, max: 91 },
    reason: oddDays,
    source: trimesterSource,
  },
  {
    name: 'trimesterBThirdFromDay',
    default: 203,
    range: { min: 196, max: 203 },
    reason: oddDays,
    source: trimesterSource,
  },
]
