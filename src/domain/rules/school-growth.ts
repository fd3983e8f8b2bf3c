import { bmiForAgeCategory, heightForAgeCategory } from '#domain/growth/categories.ts'
import type { FieldContext, PastVisit, Rule } from '#domain/instruments/instrument.ts'
import { wordSetting } from '#domain/settings.ts'
import { addMonths, type CalendarDay } from '#domain/time/calendar-day.ts'
import { settingsUsed } from './define-rule.ts'
import { glucoseIn, hasDiabetesSymptoms } from './glucose-reading.ts'
import { glucose } from './glucose.ts'
import { growthIndexRule, type Verdict } from './growth-index.ts'
import { assessedZ } from './growth-scores.ts'
import { maternalStateIn } from './maternal-state.ts'
import { youthBloodPressure } from './youth-blood-pressure.ts'

const fields = ['weightKg', 'heightCm']

/** IMT/U of 6–17 years. */
export const schoolBmiForAge: Rule = growthIndexRule({
  id: 'schoolBmiForAge',
  card: 'R-1',
  edition: 'permenkes-2-2020',
  source: 'Permenkes 2/2020; WHO 2007; KMK HK.01.07/MENKES/2015/2023',
  index: 'bmiForAge',
  fields,
  categories: ['severelyThin', 'thin', 'normalNutrition', 'overweight', 'obese'],
  categoryOf: bmiForAgeCategory,
  unless: (context) => (maternalStateIn(context) === 'pregnant' ? 'pregnant' : undefined),
  verdictOn: (category, context) => {
    if (category === 'normalNutrition') return { level: 'normal' }
    if (category === 'overweight') return { level: 'counsel' }
    return category === 'obese' ? onObesity(context) : { level: 'refer', deadline: 'week' }
  },
})

/** Followed for three months; referred when nothing changed, or with abnormal pressure or glucose beside it. */
function onObesity(context: FieldContext): Verdict {
  const settings = settingsUsed(context.settings, 'schoolAgeObesityReferral')
  const refer = (facts: Verdict['facts']): Verdict => ({
    level: 'refer',
    deadline: 'month',
    settings,
    ...(facts && { facts }),
  })
  if (wordSetting(context.settings, 'schoolAgeObesityReferral') === 'atOnce') return refer({})
  const since = obeseSince(context)
  if (since <= addMonths(context.day, -3)) return refer({ since, reason: 'unchanged' })
  const reason = abnormalBeside(context)
  if (reason) return refer({ reason })
  return { level: 'confirm', settings, facts: { repeatAfterMonths: 3 } }
}

const notHigh = new Set([
  'youthPressureNormal',
  'youthPressureLow',
  'childPressureSettled',
  'pressureNormal',
  'pressureOptimal',
  'pressureLow',
  'pressureLowWithComplaint',
  'notAssessed',
])

function abnormalBeside(context: FieldContext): string | undefined {
  if (youthBloodPressure.evaluate(context).some(({ code }) => !notHigh.has(code))) return 'bloodPressure'
  if (hasDiabetesSymptoms(context.answers) === true) return 'diabetesSymptoms'
  const found = glucoseIn(context.answers)
  const abnormal = glucose('R-6')
    .evaluate(context)
    .some(({ level }) => level !== 'normal')
  return found && found.mgPerDl >= 100 && abnormal ? 'glucose' : undefined
}

/** The first day of the unbroken run of obese measurements up to now. */
function obeseSince(context: FieldContext): CalendarDay {
  let since = context.day
  for (let at = context.history.length - 1; at >= 0; at -= 1) {
    const visit = context.history[at]
    const z = visit && assessedZ(onVisit(visit, context), 'bmiForAge')
    if (z === undefined) continue
    if (z <= 2) return since
    since = visit?.day ?? since
  }
  return since
}

/** The person as on an earlier visit. */
const onVisit = ({ day, answers, instrument }: PastVisit, context: FieldContext): FieldContext => ({
  ...context,
  day,
  answers,
  instrument,
  history: [],
})

/** TB/U beyond 60 months: the limits of Permenkes 2/2020 used on, as the school screening does. */
export const schoolHeightForAge: Rule = growthIndexRule({
  id: 'schoolHeightForAge',
  card: 'R-2',
  edition: 'permenkes-2-2020',
  source: 'WHO 2007; Penjaringan Kesehatan',
  index: 'lengthForAge',
  fields: ['heightCm'],
  categories: ['severelyStunted', 'stunted', 'normalHeight', 'tall'],
  categoryOf: heightForAgeCategory,
  verdictOn: (category) => {
    if (category === 'normalHeight') return { level: 'normal' }
    return category === 'tall' ? { level: 'confirm' } : { level: 'refer', deadline: 'month' }
  },
})
