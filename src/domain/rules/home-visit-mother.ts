import type { Finding, Rule } from '#domain/instruments/instrument.ts'
import { numberIn, textIn, yesNoIn } from '#domain/instruments/read-answer.ts'
import { defineRule, plainDeadline, settingsUsed } from './define-rule.ts'

const edition = 'kmk-2015-2023'
const source = 'Checklist Kunjungan Rumah (KMK HK.01.07/MENKES/2015/2023)'

/** A question whose "no" asks for a talk. */
const gap = (id: string, card: string, field: string, no: string, yes: string): Rule =>
  defineRule({ id, card, edition, source, outcomes: [no, yes], judges: [field] }, ({ answers }, find) => {
    const said = yesNoIn(answers, field)
    if (said === undefined) return []
    return said ? [find(yes, 'normal', { fields: [field] })] : [find(no, 'counsel', { fields: [field] })]
  })

/** Meals by Isi Piringku, of pregnancy or of breastfeeding. */
export const motherMeals = (card: 'R-BH-MT' | 'R-NF-KB'): Rule =>
  gap('motherMeals', card, 'eatsByIsiPiringku', 'mealsNotByIsiPiringku', 'mealsByIsiPiringku')

export const tabletsAtHome: Rule = gap(
  'tabletsAtHome',
  'R-BH-TTD',
  'tabletsAtHome',
  'tabletsNotAtHome',
  'tabletsAreAtHome',
)

export const tabletTakenLastDay: Rule = gap(
  'tabletTakenLastDay',
  'R-BH-TTD',
  'tabletTakenLastDay',
  'tabletNotTakenLastDay',
  'tabletWasTakenLastDay',
)

/** The arm at home may be told by its colour alone. */
export const muacSaidLow: Rule = defineRule(
  {
    id: 'muacSaidLow',
    card: 'R-BH-LILA',
    edition,
    source,
    outcomes: ['maternalMuacSaidLow', 'maternalMuacSaidNormal'],
    concerns: ({ answers }) => numberIn(answers, 'muacCm') === undefined,
  },
  ({ answers, settings }, find): readonly Finding[] => {
    const low = yesNoIn(answers, 'muacBelowLimit')
    const fields = ['muacBelowLimit']
    if (low === undefined) return []
    if (!low) return [find('maternalMuacSaidNormal', 'normal', { fields })]
    const detail = { fields, settings: settingsUsed(settings, 'plainReferralDeadline') }
    return [find('maternalMuacSaidLow', 'refer', { ...detail, deadline: plainDeadline(settings) })]
  },
)

/** Food for a pregnant woman with KEK, in the house or not. */
export const foodAtHome: Rule = defineRule(
  {
    id: 'foodAtHome',
    card: 'R-BH-MT',
    edition,
    source,
    outcomes: ['foodNotAtHome', 'foodAtHome'],
    judges: ['foodAtHome'],
  },
  ({ answers }, find) => {
    const fields = ['foodAtHome']
    const said = textIn(answers, 'foodAtHome')
    if (said === undefined) return []
    return said === 'no'
      ? [find('foodNotAtHome', 'confirm', { fields })]
      : [find('foodAtHome', 'normal', { fields })]
  },
)
