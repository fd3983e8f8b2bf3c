import { type Block, inSection } from '#domain/instruments/block.ts'
import { diabetesMedicineField } from '#domain/instruments/glucose-fields.ts'
import type { Condition, Rule } from '#domain/instruments/instrument.ts'
import { hasValue, latestBefore, isNotMeasured } from '#domain/instruments/read-answer.ts'
import { chronicCheckRules } from '#domain/rules/chronic-checks.ts'
import { chronicControlRules } from '#domain/rules/chronic-control.ts'
import { chronicMedicineRules } from '#domain/rules/chronic-medicine.ts'
import { glucoseIsOwedYearly } from '#domain/rules/glucose-due.ts'
import { addMonths } from '#domain/time/calendar-day.ts'
import { checkFields } from './checked-before-fields.ts'
import {
  controlFields,
  diagnosedField,
  diagnosedOnField,
  hypertensionComplaints,
  hypertensionMedicineField,
  medicineAtHomeField,
  reasonsField,
} from './chronic-fields.ts'

const rules: readonly Rule[] = [...chronicMedicineRules, ...chronicControlRules, ...chronicCheckRules]

/** At the posyandu the reading is taken; what others measured is asked where it could not be. */
const whereNotTaken =
  (measurement: string): Condition =>
  ({ answers }) =>
    isNotMeasured(answers[measurement])

/** Our own visits tell when it was last taken; only where they do not is the family asked. */
const notSeenFor =
  (measurement: string, months: number): Condition =>
  (context) => {
    const last = latestBefore(context, (answers) => (hasValue(answers[measurement]) ? true : undefined))
    return last === undefined || last.day < addMonths(context.day, -months)
  }

const both =
  (...conditions: readonly Condition[]): Condition =>
  (context) =>
    conditions.every((condition) => condition(context))

/**
 * Registry of hypertension and diabetes on a card: diagnosis, medicine, control dates. `diabetesMedicine` and the
 * symptoms of low glucose stand with the glucose of the card itself.
 */
export const chronicCardBlock: Block = {
  fields: inSection('chronic', [
    diagnosedField('hypertension'),
    diagnosedOnField('hypertension'),
    diagnosedField('diabetes'),
    diagnosedOnField('diabetes'),
    checkFields.pressureInMonth({ shownWhen: whereNotTaken('bloodPressure'), required: false }),
    checkFields.pressureInYear({ shownWhen: whereNotTaken('bloodPressure'), required: false }),
    checkFields.glucoseInMonth({ shownWhen: whereNotTaken('bloodGlucose'), required: false }),
    checkFields.glucoseInYear({ shownWhen: whereNotTaken('bloodGlucose'), required: false }),
    hypertensionComplaints,
    medicineAtHomeField('hypertension'),
    hypertensionMedicineField,
    medicineAtHomeField('diabetes'),
    reasonsField,
    ...controlFields,
  ]),
  rules,
}

/** The same at home, where nothing is measured: what others measured, medicine in the house, medicine taken. */
export const chronicHomeBlock = (met: Condition): Block => {
  const asked = (measurement: string, months: number) => both(met, notSeenFor(measurement, months))
  const check = (measurement: string, months: number) => ({
    shownWhen: asked(measurement, months),
    required: asked(measurement, months),
  })
  const fields = [
    diagnosedField('hypertension', met),
    diagnosedOnField('hypertension'),
    checkFields.pressureInMonth(check('bloodPressure', 1)),
    checkFields.pressureInYear(check('bloodPressure', 12)),
    medicineAtHomeField('hypertension'),
    hypertensionMedicineField,
    diagnosedField('diabetes', met),
    diagnosedOnField('diabetes'),
    checkFields.glucoseInMonth(check('bloodGlucose', 1)),
    checkFields.glucoseInYear({
      shownWhen: both(met, glucoseIsOwedYearly, notSeenFor('bloodGlucose', 12)),
      required: both(met, glucoseIsOwedYearly, notSeenFor('bloodGlucose', 12)),
    }),
    medicineAtHomeField('diabetes'),
    diabetesMedicineField,
    reasonsField,
  ]
  return { fields: inSection('chronic', fields), rules }
}
