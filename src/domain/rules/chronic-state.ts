import { ageIn } from '#domain/instruments/age-in.ts'
import type { Answers, Condition } from '#domain/instruments/instrument.ts'
import { hasValue, yesNoIn } from '#domain/instruments/read-answer.ts'

/** Illnesses of the registry, with the answers that speak of them; `rows` are asked of nobody else. */
export const chronicIllnesses = {
  hypertension: {
    diagnosed: 'hypertensionDiagnosed',
    atHome: 'hypertensionMedicineAtHome',
    taken: 'hypertensionMedicine',
    rows: ['hypertensionDiagnosedOn', 'pressureCheckInMonth', 'hypertensionMedicineAtHome'],
    card: 'R-TD2',
  },
  diabetes: {
    diagnosed: 'diabetesDiagnosed',
    atHome: 'diabetesMedicineAtHome',
    taken: 'diabetesMedicine',
    rows: ['diabetesDiagnosedOn', 'glucoseCheckInMonth', 'diabetesMedicineAtHome'],
    card: 'R-GD1',
  },
} as const
export type ChronicIllness = keyof typeof chronicIllnesses

/** Nakes have told the person that it has the illness; where nobody said, the rows show it that only the ill have. */
export const isDiagnosed =
  (illness: ChronicIllness): Condition =>
  ({ answers }) =>
    yesNoIn(answers, chronicIllnesses[illness].diagnosed) ?? hasRowOf(illness, answers)

function hasRowOf(illness: ChronicIllness, answers: Answers): boolean {
  const { rows, taken } = chronicIllnesses[illness]
  if (rows.some((id) => hasValue(answers[id]))) return true
  // Whoever's glucose is low is asked for medicine too: there only a yes says that there is some.
  const said = yesNoIn(answers, taken)
  return said === true || (said === false && !hasValue(answers['bloodGlucose']))
}

export const isHypertensive = isDiagnosed('hypertension')
export const isDiabetic = isDiagnosed('diabetes')

/** One of the two is known. */
export const isChronic: Condition = (context) => isHypertensive(context) || isDiabetic(context)

/** With hypertension or diabetes, heart, kidneys, eyes and feet are looked at every year from this age. */
const complicationsFromYears = 40
export const owesComplicationScreening: Condition = (context) =>
  isChronic(context) && (ageIn(context)?.years ?? 0) >= complicationsFromYears
