import {
  bmiForAgeCategory,
  headCircumferenceCategory,
  heightForAgeCategory,
  weightForAgeCategory,
  weightForHeightCategory,
} from '#domain/growth/categories.ts'
import { ageIn } from '#domain/instruments/age-in.ts'
import type { FieldContext } from '#domain/instruments/instrument.ts'
import { settingOf } from '#domain/settings.ts'
import { malnutritionUrgency } from './acute-malnutrition.ts'
import { cardLabel } from './child-card-labels.ts'
import { plainDeadline, settingsUsed } from './define-rule.ts'
import { growthIndexRule, type Verdict } from './growth-index.ts'
import { assessedZ } from './growth-scores.ts'

const permenkes = {
  card: 'R-AN-RUJUK',
  edition: 'permenkes-2-2020',
  source: 'Permenkes 2/2020; WHO 2006',
} as const

const normal: Verdict = { level: 'normal' }

/** A referral of the card, to which it gives no date. */
const referred = ({ settings }: FieldContext): Verdict => ({
  level: 'refer',
  deadline: plainDeadline(settings),
  settings: settingsUsed(settings, 'plainReferralDeadline'),
})

const byUrgency = (context: FieldContext): Verdict => malnutritionUrgency(context)

/** BB/U: below the red line of the KMS is BGM; above the orange one weight for length tells what it means. */
export const weightForAge = growthIndexRule({
  ...permenkes,
  id: 'weightForAge',
  index: 'weightForAge',
  fields: ['weightKg'],
  categories: ['severelyUnderweight', 'underweight', 'normalWeight', 'riskOfOverweight'],
  categoryOf: weightForAgeCategory,
  verdictOn: (category, context) => {
    if (category === 'normalWeight') return normal
    if (category === 'severelyUnderweight') return { ...referred(context), facts: { belowRedLine: 1 } }
    if (category === 'riskOfOverweight') return { ...referred(context), facts: { aboveOrangeLine: 1 } }
    if (settingOf(context.settings, 'underweightLevel') === 'refer') return referred(context)
    return { level: 'confirm', settings: settingsUsed(context.settings, 'underweightLevel') }
  },
})

export const lengthForAge = growthIndexRule({
  ...permenkes,
  id: 'lengthForAge',
  index: 'lengthForAge',
  fields: ['lengthHeight'],
  categories: ['severelyStunted', 'stunted', 'normalHeight', 'tall'],
  categoryOf: heightForAgeCategory,
  verdictOn: (category, context) => {
    if (category === 'normalHeight') return normal
    if (category !== 'tall') return referred(context)
    const settings = settingsUsed(context.settings, 'tallLevel')
    return { level: settingOf(context.settings, 'tallLevel') === 'normal' ? 'normal' : 'confirm', settings }
  },
})

export const weightForLength = growthIndexRule({
  ...permenkes,
  id: 'weightForLength',
  index: 'weightForLength',
  fields: ['lengthHeight', 'weightKg'],
  categories: ['severelyWasted', 'wasted', 'normalNutrition', 'atRiskOfOverweight', 'overweight', 'obese'],
  categoryOf: weightForHeightCategory,
  verdictOn: (category, context) => {
    if (category === 'normalNutrition') return normal
    return category === 'severelyWasted' ? byUrgency(context) : referred(context)
  },
})

/** From completed month 61 the only index with a category on this card (IMT/U 5–18 years). */
export const bmiForAge = growthIndexRule({
  ...permenkes,
  id: 'bmiForAge',
  index: 'bmiForAge',
  source: 'Permenkes 2/2020; WHO 2007',
  concerns: (context) => (ageIn(context)?.months ?? 0) > 60,
  fields: ['lengthHeight', 'weightKg'],
  categories: ['severelyThin', 'thin', 'normalNutrition', 'overweight', 'obese'],
  categoryOf: bmiForAgeCategory,
  verdictOn: (category, context) => {
    if (category === 'normalNutrition') return normal
    return category === 'severelyThin' ? byUrgency(context) : referred(context)
  },
})

export const headForAge = growthIndexRule({
  card: 'R-AN-RUJUK',
  edition: 'who-2006',
  id: 'headForAge',
  index: 'headForAge',
  source: 'WHO 2006; SDIDTK',
  fields: ['headCircumferenceCm'],
  categories: ['microcephaly', 'normalHead', 'macrocephaly'],
  categoryOf: headCircumferenceCategory,
  verdictOn: (category, context) => ({
    ...(category === 'normalHead' ? normal : referred(context)),
    facts: cardLabel(category, context.settings, assessedZ(context, 'headForAge')),
  }),
})
