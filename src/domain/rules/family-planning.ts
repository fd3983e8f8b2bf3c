import { ageIn } from '#domain/instruments/age-in.ts'
import type { Condition, FieldContext } from '#domain/instruments/instrument.ts'
import { choicesIn, numberIn, textIn, yesNoIn } from '#domain/instruments/read-answer.ts'
import { numberSetting } from '#domain/settings.ts'
import { isChronic } from './chronic-state.ts'
import { defineRule } from './define-rule.ts'
import { maternalStateIn } from './maternal-state.ts'

const edition = 'kmk-2015-2023'
const source = 'KMK HK.01.07/MENKES/2015/2023'

const isMarried: Condition = ({ answers }) => answers['maritalStatus'] === 'married'

/** A married man is asked whether his wife is 15–49 years old. */
export const isMarriedMan: Condition = (context) => context.person.sex === 'male' && isMarried(context)

/** A married woman of 15–49 years. */
export const isWomanOfPus: Condition = (context) => {
  const years = ageIn(context)?.years
  return (
    context.person.sex === 'female' && isMarried(context) && years !== undefined && years >= 15 && years <= 49
  )
}

/** Pasangan usia subur: a married woman of 15–49 years, or the husband of one. */
export const isPus: Condition = (context) =>
  isWomanOfPus(context) ||
  (isMarriedMan(context) && yesNoIn(context.answers, 'wifeOfChildbearingAge') === true)

/** Known to be no pasangan usia subur: a woman of another age, or anybody who said not to be married. */
export const isNoPus: Condition = (context) => {
  const years = context.person.sex === 'female' ? ageIn(context)?.years : undefined
  if (years !== undefined && (years < 15 || years > 49)) return true
  const marital = textIn(context.answers, 'maritalStatus')
  return marital !== undefined && marital !== 'married'
}

/** A pill is used or given. */
export const asksForPill: Condition = ({ answers }) =>
  answers['contraceptiveMethod'] === 'pill' || answers['contraceptiveGiven'] === 'pill'

/** 4T: below 20 and above 35 years follow from the age, close and many children from what was ticked. */
function fourTooIn(context: FieldContext): readonly string[] {
  const ticked = choicesIn(context.answers, 'fourTooRisks') ?? []
  const years = context.person.sex === 'female' ? ageIn(context)?.years : undefined
  const byAge = years === undefined ? [] : years < 20 ? ['tooYoung'] : years > 35 ? ['tooOld'] : []
  return [...new Set([...byAge, ...ticked])]
}

/** ALKI: anaemia, small arm, chronic illness, sexually transmitted infection; arm and illness follow from the card. */
function alkiIn(context: FieldContext): readonly string[] {
  const ticked = choicesIn(context.answers, 'reproductiveRisks') ?? []
  if (context.person.sex !== 'female') return ticked
  const muacCm = numberIn(context.answers, 'muacCm')
  const small = muacCm !== undefined && muacCm < numberSetting(context.settings, 'womenMuacLimitCm')
  return [
    ...new Set([
      ...ticked,
      ...(small ? ['smallArm'] : []),
      ...(isChronic(context) ? ['chronicIllness'] : []),
    ]),
  ]
}

/** Contraception of couples: unmet need and risks are counselled, methods beyond pill, condom and injection referred. */
export const familyPlanning = defineRule(
  {
    id: 'familyPlanning',
    card: 'D-12',
    edition,
    source,
    outcomes: [
      'contraceptionReferred',
      'contraceptionUnmetNeed',
      'pregnancyWouldBeRisky',
      'preconceptionScreeningDue',
      'contraceptionInUse',
      'pregnancyWanted',
      'contraceptionNotApplicable',
    ],
    judges: ['usesContraception'],
  },
  (context, find) => {
    const said = textIn(context.answers, 'usesContraception')
    if (context.answers['contraceptiveGiven'] === 'referred')
      return [find('contraceptionReferred', 'refer', { fields: ['contraceptiveGiven'], deadline: 'month' })]
    if (said === undefined || isNoPus(context)) return []
    const fields = ['usesContraception']
    const risks = [...fourTooIn(context), ...alkiIn(context)]
    const facts = risks.length > 0 ? { risks: risks.join(' ') } : {}
    if (said === 'no' && maternalStateIn(context) !== 'pregnant')
      return [find('contraceptionUnmetNeed', 'counsel', { fields, facts })]
    if (said === 'wantsPregnancy') {
      if (risks.length > 0) return [find('pregnancyWouldBeRisky', 'counsel', { fields, facts })]
      return yesNoIn(context.answers, 'preconceptionScreened') === false
        ? [find('preconceptionScreeningDue', 'counsel', { fields: ['preconceptionScreened'] })]
        : [find('pregnancyWanted', 'normal', { fields })]
    }
    return said === 'yes' && maternalStateIn(context) !== 'pregnant'
      ? [find('contraceptionInUse', 'normal', { fields })]
      : [find('contraceptionNotApplicable', 'normal', { fields })]
  },
)
