import { ageIn } from '#domain/instruments/age-in.ts'
import type { FieldContext, Finding } from '#domain/instruments/instrument.ts'
import { choicesIn } from '#domain/instruments/read-answer.ts'
import type { Sex } from '#domain/person/person.ts'
import { wordSetting } from '#domain/settings.ts'
import { adultPressureOutcomes, judgeAdultPressure, pressureFacts } from './adult-blood-pressure.ts'
import { defineRule, type Find, notAssessed, settingsUsed } from './define-rule.ts'
import { isMaternal, isNotMaternal } from './maternal-state.ts'
import { anyReaches, type Reading, type Readings, reaches, readingOfTwo, readingsIn } from './readings.ts'

/** Screening values by completed year: the 90th percentile at the 5th of height (AAP 2017, Table 6). */
const screen: Readonly<Record<Sex, Readonly<Record<number, readonly [number, number]>>>> = {
  male: {
    6: [105, 66],
    7: [106, 68],
    8: [107, 69],
    9: [107, 70],
    10: [108, 72],
    11: [110, 74],
    12: [113, 75],
  },
  female: {
    6: [105, 67],
    7: [106, 68],
    8: [107, 69],
    9: [108, 71],
    10: [109, 72],
    11: [111, 74],
    12: [114, 75],
  },
}

const fields = ['bloodPressure']

/** Blood pressure at 6–17 years: a screen to 12, the table of AAP 2017 from 13. Not in pregnancy and nifas. */
export const youthBloodPressure = defineRule(
  {
    id: 'youthBloodPressure',
    card: 'R-5',
    edition: 'aap-2017',
    source: 'AAP 2017; KMK HK.01.07/MENKES/2015/2023, Tabel 14–15',
    outcomes: [
      'youthPressureEmergency',
      'youthPressureHighAnyAge',
      'youthPressureElevatedAnyAge',
      'childPressureHigh',
      'childPressureHighRepeat',
      'childPressureSettled',
      'youthPressureLow',
      'youthPressureNormal',
      'teenPressureElevated',
      'teenHypertensionStage1',
      'teenHypertensionStage2',
      'notAssessed',
      ...adultPressureOutcomes.filter((code) => code !== 'hypertensiveEmergency'),
    ],
    judges: ['bloodPressure'],
    concerns: isNotMaternal,
  },
  (context, find) => {
    const readings = readingsIn(context.answers)
    if (!readings) return []
    const years = ageIn(context)?.years
    if (isYouthEmergency(readings, context)) return [emergency(readings, context, find)]
    if (years === undefined) return [judgeAnyAge(readings, 'ageUnknown', context, find)]
    if (years < 6) return [judgeAnyAge(readings, 'outOfAgeRange', context, find)]
    if (!usesYouthTable(context)) return [judgeAdultPressure(readings, context, find)]
    return [
      years >= 13 ? judgeTeen(readings, years, context, find) : judgeChild(readings, years, context, find),
    ]
  },
)

/** Whether the tables of the young hold: not on the cards of adults, nor from 15 years where the adult one was chosen. */
export function usesYouthTable(context: FieldContext): boolean {
  if (context.instrument !== 'remaja') return false
  const adult = wordSetting(context.settings, 'teenBloodPressureScheme') === 'adult'
  return !(adult && (ageIn(context)?.years ?? 0) >= 15)
}

/** 180/120 at any time, or 140/90 with symptoms. */
function isYouthEmergency(readings: Readings, context: FieldContext): boolean {
  if (anyReaches(readings, 180, 120)) return true
  const symptoms = choicesIn(context.answers, 'pressureDangerSigns')?.length ?? 0
  return symptoms > 0 && anyReaches(readings, 140, 90)
}

function emergency(readings: Readings, context: FieldContext, find: Find): Finding {
  const facts = pressureFacts(readingOfTwo(readings, context), readings)
  return find('youthPressureEmergency', 'emergency', { fields, facts, deadline: 'now' })
}

/**
 * Where the age is not known, what holds at every age of a child still counts. AAP 2017 begins stage 1 at the 95th
 * percentile or 130/80, whichever is lower, and from 13 years at 130/80: so 130/80 is referred whatever the age. From
 * 120 systolic no child of any age is normal, and it is looked at. Below that nothing can be said.
 */
