import { ageIn } from '#domain/instruments/age-in.ts'
import type { Condition, FieldContext, Finding } from '#domain/instruments/instrument.ts'
import {
  groupOf,
  hasValue,
  latestBefore,
  numberIn,
  partIn,
  textIn,
  wordIn,
  yesNoIn,
} from '#domain/instruments/read-answer.ts'
import { wordSetting } from '#domain/settings.ts'
import { addMonths, type CalendarDay, isCalendarDay } from '#domain/time/calendar-day.ts'
import { haemoglobinGrade, haemoglobinIsDue, haemoglobinNormalFrom } from './anaemia.ts'
import { defineRule, type Find, settingsUsed } from './define-rule.ts'
import { glucoseIsOwedInTeens } from './glucose-due.ts'
import { flaggedTemperatureC } from './raised-temperature.ts'
import { isMaternal } from './maternal-state.ts'
import { mentalScreeningTold } from './mental-screening-told.ts'
import { reaches } from './readings.ts'

const edition = 'kmk-2015-2023'
const source = 'Checklist Kunjungan Rumah Usia Sekolah dan Remaja (KMK HK.01.07/MENKES/2015/2023)'

/** The rule id of this checklist; its page numbers it 8.1. */
export const youthHomeVisitCard = 'R-KR-REMAJA'

const isFifteen: Condition = (context) => (ageIn(context)?.years ?? 0) >= 15

/** What the person tells of a check made elsewhere. */
function toldIn({ answers }: FieldContext, field: string) {
  const told = groupOf(answers[field])
  const on = told?.['on']
  const checked = told?.['checked']
  return {
    on: isCalendarDay(on) ? on : undefined,
    checked: typeof checked === 'boolean' ? checked : undefined,
  }
}

/** Whether it was done in the last twelve months, here or elsewhere; undefined where nobody said. */
function wasCheckedInYear(context: FieldContext, field: string, measurement: string): boolean | undefined {
  const here = latestBefore(context, (answers) => (hasValue(answers[measurement]) ? true : undefined))?.day
  const { on, checked } = toldIn(context, field)
  const inYear = (day: CalendarDay | undefined) => day !== undefined && day >= addMonths(context.day, -12)
  if (inYear(here) || inYear(on)) return true
  return on === undefined ? checked : false
}

/** Weight that fell, or more than twelve months without being measured: come to the posyandu. */
export const homeMeasurement = defineRule(
  {
    id: 'homeMeasurement',
    card: youthHomeVisitCard,
    edition,
    source,
    outcomes: ['lastWeightFell', 'measuredLongAgo', 'measuredThisYear'],
    judges: ['lastMeasuredOn'],
  },
  (context, find) => {
    const said = textIn(context.answers, 'lastMeasuredOn')
    const here = latestBefore(context, (answers) => numberIn(answers, 'weightKg'))?.day
    const on = isCalendarDay(said) && (here === undefined || said > here) ? said : here
    const fields = ['lastMeasuredOn']
    if (wordIn(context.answers, 'lastWeight', 'change') === 'down')
      return [find('lastWeightFell', 'counsel', { fields: ['lastWeight'] })]
    if (on === undefined) return []
    return on < addMonths(context.day, -12)
      ? [find('measuredLongAgo', 'counsel', { fields, facts: { on } })]
      : [find('measuredThisYear', 'normal', { fields, facts: { on } })]
  },
)

/** Hb of girls: too low is told to nakes, missing in its age band it is made good at the puskesmas or at school. */
export const homeHaemoglobin = defineRule(
  {
    id: 'homeHaemoglobin',
    card: 'R-7',
    edition,
    source,
    outcomes: ['toldHaemoglobinSevere', 'toldHaemoglobinLow', 'haemoglobinNotYet', 'haemoglobinChecked'],
    judges: ['haemoglobinCheckInYear'],
  },
  (context, find) => {
    const field = 'haemoglobinCheckInYear'
    const value = partIn(context.answers, field, 'gPerDl')
    if (value !== undefined) return [judgeToldHaemoglobin(value, context, find)]
    const { on, checked } = toldIn(context, field)
    if (on === undefined && checked === undefined) return []
    const missed = haemoglobinIsDue(context, on) && (on !== undefined || checked === false)
    return missed
      ? [find('haemoglobinNotYet', 'confirm', { fields: [field] })]
      : [find('haemoglobinChecked', 'normal', { fields: [field] })]
  },
)

function judgeToldHaemoglobin(value: number, context: FieldContext, find: Find): Finding {
  const limit = haemoglobinNormalFrom(context)
  const detail = { fields: ['haemoglobinCheckInYear'], facts: { value, limit } }
  // Nobody has treated what is only told: the worst that it may be counts.
  if (haemoglobinGrade(value, context) === 'anaemiaSevere')
    return find('toldHaemoglobinSevere', 'refer', { ...detail, deadline: 'today' })
  return value < limit
    ? find('toldHaemoglobinLow', 'refer', { ...detail, deadline: 'week' })
    : find('haemoglobinChecked', 'normal', detail)
}

