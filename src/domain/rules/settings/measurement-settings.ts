import type { SettingDefinition } from '#domain/settings.ts'

const juknis = 'KMK HK.01.07/MENKES/2015/2023'

/** What the rules on blood pressure, body mass, arm and glucose leave to the puskesmas. */
export const measurementSettings: readonly SettingDefinition[] = [
  {
    name: 'bloodPressureOfTwo',
    default: 'mean',
    choices: ['mean', 'lowest', 'second'],
    reason: 'The sources name the mean, the lower and the second of two readings of one day.',
    source: 'PNPK Hipertensi Dewasa',
  },
  {
    name: 'teenBloodPressureScheme',
    default: 'aap2017',
    choices: ['aap2017', 'adult'],
    reason: 'The guideline has the AAP table from 13 years; some cards use the adult table at 15–17.',
    source: `${juknis}; AAP 2017`,
  },
  {
    name: 'olderBloodPressureScheme',
    default: 'juknis',
    choices: ['juknis', 'jnc7'],
    reason: 'One guideline table for all adults; digital copies of the lansia card use bands of JNC 7.',
    source: juknis,
  },
  {
    name: 'adultLowBloodPressure',
    default: 'below90or60',
    choices: ['below90or60', 'off'],
    reason: 'The card has a column for low but prints no limit.',
    source: 'Kartu Bantu Pemeriksaan Dewasa dan Lansia',
  },
  {
    name: 'childLowBloodPressure',
    default: 'systolicForAge',
    choices: ['systolicForAge', 'below100or60', 'off'],
    reason:
      'The school screening counts below 100/60 as low, which takes in a third of healthy teenagers; systolic for age does not.',
    source: 'Penjaringan Kesehatan; AAP 2017',
  },
  {
    name: 'maternalBloodPressureWatch',
    default: false,
    reason: 'One printing marks 130/85 as risk in pregnancy; the national limit is 140/90.',
    source: 'Buku KIA 2023',
  },
  {
    name: 'maternalLowSystolicBelow',
    default: 90,
    range: { min: 80, max: 100 },
    reason: 'No official limit for low pressure in pregnancy; a diastole of 50–59 is ordinary in its middle.',
    source: "Teratai's own",
  },
  {
    name: 'adultBmiRounding',
    default: 'oneDecimal',
    choices: ['oneDecimal', 'none'],
    reason: 'Paper bands have one decimal, so that 18.46 is 18.5 and normal on paper and screen alike.',
    source: 'Permenkes 41/2014',
  },
  {
    name: 'adultBmiScheme',
    default: 'card',
    choices: ['card', 'asiaPacific'],
    reason: 'The card has the national bands, a table of the guideline the Asia-Pacific ones.',
    source: `Permenkes 41/2014; ${juknis}`,
  },
  {
    name: 'womenMuacLimitCm',
    default: 23.5,
    choices: [23.5, 21.5],
    reason: 'KEK of women of reproductive age is below 23.5 cm; one digital card has 21.5 without a source.',
    source: 'Buku KIA 2023',
  },
  {
    name: 'randomGlucose100To139',
    default: 'normal',
    choices: ['normal', 'prediabetes'],
    reason: 'Random glucose of 100–139 mg/dL has no row in either guideline.',
    source: `${juknis}; KMK HK.01.07/MENKES/33/2025`,
  },
  {
    name: 'glucoseLowBelow',
    default: 70,
    range: { min: 60, max: 70 },
    reason: 'The card marks low without printing a limit; 70 mg/dL is level 1 of the ADA.',
    source: 'PERKENI 2021; ADA',
  },
  {
    name: 'glucoseMarkHighFrom',
    default: 200,
    choices: [200, 140],
    reason: 'For the column R/N/T of the recapitulation only: most count high from 200, one from 140.',
    source: 'Kartu Bantu Pemeriksaan Dewasa dan Lansia',
  },
  {
    name: 'glucoseEmergencyFrom',
    default: 300,
    range: { min: 250, max: 500 },
    reason: 'Very high glucose with symptoms may be the beginning of a coma; the limit is a recommendation.',
    source: "Teratai's own",
  },
]
