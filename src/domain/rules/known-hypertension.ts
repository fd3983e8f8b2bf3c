import type { FieldContext } from '#domain/instruments/instrument.ts'
import { choicesIn, yesNoIn } from '#domain/instruments/read-answer.ts'
import { isLowForAdult, isPressureEmergency, markOf, pressureFacts } from './adult-blood-pressure.ts'
import { isHypertensive } from './chronic-state.ts'
import { defineRule, settingsUsed } from './define-rule.ts'
import { isNotMaternal } from './maternal-state.ts'
import { reaches, readingOfTwo, readingsIn } from './readings.ts'

const fields = ['bloodPressure', 'hypertensionDiagnosed']

/** With hypertension already diagnosed the aim counts, below 140/90; a high normal reading is then a good one. */
export const knownHypertension = defineRule(
  {
    id: 'knownHypertension',
    card: 'R-TD2',
    edition: 'kmk-2015-2023',
    source: 'KMK HK.01.07/MENKES/2015/2023',
    outcomes: [
      'knownHypertensionEmergency',
      'knownHypertensionSevere',
      'knownHypertensionUncontrolled',
      'knownHypertensionLow',
      'knownHypertensionControlled',
    ],
    judges: ['bloodPressure'],
    concerns: (context) => isNotMaternal(context) && isHypertensive(context),
  },
  (context, find) => {
    const readings = readingsIn(context.answers)
    if (!readings) return []
    const reading = readingOfTwo(readings, context)
    const facts = { ...pressureFacts(reading, readings), mark: markOf(reading, context) }
    const detail = { fields, facts, settings: settingsUsed(context.settings, 'bloodPressureOfTwo') }
    if (isPressureEmergency(readings, reading, context))
      return [find('knownHypertensionEmergency', 'emergency', { ...detail, deadline: 'now' })]
    if (reaches(reading, 180, 110))
      return [find('knownHypertensionSevere', 'refer', { ...detail, deadline: 'today' })]
    if (reaches(reading, 140, 90))
      return [find('knownHypertensionUncontrolled', 'refer', { ...detail, deadline: 'week' })]
    const complains = hasComplaint(context)
    // A treated person whose pressure is low may have too much of the medicine.
    if (isLowForAdult(reading, context)) {
      return complains
        ? [find('knownHypertensionLow', 'refer', { ...detail, deadline: 'today' })]
        : [find('knownHypertensionLow', 'confirm', detail)]
    }
    // With a complaint such as headache or dizziness no reading is a good one.
    if (complains) {
      const complained = { ...detail, facts: { ...facts, complaint: 1 }, deadline: 'week' } as const
      return [find('knownHypertensionUncontrolled', 'refer', complained)]
    }
    return [find('knownHypertensionControlled', 'normal', detail)]
  },
)

const hasComplaint = ({ answers }: FieldContext): boolean =>
  ['pressureDangerSigns', 'hypertensionComplaints'].some((id) => (choicesIn(answers, id)?.length ?? 0) > 0) ||
  yesNoIn(answers, 'lowPressureComplaint') === true
