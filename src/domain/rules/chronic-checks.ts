import type {
  Condition,
  Deadline,
  Facts,
  FieldContext,
  GroupValue,
  Rule,
} from '#domain/instruments/instrument.ts'
import { groupOf, hasValue, latestBefore } from '#domain/instruments/read-answer.ts'
import { addMonths, type CalendarDay, isCalendarDay } from '#domain/time/calendar-day.ts'
import { isDiabetic, isHypertensive } from './chronic-state.ts'
import { defineRule } from './define-rule.ts'
import { glucoseIsOwedYearly } from './glucose-due.ts'
import { isMaternal } from './maternal-state.ts'
import { reaches } from './readings.ts'

const edition = 'kmk-2015-2023'
const source = 'Checklist Kunjungan Rumah Dewasa (KMK HK.01.07/MENKES/2015/2023)'

type Window = {
  readonly field: string
  readonly measurement: 'bloodPressure' | 'bloodGlucose'
  readonly months: 1 | 12
}

/** When the measurement was last known to be taken: at a visit of ours, or where the answer says. */
function lastOn(window: Window, context: FieldContext): CalendarDay | undefined {
  const visit = latestBefore(context, (answers) =>
    hasValue(answers[window.measurement]) ? true : undefined,
  )?.day
  const said = groupOf(context.answers[window.field])?.['on']
  const told = isCalendarDay(said) ? said : undefined
  return visit && told ? (visit > told ? visit : told) : (visit ?? told)
}

/** True or false where somebody knows whether it was measured within the window; undefined where nobody does. */
function wasChecked(window: Window, context: FieldContext): boolean | undefined {
  const last = lastOn(window, context)
  if (last !== undefined && last >= addMonths(context.day, -window.months)) return true
  const checked = groupOf(context.answers[window.field])?.['checked']
  if (typeof checked === 'boolean' && last === undefined) return checked
  // An older date tells more than "yes".
  return last === undefined ? undefined : false
}

const measuredToday = ({ measurement }: Window, { answers }: FieldContext) => hasValue(answers[measurement])

type Told = { readonly code: string; readonly deadline: Deadline; readonly facts: Facts } | undefined

/** From these a pressure told at home is referred: 140/90, on the same day from 180/110. */
function judgePressure({ systolicMmHg, diastolicMmHg }: GroupValue): Told {
  const systolic = typeof systolicMmHg === 'number' ? systolicMmHg : 0
  const diastolic = typeof diastolicMmHg === 'number' ? diastolicMmHg : 0
  const facts = {
    ...(typeof systolicMmHg === 'number' && { systolicMmHg }),
    ...(typeof diastolicMmHg === 'number' && { diastolicMmHg }),
  }
  if (reaches({ systolic, diastolic }, 180, 110))
    return { code: 'toldPressureVeryHigh', deadline: 'today', facts }
  return reaches({ systolic, diastolic }, 140, 90)
    ? { code: 'toldPressureHigh', deadline: 'week', facts }
    : undefined
}

/** A glucose told at home is referred from 200 mg/dL, of whichever kind, and below 70; what no meter showed, today. */
function judgeGlucose({ mgPerDl }: GroupValue): Told {
  if (mgPerDl === 'HI') return { code: 'toldGlucoseHigh', deadline: 'today', facts: { value: mgPerDl } }
  if (mgPerDl === 'LO') return { code: 'toldGlucoseLow', deadline: 'today', facts: { value: mgPerDl } }
  if (typeof mgPerDl !== 'number') return undefined
  const facts = { value: mgPerDl }
  if (mgPerDl >= 200) return { code: 'toldGlucoseHigh', deadline: 'week', facts }
  return mgPerDl < 70 ? { code: 'toldGlucoseLow', deadline: 'week', facts } : undefined
}

const judgeOf = {
  bloodPressure: { judge: judgePressure, codes: ['toldPressureVeryHigh', 'toldPressureHigh'] },
  bloodGlucose: { judge: judgeGlucose, codes: ['toldGlucoseHigh', 'toldGlucoseLow'] },
} as const

/** Known patients owe a check a month, and nakes look for who has none; the others are invited to the posyandu. */
const missed = {
  1: { code: 'monthlyCheckMissed', level: 'refer', deadline: 'week' },
  12: { code: 'yearlyCheckMissed', level: 'counsel', deadline: undefined },
} as const

type Subject = {
  readonly id: string
  readonly card: string
  readonly window: Window
  readonly concerns: Condition
  /** Whether a check that was not made is a gap. */
  readonly owes: Condition
}

const checkRule = ({ id, card, window, concerns, owes }: Subject): Rule => {
  const { judge, codes } = judgeOf[window.measurement]
  const gap = missed[window.months]
  return defineRule(
    {
      id,
      card,
      edition,
      source,
      outcomes: [...codes, gap.code, 'checkedInTime'],
      judges: [window.field],
      concerns: (context) => concerns(context) && !measuredToday(window, context),
    },
    (context, find) => {
      const fields = [window.field]
      const told = judge(groupOf(context.answers[window.field]) ?? {})
      if (told) return [find(told.code, 'refer', { fields, facts: told.facts, deadline: told.deadline })]
      const checked = wasChecked(window, context)
      if (checked === undefined || (!checked && !owes(context))) return []
      const facts = { months: window.months }
      return checked
        ? [find('checkedInTime', 'normal', { fields, facts })]
        : [find(gap.code, gap.level, { fields, facts, deadline: gap.deadline })]
    },
  )
}

const always: Condition = () => true

/** What was measured elsewhere, or was not: monthly with known hypertension or diabetes, yearly otherwise. */
export const chronicCheckRules: readonly Rule[] = [
  checkRule({
    id: 'pressureCheckMonthly',
    card: 'R-TD2',
    window: { field: 'pressureCheckInMonth', measurement: 'bloodPressure', months: 1 },
    concerns: (context) => isHypertensive(context) && !isMaternal(context),
    owes: always,
  }),
  checkRule({
    id: 'pressureCheckYearly',
    card: 'R-TD1',
    window: { field: 'pressureCheckInYear', measurement: 'bloodPressure', months: 12 },
    concerns: (context) => !isHypertensive(context) && !isMaternal(context),
    owes: always,
  }),
  checkRule({
    id: 'glucoseCheckMonthly',
    card: 'R-GD1',
    window: { field: 'glucoseCheckInMonth', measurement: 'bloodGlucose', months: 1 },
    concerns: isDiabetic,
    owes: always,
  }),
  checkRule({
    id: 'glucoseCheckYearly',
    card: 'R-GD1',
    window: { field: 'glucoseCheckInYear', measurement: 'bloodGlucose', months: 12 },
    concerns: (context) => !isDiabetic(context),
    owes: glucoseIsOwedYearly,
  }),
]
