import { ageIn } from '#domain/instruments/age-in.ts'
import type { Condition, Field } from '#domain/instruments/instrument.ts'
import { isFemale } from '#domain/instruments/shared-fields.ts'
import { isBride } from '#domain/rules/ckg-couples.ts'

const isOfChildbearingAge: Condition = (context) => {
  const years = ageIn(context)?.years
  return isFemale(context) && years !== undefined && years >= 15 && years <= 49
}

/** Tetanus protection of women of 15–49 years and of brides. "Tidak tahu" is the state `unknown`. */
export const tetanusStatusField: Field = {
  id: 'tetanusStatus',
  cardId: 'imunisasi_td_wus',
  type: 'choice',
  choices: ['T0', 'T1', 'T2', 'T3', 'T4', 'T5'],
  step: 4,
  required: false,
  shownWhen: (context) => isOfChildbearingAge(context) || isBride(context),
  keptIn: 'person',
  section: 'immunisation',
  source: 'KMK HK.01.07/MENKES/2015/2023',
}
