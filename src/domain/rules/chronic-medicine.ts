import type { Rule } from '#domain/instruments/instrument.ts'
import { choicesIn, yesNoIn } from '#domain/instruments/read-answer.ts'
import { type ChronicIllness, chronicIllnesses, isDiagnosed } from './chronic-state.ts'
import { defineRule } from './define-rule.ts'

/** Medicine of a known illness: gone, or not taken within 24 hours, is told to nakes within three days. */
const medicineRule = (illness: ChronicIllness): Rule => {
  const { atHome, taken } = chronicIllnesses[illness]
  return defineRule(
    {
      id: `${illness}MedicineTaken`,
      card: 'R-OB1',
      edition: 'kmk-2015-2023',
      source: 'KMK HK.01.07/MENKES/2015/2023; Checklist Kunjungan Rumah Dewasa',
      outcomes: ['medicineRanOut', 'medicineNotTaken', 'medicineTaken'],
      judges: [atHome, taken],
      concerns: isDiagnosed(illness),
    },
    ({ answers }, find) => {
      const facts = { illness, ...reasonsOf(choicesIn(answers, 'medicineNotTakenReasons')) }
      if (yesNoIn(answers, atHome) === false)
        return [find('medicineRanOut', 'refer', { fields: [atHome], facts, deadline: '3days' })]
      if (yesNoIn(answers, taken) === false)
        return [find('medicineNotTaken', 'refer', { fields: [taken], facts, deadline: '3days' })]
      return yesNoIn(answers, taken) === true
        ? [find('medicineTaken', 'normal', { fields: [taken], facts: { illness } })]
        : []
    },
  )
}

const reasonsOf = (reasons: readonly string[] | undefined) =>
  reasons && reasons.length > 0 ? { reasons: reasons.join(' ') } : {}

export const chronicMedicineRules: readonly Rule[] = [medicineRule('hypertension'), medicineRule('diabetes')]
