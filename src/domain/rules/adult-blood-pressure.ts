import type { Facts, FieldContext, Finding } from '#domain/instruments/instrument.ts'
import { choicesIn, yesNoIn } from '#domain/instruments/read-answer.ts'
import { wordSetting } from '#domain/settings.ts'
import { isHypertensive } from './chronic-state.ts'
import { defineRule, type Find, settingsUsed } from './define-rule.ts'
import { isNotMaternal } from './maternal-state.ts'
import { anyReaches, type Reading, type Readings, reaches, readingOfTwo, readingsIn } from './readings.ts'

const fields = ['bloodPressure']

export const adultPressureOutcomes = [
  'hypertensiveEmergency',
  'hypertensionGrade3',
  'hypertensionGrade2',
  'hypertensionGrade1',
  'pressureLowWithComplaint',
  'pressureLow',
  'pressureHighNormal',
  'pressureNormal',
  'pressureOptimal',
]

/** Blood pressure from 18 years by the worse of the two values; not in pregnancy and nifas, not with known hypertension. */
export const adultBloodPressure = defineRule(
  {
    id: 'adultBloodPressure',
    card: 'D-3',
    edition: 'kmk-2015-2023',
    source: 'KMK HK.01.07/MENKES/2015/2023, Tabel 22; PNPK Hipertensi Dewasa',
    outcomes: adultPressureOutcomes,
    judges: ['bloodPressure'],
    concerns: (context) => isNotMaternal(context) && !isHypertensive(context),
  },
  (context, find) => {
    const readings = readingsIn(context.answers)
    if (!readings) return []
    return [judgeAdultPressure(readings, context, find)]
  },
)

/** The adult table, also used at 15–17 years where the puskesmas chose it. */
export function judgeAdultPressure(readings: Readings, context: FieldContext, find: Find): Finding {
  const reading = readingOfTwo(readings, context)
  const facts = pressureFacts(reading, readings)
  const settings = settingsUsed(context.settings, 'bloodPressureOfTwo')
  const detail = { fields, facts: { ...facts, mark: markOf(reading, context) }, settings }
  if (isPressureEmergency(readings, reading, context))
    return find('hypertensiveEmergency', 'emergency', { ...detail, deadline: 'now' })
  if (reaches(reading, 180, 110)) return find('hypertensionGrade3', 'refer', { ...detail, deadline: 'today' })
  if (reaches(reading, 160, 100)) return find('hypertensionGrade2', 'refer', { ...detail, deadline: 'week' })
  if (reaches(reading, 140, 90)) return find('hypertensionGrade1', 'refer', { ...detail, deadline: 'week' })
  if (isLowForAdult(reading, context)) return judgeLow(context, find, detail)
  return judgeNormal(reading, context, find, detail)
}

type Detail = { readonly fields: readonly string[]; readonly facts: Facts; readonly settings: Facts }

function judgeLow(context: FieldContext, find: Find, detail: Detail): Finding {
  return yesNoIn(context.answers, 'lowPressureComplaint') === true
    ? find('pressureLowWithComplaint', 'refer', { ...detail, deadline: 'today' })
    : find('pressureLow', 'confirm', detail)
}

function judgeNormal(reading: Reading, context: FieldContext, find: Find, detail: Detail): Finding {
  const jnc7 = usesJnc7(context)
  const [systolic, diastolic] = jnc7 ? [120, 80] : [130, 85]
  if (reaches(reading, systolic, diastolic))
    return find('pressureHighNormal', 'confirm', { ...detail, deadline: 'month' })
  return reaches(reading, 120, 80)
    ? find('pressureNormal', 'normal', detail)
    : find('pressureOptimal', 'normal', detail)
}

const usesJnc7 = ({ instrument, settings }: FieldContext) =>
  instrument === 'lansia' && wordSetting(settings, 'olderBloodPressureScheme') === 'jnc7'

/** Danger signs that need help at once whatever the pressure is. */
const alwaysUrgent = new Set([
  'chestPain',
  'shortnessOfBreath',
  'oneSidedWeakness',
  'convulsion',
  'reducedConsciousness',
])

/** A danger sign with 180/110, or 180 and 120 together when measured again. */
export function isPressureEmergency(readings: Readings, reading: Reading, context: FieldContext): boolean {
  const { repeat } = readings
  if (repeat && repeat.systolic >= 180 && repeat.diastolic >= 120) return true
  const severe = reaches(reading, 180, 110) || anyReaches(readings, 180, 110)
  return severe && (choicesIn(context.answers, 'pressureDangerSigns')?.length ?? 0) > 0
}

export function isLowForAdult(reading: Reading, { settings }: FieldContext): boolean {
  return (
    wordSetting(settings, 'adultLowBloodPressure') === 'below90or60' &&
    (reading.systolic < 90 || reading.diastolic < 60)
  )
}

/** R, N or T of the card: high before low before normal. */
export function markOf(reading: Reading, context: FieldContext): 'R' | 'N' | 'T' {
  if (reaches(reading, 140, 90)) return 'T'
  return isLowForAdult(reading, context) ? 'R' : 'N'
}

/** Reading judged, both readings where there were two, and whether only the systole is high. */
export function pressureFacts(reading: Reading, { first, repeat }: Readings): Facts {
  return {
    systolicMmHg: reading.systolic,
    diastolicMmHg: reading.diastolic,
    readings: repeat ? 2 : 1,
    ...(repeat && {
      firstSystolicMmHg: first.systolic,
      firstDiastolicMmHg: first.diastolic,
      secondSystolicMmHg: repeat.systolic,
      secondDiastolicMmHg: repeat.diastolic,
    }),
    ...(reading.systolic >= 140 && reading.diastolic < 90 && { isolatedSystolic: 1 }),
  }
}

/** Of the signs asked of mothers, those that are urgent in anybody. */
const motherSigns = ['convulsion', 'shortnessOfBreath']

/** Signs that are an emergency of their own. */
export const adultDangerSign = defineRule(
  {
    id: 'adultDangerSign',
    card: 'R-DR1',
    edition: 'kmk-2015-2023',
    source: 'PNPK Hipertensi Dewasa',
    outcomes: ['adultDangerSign'],
  },
  (context, find) => {
    const signs = choicesIn(context.answers, 'pressureDangerSigns') ?? []
    // A mother's questions stay answered when nifas is over; what was said must not fall between two rules.
    const said = isNotMaternal(context) ? motherSigns.filter((sign) => yesNoIn(context.answers, sign)) : []
    const urgent = [...new Set([...signs, ...said])].filter((sign) => alwaysUrgent.has(sign))
    if (urgent.length === 0) return []
    const facts = { signs: urgent.join(' ') }
    return [find('adultDangerSign', 'emergency', { fields: ['pressureDangerSigns'], facts, deadline: 'now' })]
  },
)