/** From these a told pressure is high at 15–17 years (AAP 2017), or by the table of adults where that was chosen. */
const highFrom = {
  aap2017: { systolic: 130, diastolic: 80 },
  adult: { systolic: 140, diastolic: 90 },
} as const

export const homePressure = defineRule(
  {
    id: 'homePressure',
    card: 'R-5',
    edition,
    source: `${source}; AAP 2017`,
    outcomes: ['toldPressureVeryHigh', 'toldPressureHigh', 'yearlyCheckMissed', 'checkedInTime'],
    judges: ['pressureCheckInYear'],
    concerns: (context) => isFifteen(context) && !isMaternal(context),
  },
  (context, find) => {
    const field = 'pressureCheckInYear'
    const systolic = partIn(context.answers, field, 'systolicMmHg') ?? 0
    const diastolic = partIn(context.answers, field, 'diastolicMmHg') ?? 0
    const facts = { systolicMmHg: systolic, diastolicMmHg: diastolic }
    const settings = settingsUsed(context.settings, 'teenBloodPressureScheme')
    const detail = { fields: [field], facts, settings }
    const scheme = wordSetting(context.settings, 'teenBloodPressureScheme') === 'adult' ? 'adult' : 'aap2017'
    const limit = highFrom[scheme]
    if (reaches({ systolic, diastolic }, 180, 110))
      return [find('toldPressureVeryHigh', 'refer', { ...detail, deadline: 'today' })]
    if (reaches({ systolic, diastolic }, limit.systolic, limit.diastolic))
      return [find('toldPressureHigh', 'refer', { ...detail, deadline: 'week' })]
    return checkFinding(wasCheckedInYear(context, field, 'bloodPressure'), field, find)
  },
)

export const homeGlucose = defineRule(
  {
    id: 'homeGlucose',
    card: 'R-6',
    edition,
    source,
    outcomes: ['toldGlucoseHigh', 'toldGlucoseLow', 'yearlyCheckMissed', 'checkedInTime'],
    judges: ['glucoseCheckInYear'],
    concerns: isFifteen,
  },
  (context, find) => {
    const field = 'glucoseCheckInYear'
    const value = groupOf(context.answers[field])?.['mgPerDl']
    if (value === 'HI' || (typeof value === 'number' && value >= 200)) {
      // In the young a high glucose may be type 1: not a week to lose.
      return [find('toldGlucoseHigh', 'refer', { fields: [field], facts: { value }, deadline: 'today' })]
    }
    if (value === 'LO' || (typeof value === 'number' && value < 70))
      return [find('toldGlucoseLow', 'refer', { fields: [field], facts: { value }, deadline: 'today' })]
    const checked = wasCheckedInYear(context, field, 'bloodGlucose')
    // A year without it is a gap only of whoever owes it.
    return checked === false && !glucoseIsOwedInTeens(context) ? [] : checkFinding(checked, field, find)
  },
)

function checkFinding(checked: boolean | undefined, field: string, find: Find): readonly Finding[] {
  if (checked === undefined) return []
  const detail = { fields: [field], facts: { months: 12 } }
  return checked ? [find('checkedInTime', 'normal', detail)] : [find('yearlyCheckMissed', 'counsel', detail)]
}

/** As told at home. */
export const homeMentalScreening = mentalScreeningTold({
  id: 'homeMentalScreening',
  card: 'R-10',
  source,
  wasDone: (context) => {
    const { on, checked } = toldIn(context, 'mentalCheckInYear')
    return on === undefined ? checked : on >= addMonths(context.day, -12)
  },
})

/** Meals by Isi Piringku. */
export const homeMeals = defineRule(
  {
    id: 'homeMeals',
    card: youthHomeVisitCard,
    edition,
    source,
    outcomes: ['mealsNotByIsiPiringku', 'mealsByIsiPiringku'],
    judges: ['eatsByIsiPiringku'],
  },
  ({ answers }, find) => {
    const said = yesNoIn(answers, 'eatsByIsiPiringku')
    const fields = ['eatsByIsiPiringku']
    if (said === undefined) return []
    return [
      said
        ? find('mealsByIsiPiringku', 'normal', { fields })
        : find('mealsNotByIsiPiringku', 'counsel', { fields }),
    ]
  },
)

/** What is told to nakes on the same day. */
export const isToldToNakes: Condition = (context) => {
  const temperature = numberIn(context.answers, 'temperatureC')
  const haemoglobin = partIn(context.answers, 'haemoglobinCheckInYear', 'gPerDl')
  return (
    (temperature !== undefined && temperature >= flaggedTemperatureC) ||
    (haemoglobin !== undefined && haemoglobin < haemoglobinNormalFrom(context))
  )
}
