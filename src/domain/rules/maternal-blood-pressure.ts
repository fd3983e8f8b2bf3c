import type { Facts, FieldContext } from '#domain/instruments/instrument.ts'
import { yesNoIn } from '#domain/instruments/read-answer.ts'
import { isOn, numberSetting } from '#domain/settings.ts'
import { defineRule, type Find, settingsUsed } from './define-rule.ts'
import { maternalSignsIn } from './maternal-danger-signs.ts'
import { signIn } from './mother-signs.ts'
import { gestationIn, isMaternal, maternalStateIn } from './maternal-state.ts'
import { anyReaches, type Reading, type Readings, reaches, readingsIn } from './readings.ts'

/** From 20 weeks high blood pressure raises the suspicion of preeclampsia. */
const preeclampsiaFromWeeks = 20

const fields = ['bloodPressure']

/**
 * Blood pressure in pregnancy and nifas, at any age. Two readings: the second decides, but 160/110 in either stays an
 * emergency, and 140/90 that settled is still to be confirmed.
 */
export const maternalBloodPressure = defineRule(
  {
    id: 'maternalBloodPressure',
    card: 'R-BH-TD',
    edition: 'buku-kia-2023',
    source: 'Buku KIA 2023; PNPK Preeklampsia',
    outcomes: [
      'maternalSevereHypertension',
      'maternalHypertensionWithDangerSign',
      'maternalHypertensionSuspectPreeclampsia',
      'maternalHypertension',
      'maternalPressureSettled',
      'maternalPressureWatch',
      'maternalPressureLow',
      'maternalPressureNormal',
    ],
    judges: ['bloodPressure'],
    concerns: isMaternal,
  },
  (context, find) => {
    const readings = readingsIn(context.answers)
    if (!readings) return []
    return [judge(readings, context, find)]
  },
)

function judge(readings: Readings, context: FieldContext, find: Find) {
  const deciding = readings.repeat ?? readings.first
  const facts = factsOf(deciding, readings)
  if (anyReaches(readings, 160, 110))
    return find('maternalSevereHypertension', 'emergency', { fields, facts, deadline: 'now' })
  if (reaches(deciding, 140, 90)) return hypertension(facts, context, find)
  if (reaches(readings.first, 140, 90)) return find('maternalPressureSettled', 'confirm', { fields, facts })
  return low(deciding, facts, context, find) ?? watched(deciding, facts, context, find)
}

function factsOf({ systolic, diastolic }: Reading, { first, repeat }: Readings): Facts {
  const base = { systolicMmHg: systolic, diastolicMmHg: diastolic, readings: repeat ? 2 : 1 }
  return repeat ? { ...base, firstSystolicMmHg: first.systolic, firstDiastolicMmHg: first.diastolic } : base
}

function hypertension(facts: Facts, context: FieldContext, find: Find) {
  const signs = maternalSignsIn(context)
  if (signs.length > 0) {
    const detail = { fields: [...fields, ...signs], facts: { ...facts, signs: signs.join(' ') } }
    return find('maternalHypertensionWithDangerSign', 'emergency', { ...detail, deadline: 'now' })
  }
  const weeks = maternalStateIn(context) === 'pregnant' ? gestationIn(context)?.weeks : undefined
  const detail = { fields, deadline: 'today' } as const
  return weeks !== undefined && weeks >= preeclampsiaFromWeeks
    ? find('maternalHypertensionSuspectPreeclampsia', 'refer', { ...detail, facts: { ...facts, weeks } })
    : find('maternalHypertension', 'refer', { ...detail, facts })
}

/** Whether the systole alone is low. */
export const isLowForMother = ({ systolic }: Reading, { settings }: FieldContext): boolean =>
  systolic < numberSetting(settings, 'maternalLowSystolicBelow')

/** Dizziness and bleeding are what a low pressure is asked beside, in whichever question they were told. */
const complaints = ['severeHeadache', 'vaginalBleeding', 'heavyBleeding'] as const
const hasComplaint = (context: FieldContext): boolean =>
  yesNoIn(context.answers, 'lowPressureComplaint') === true ||
  complaints.some((sign) => signIn(context, sign) === true)

/** A diastole of 50–59 is ordinary in the middle of pregnancy: it counts only with a complaint. */
function low(deciding: Reading, facts: Facts, context: FieldContext, find: Find) {
  const isLow = isLowForMother(deciding, context) || (deciding.diastolic < 60 && hasComplaint(context))
  if (!isLow) return undefined
  const settings = settingsUsed(context.settings, 'maternalLowSystolicBelow')
  return find('maternalPressureLow', 'confirm', { fields, facts, settings })
}

function watched(deciding: Reading, facts: Facts, context: FieldContext, find: Find) {
  if (!isOn(context.settings, 'maternalBloodPressureWatch') || !reaches(deciding, 130, 85))
    return find('maternalPressureNormal', 'normal', { fields, facts })
  const settings = settingsUsed(context.settings, 'maternalBloodPressureWatch')
  return find('maternalPressureWatch', 'confirm', { fields, facts, settings })
}
