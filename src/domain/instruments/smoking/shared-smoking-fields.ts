import { ageIn } from '#domain/instruments/age-in.ts'
import type { Condition, Field } from '#domain/instruments/instrument.ts'

const source = 'KMK HK.01.07/MENKES/2015/2023, Formulir 2 and 4; KMK HK.01.07/MENKES/33/2025'

/** What is smoked; asked of whoever smokes. */
export const smokingKind = (shownWhen: Condition): Field => ({
  id: 'smokingKind',
  cardId: 'rokok_jenis',
  type: 'choice',
  choices: ['conventional', 'electronic', 'both', 'other'],
  printed: { conventional: 'konvensional', electronic: 'elektronik', both: 'keduanya', other: 'lainnya' },
  step: 4,
  required: false,
  shownWhen,
  source,
})

/** Sticks a day, of which PUMA reckons pack-years. */
export const cigarettesPerDay = (shownWhen: Condition): Field => ({
  id: 'cigarettesPerDay',
  cardId: 'rokok_batang_per_hari',
  type: 'number',
  unit: '{cigarette}',
  decimals: 1,
  reject: { min: 0, max: 100 },
  confirm: { max: 60 },
  step: 4,
  required: false,
  shownWhen,
  source,
})

/** Nobody smoked before this birthday. */
const smokingFromAge = 5

/** Years of smoking, at most those since the fifth birthday. */
export const smokingYears = (shownWhen: Condition): Field => ({
  id: 'smokingYears',
  cardId: 'rokok_lama_tahun',
  type: 'number',
  unit: 'a',
  decimals: 0,
  reject: (context) => {
    const years = ageIn(context)?.years
    return { min: 0, max: years === undefined ? 90 : Math.min(90, Math.max(0, years - smokingFromAge)) }
  },
  step: 4,
  required: false,
  shownWhen,
  source,
})
