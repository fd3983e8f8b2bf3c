import { ageIn } from '#domain/instruments/age-in.ts'
import type { Condition } from '#domain/instruments/instrument.ts'
import { yesNoIn } from '#domain/instruments/read-answer.ts'

/** Illnesses of the registry, with the answers that speak of them. */
export const chronicIllnesses = {
  hypertension: {
    diagnosed: 'hypertensionDiagnosed',
    atHome: 'hypertensionMedicineAtHome',
    taken: 'hypertensionMedicine',
    card: 'R-TD2',
  },
  diabetes: {
    diagnosed: 'diabetesDiagnosed',
    atHome: 'diabetesMedicineAtHome',
    taken: 'diabetesMedicine',
    card: 'R-GD1',
  },
} as const
export type ChronicIllness = keyof typeof chronicIllnesses

/** Nakes have told the person that it has the illness. */
export const isDiagnosed =
  (illness: ChronicIllness): Condition =>
  ({ answers }) =>
    yesNoIn(answers, chronicIllnesses[illness].diagnosed) === true

export const isHypertensive = isDiagnosed('hypertension')
export const isDiabetic = isDiagnosed('diabetes')

/** One of the two is known. */
export const isChronic: Condition = (context) => isHypertensive(context) || isDiabetic(context)

/** With hypertension or diabetes, heart, kidneys, eyes and feet are looked at every year from this age. */
const complicationsFromYears = 40
export const owesComplicationScreening: Condition = (context) =>
  isChronic(context) && (ageIn(context)?.years ?? 0) >= complicationsFromYears
