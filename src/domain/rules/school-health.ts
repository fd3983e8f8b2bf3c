import { choicesIn, numberIn, textIn, yesNoIn } from '#domain/instruments/read-answer.ts'
import { defineRule } from './define-rule.ts'

const card = '§2.2'
const edition = 'kmk-33-2025'
const source = "Cek Kesehatan Gratis Sekolah (KMK HK.01.07/MENKES/33/2025); levels Teratai's own"

/** At least five times in a week, each longer than an hour: what an hour a day asks for. */
export const schoolActivity = defineRule(
  {
    id: 'schoolActivity',
    card,
    edition,
    source,
    outcomes: ['activityTooLittle', 'activityEnough'],
  },
  ({ answers }, find) => {
    const times = textIn(answers, 'activityTimes')
    const duration = textIn(answers, 'activityDuration')
    if (times === undefined) return []
    if (times === 'fiveOrMore' && duration === undefined) return []
    const enough = times === 'fiveOrMore' && duration === 'over60'
    return [
      find(enough ? 'activityEnough' : 'activityTooLittle', enough ? 'normal' : 'counsel', {
        fields: ['activityTimes'],
      }),
    ]
  },
)

/** Any of bones, heart, asthma or a faint within the month: no fitness test until a nakes says so. */
export const fitnessTestFitness = [
  'fitnessBoneJoint',
  'fitnessHeart',
  'fitnessAsthma',
  'fitnessFainted',
] as const
export const fitnessTest = defineRule(
  { id: 'fitnessTest', card, edition, source, outcomes: ['fitnessTestUnsafe', 'fitnessTestSafe'] },
  ({ answers }, find) => {
    const yes = fitnessTestFitness.find((id) => yesNoIn(answers, id) === true)
    if (yes) return [find('fitnessTestUnsafe', 'confirm', { fields: [yes] })]
    return fitnessTestFitness.every((id) => yesNoIn(answers, id) === false)
      ? [find('fitnessTestSafe', 'normal', { fields: [fitnessTestFitness[0]] })]
      : []
  },
)

/** Any tooth with caries needs a dentist in time; nothing of it is urgent by itself. */
export const caries = defineRule(
  { id: 'caries', card, edition, source, outcomes: ['cariesFound', 'cariesNone'] },
  ({ answers }, find) => {
    const value = numberIn(answers, 'cariesTeeth')
    if (value === undefined) return []
    const detail = { fields: ['cariesTeeth'], facts: { value } }
    return value > 0 ? [find('cariesFound', 'counsel', detail)] : [find('cariesNone', 'normal', detail)]
  },
)

/** Any risk of hepatitis is followed by a test at the puskesmas. */
export const hepatitisRisk = defineRule(
  { id: 'hepatitisRisk', card, edition, source, outcomes: ['hepatitisAtRisk', 'hepatitisNoRisk'] },
  ({ answers }, find) => {
    const risks = choicesIn(answers, 'hepatitisRisks')
    if (!risks) return []
    const fields = ['hepatitisRisks']
    return risks.length > 0
      ? [find('hepatitisAtRisk', 'refer', { fields, facts: { count: risks.length }, deadline: 'month' })]
      : [find('hepatitisNoRisk', 'normal', { fields })]
  },
)
