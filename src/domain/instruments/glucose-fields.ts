import { isDiabetic } from '#domain/rules/chronic-state.ts'
import { glucoseIn } from '#domain/rules/glucose-reading.ts'
import { numberSetting } from '#domain/settings.ts'
import { glucoseUnitDoubt } from './doubts.ts'
import type { Condition, Field } from './instrument.ts'
import { yesNoIn } from './read-answer.ts'
import { yesNoField } from './shared-fields.ts'

const juknis = 'KMK HK.01.07/MENKES/2015/2023'

/** The meter's number, or the words it shows beyond its range, with the way the blood was taken. */
export function bloodGlucoseField(
  field: Pick<Field, 'required' | 'shownWhen'>,
  believed: { readonly min: number; readonly max: number },
): Field {
  return {
    ...field,
    id: 'bloodGlucose',
    cardId: 'gula_darah',
    step: 4,
    type: 'group',
    codes: [{ system: 'loinc', code: '41653-7' }],
    source: juknis,
    parts: [
      {
        id: 'mgPerDl',
        cardId: 'gula_darah',
        type: 'number',
        unit: 'mg/dL',
        decimals: 0,
        reject: { min: 10, max: 600 },
        confirm: believed,
        words: ['LO', 'HI'],
      },
      {
        id: 'kind',
        cardId: 'gula_darah_jenis',
        type: 'choice',
        choices: ['random', 'fasting', 'twoHour'],
        printed: { random: 'GDS', fasting: 'GDP', twoHour: 'GD2PP' },
        alsoPrinted: {
          random: ['GDS (sewaktu)', 'sewaktu'],
          fasting: ['GDP (puasa)', 'GDP (puasa ≥8 jam)', 'puasa'],
          twoHour: ['2 jam PP', '2 jam TTGO', 'TTGO'],
        },
        default: () => 'random',
      },
    ],
    doubt: glucoseUnitDoubt,
  }
}

const isMeasured: Condition = ({ answers }) => glucoseIn(answers) !== undefined

const isLow: Condition = (context) => {
  const glucose = glucoseIn(context.answers)
  return glucose !== undefined && glucose.mgPerDl < numberSetting(context.settings, 'glucoseLowBelow')
}

const isHigh: Condition = ({ answers }) => {
  const glucose = glucoseIn(answers)
  return glucose !== undefined && glucose.mgPerDl >= 200
}

const takesMedicine: Condition = (context) =>
  isDiabetic(context) && yesNoIn(context.answers, 'diabetesMedicineAtHome') !== false

/** Medicine for diabetes within 24 hours: asked of who has it, and of whoever's glucose is low. */
export const diabetesMedicineField: Field = yesNoField({
  id: 'diabetesMedicine',
  cardId: 'dm_obat_24jam',
  alsoCardIds: ['kd_dm_obat_24jam', 'kl_dm_obat_24jam'],
  step: 4,
  shownWhen: (context) => takesMedicine(context) || isLow(context),
  required: (context) => takesMedicine(context) || isLow(context),
  source: juknis,
})

/** What the level of a glucose depends on: symptoms, treatment, and HbA1c where a nakes has it. */
export const glucoseCompanions = (symptoms: Field): readonly Field[] => [
  symptoms,
  yesNoField({
    id: 'hypoglycaemiaSymptoms',
    cardId: 'gd_gejala_rendah',
    step: 4,
    shownWhen: (context) => isLow(context) || isDiabetic(context),
    required: isLow,
    source: 'PERKENI 2021; ADA',
  }),
  diabetesMedicineField,
  {
    id: 'hba1cPercent',
    cardId: 'hba1c',
    type: 'number',
    unit: '%',
    decimals: 1,
    reject: { min: 3, max: 20 },
    step: 4,
    required: false,
    nakesOnly: true,
    codes: [{ system: 'loinc', code: '4548-4' }],
    source: `${juknis}; PERKENI 2021`,
  },
]

/** Classic symptoms of diabetes in adults; the last three are recorded beside them and decide nothing alone. */
export const adultDiabetesSymptoms: Field = {
  id: 'diabetesSymptoms',
  cardId: 'gd_gejala',
  type: 'multi',
  choices: ['polyuria', 'polydipsia', 'polyphagia', 'weightLoss', 'slowHealing', 'tingling', 'blurredVision'],
  printed: {
    polyuria: 'banyak kencing',
    polydipsia: 'banyak minum',
    polyphagia: 'banyak makan',
    weightLoss: 'BB turun',
    slowHealing: 'luka sulit sembuh',
    tingling: 'kesemutan',
    blurredVision: 'kabur',
  },
  step: 4,
  required: isHigh,
  shownWhen: isMeasured,
  source: juknis,
}

/** The questions asked of children; a family history is no symptom. */
export const childDiabetesSymptoms: Field = {
  id: 'diabetesSymptoms',
  cardId: 'gd_gejala',
  type: 'multi',
  choices: ['polyuria', 'polydipsia', 'polyphagia', 'weightLoss', 'bedwettingAgain', 'familyDiabetes'],
  printed: {
    polyuria: 'sering_kencing_malam',
    polydipsia: 'sering_haus',
    polyphagia: 'sering_lapar',
    weightLoss: 'bb_turun_meski_makan',
    bedwettingAgain: 'mengompol_kembali',
    familyDiabetes: 'keluarga_dm',
  },
  step: 4,
  required: isHigh,
  source: 'Cek Kesehatan Gratis Sekolah (KMK HK.01.07/MENKES/33/2025)',
}