function judgeAnyAge(readings: Readings, because: string, context: FieldContext, find: Find): Finding {
  const reading = readingOfTwo(readings, context)
  const facts = pressureFacts(reading, readings)
  const settings = settingsUsed(context.settings, 'bloodPressureOfTwo')
  if (reaches(reading, 130, 80))
    return find('youthPressureHighAnyAge', 'refer', { fields, facts, settings, deadline: 'week' })
  if (reading.systolic >= 120)
    return find('youthPressureElevatedAnyAge', 'confirm', { fields, facts, settings })
  return notAssessed(find, 'bloodPressure', because)
}

function judgeTeen(readings: Readings, years: number, context: FieldContext, find: Find): Finding {
  const reading = readingOfTwo(readings, context)
  const settings = settingsUsed(context.settings, 'bloodPressureOfTwo', 'teenBloodPressureScheme')
  const detail = { fields, facts: { ...pressureFacts(reading, readings), years }, settings }
  if (reaches(reading, 140, 90))
    return find('teenHypertensionStage2', 'refer', { ...detail, deadline: 'week' })
  if (reaches(reading, 130, 80))
    return find('teenHypertensionStage1', 'refer', { ...detail, deadline: 'week' })
  if (isLowForYouth(reading, years, context)) return low(reading, readings, years, context, find)
  return reading.systolic >= 120
    ? find('teenPressureElevated', 'confirm', { ...detail, deadline: 'month' })
    : find('youthPressureNormal', 'normal', detail)
}

function judgeChild(readings: Readings, years: number, context: FieldContext, find: Find): Finding {
  const { first, repeat } = readings
  const deciding = repeat ?? first
  const limits = screenFor(years, deciding, context)
  if (!limits) return notAssessed(find, 'bloodPressure', 'sexUnknown')
  const [systolicLimit, diastolicLimit] = limits
  const facts = { ...pressureFacts(deciding, readings), years, systolicLimit, diastolicLimit }
  if (reaches(deciding, systolicLimit, diastolicLimit)) {
    return repeat
      ? find('childPressureHighRepeat', 'refer', { fields, facts, deadline: 'week' })
      : find('childPressureHigh', 'confirm', { fields, facts })
  }
  if (isLowForYouth(deciding, years, context)) return low(deciding, readings, years, context, find)
  return reaches(first, systolicLimit, diastolicLimit)
    ? find('childPressureSettled', 'normal', { fields, facts })
    : find('youthPressureNormal', 'normal', { fields, facts })
}

type Limits = readonly [systolic: number, diastolic: number]

/**
 * The screening values of this year. Of boys and girls they differ by one at most: where the sex is not known they hold
 * if both decide alike on the reading.
 */
function screenFor(years: number, reading: Reading, { person }: FieldContext): Limits | undefined {
  if (person.sex) return screen[person.sex][years]
  const [male, female] = [screen.male[years], screen.female[years]]
  if (!male || !female) return undefined
  return reaches(reading, ...male) === reaches(reading, ...female) ? female : undefined
}

function low(
  reading: Reading,
  readings: Readings,
  years: number,
  context: FieldContext,
  find: Find,
): Finding {
  const facts = { ...pressureFacts(reading, readings), years }
  const settings = settingsUsed(context.settings, 'childLowBloodPressure')
  return find('youthPressureLow', 'confirm', { fields, facts, settings })
}

/** Below 10 years a systole under 70 + 2 × age, from 10 under 90; no limit for the diastole. */
function isLowForYouth(reading: Reading, years: number, { settings }: FieldContext): boolean {
  const way = wordSetting(settings, 'childLowBloodPressure')
  if (way === 'off') return false
  if (way === 'below100or60') return reading.systolic < 100 || reading.diastolic < 60
  return reading.systolic < (years < 10 ? 70 + 2 * years : 90)
}

/** Whether a reading of somebody of 6–17 years lies above normal: over the screen to 12, from 120/80 after that. */
export function isRaisedInYouth(reading: Reading, context: FieldContext): boolean {
  const years = ageIn(context)?.years
  if (years === undefined || years < 6 || years >= 13) return reaches(reading, 120, 80)
  const limits = screenFor(years, reading, context)
  return limits !== undefined && reaches(reading, ...limits)
}

/** Whether a first reading asks for a second one after five minutes. */
export function isAboveYouthScreen(first: Reading, context: FieldContext): boolean {
  if (isMaternal(context) || !usesYouthTable(context)) return reaches(first, 140, 90)
  const years = ageIn(context)?.years
  if (years === undefined) return reaches(first, 120, 80)
  if (years >= 13 || years < 6) return reaches(first, 120, 80)
  const limits = screenFor(years, first, context)
  // Between the limits of boys and girls a second reading is worth taking.
  return limits === undefined || reaches(first, ...limits)
}
