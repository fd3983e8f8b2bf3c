import type { FieldContext, Finding, PastVisit } from '#domain/instruments/instrument.ts'
import { heightIn, latestBefore, numberIn } from '#domain/instruments/read-answer.ts'
import { wordSetting } from '#domain/settings.ts'
import { addMonths, type CalendarDay } from '#domain/time/calendar-day.ts'
import { bmiTenths } from './body-mass.ts'
import { defineRule, type Find, notAssessed, settingsUsed } from './define-rule.ts'
import { isMaternal, maternalStateIn } from './maternal-state.ts'

/** Upper limits of each band in tenths, inclusive: the national bands, and those of Asia-Pacific. */
const schemes = {
  card: { normalTo: 250, overweightTo: 270 },
  asiaPacific: { normalTo: 229, overweightTo: 249 },
} as const
const severelyThinBelow = 170
const thinBelow = 185

const schemeOf = ({ settings }: FieldContext) =>
  wordSetting(settings, 'adultBmiScheme') === 'asiaPacific' ? schemes.asiaPacific : schemes.card

type Measured = { readonly tenths: number; readonly heightCm: number; readonly heightOn?: CalendarDay }

/** BMI of the day; an adult's height of an earlier visit serves where none was taken. */
export function adultBmiIn(context: FieldContext): Measured | undefined {
  const weightKg = numberIn(context.answers, 'weightKg')
  const height = heightToday(context) ?? latestBefore(context, heightIn)
  if (weightKg === undefined || !height) return undefined
  const tenths = bmiTenths(weightKg, height.value, context.settings)
  const heightOn = 'day' in height ? { heightOn: height.day } : {}
  return { tenths, heightCm: height.value, ...heightOn }
}

const heightToday = ({ answers }: FieldContext) => {
  const value = heightIn(answers)
  return value === undefined ? undefined : { value }
}

/** Whether the BMI lies above the band of overweight. */
export const isObese = (context: FieldContext): boolean => {
  const measured = adultBmiIn(context)
  return measured !== undefined && measured.tenths > schemeOf(context).overweightTo
}

export const adultBmi = defineRule(
  {
    id: 'adultBmi',
    card: 'D-1',
    edition: 'pmk-41-2014',
    source: 'Permenkes 41/2014; KMK HK.01.07/MENKES/2015/2023',
    outcomes: [
      'bmiSeverelyThin',
      'bmiThin',
      'bmiNormal',
      'bmiOverweight',
      'bmiObese',
      'bmiObeseUnchanged',
      'notAssessed',
    ],
    judges: ['weightKg', 'heightCm'],
  },
  (context, find) => {
    if (numberIn(context.answers, 'weightKg') === undefined) return []
    if (maternalStateIn(context) === 'pregnant') return [notAssessed(find, 'weightKg', 'pregnant')]
    const measured = adultBmiIn(context)
    return measured ? [judge(measured, context, find)] : [notAssessed(find, 'weightKg', 'heightUnknown')]
  },
)

function judge({ tenths, heightCm, heightOn }: Measured, context: FieldContext, find: Find): Finding {
  const { normalTo, overweightTo } = schemeOf(context)
  const facts = { bmi: tenths / 10, heightCm, ...(heightOn && { heightOn }) }
  const settings = settingsUsed(context.settings, 'adultBmiScheme', 'adultBmiRounding')
  const detail = { fields: ['weightKg', 'heightCm'], facts, settings }
  if (tenths < severelyThinBelow) return find('bmiSeverelyThin', 'refer', { ...detail, deadline: 'week' })
  if (tenths < thinBelow) return find('bmiThin', 'confirm', detail)
  if (tenths <= normalTo) return find('bmiNormal', 'normal', detail)
  if (tenths <= overweightTo) return find('bmiOverweight', 'counsel', detail)
  const since = obeseSince(context)
  return since !== undefined && since <= addMonths(context.day, -3)
    ? find('bmiObeseUnchanged', 'refer', { ...detail, facts: { ...facts, since }, deadline: 'month' })
    : find('bmiObese', 'counsel', detail)
}

/** The first day of the unbroken run of obese measurements up to now. */
function obeseSince(context: FieldContext): CalendarDay | undefined {
  const { tenths } = adultBmiIn(context) ?? { tenths: 0 }
  let since = tenths > schemeOf(context).overweightTo ? context.day : undefined
  let stored: number | undefined = adultBmiIn(context)?.heightCm
  for (let at = context.history.length - 1; at >= 0; at -= 1) {
    const visit = context.history[at]
    if (!visit) continue
    stored = heightIn(visit.answers) ?? stored
    const obese = wasObese(visit, stored, context)
    if (obese === false) return since
    if (obese === true) since = visit.day
  }
  return since
}

/** Nothing where the weight was not taken then, or a pregnancy made it meaningless. */
function wasObese(
  { answers, day, instrument }: PastVisit,
  heightCm: number | undefined,
  context: FieldContext,
): boolean | undefined {
  const weightKg = numberIn(answers, 'weightKg')
  if (weightKg === undefined || heightCm === undefined) return undefined
  if (isMaternal({ ...context, answers, day, instrument })) return undefined
  return bmiTenths(weightKg, heightCm, context.settings) > schemeOf(context).overweightTo
}
