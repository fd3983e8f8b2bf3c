import { ageIn } from '#domain/instruments/age-in.ts'
import type { FieldContext } from '#domain/instruments/instrument.ts'
import { choicesIn, numberIn, textIn, yesNoIn } from '#domain/instruments/read-answer.ts'
import { wordSetting } from '#domain/settings.ts'
import { defineRule, plainDeadline, settingsUsed } from './define-rule.ts'
import { gestationIn } from './maternal-state.ts'
import { birthSpacingMonths } from './pregnancy-risk.ts'
import { bmiBeforePregnancyTenths } from './pregnancy-weight.ts'
import { anyReaches, readingsIn } from './readings.ts'

/** Risks of the screening of Buku KIA: one high or two moderate ones refer. */
export const moderateRisks = [
  'newPartner',
  'assistedReproduction',
  'age35',
  'nulliparous',
  'spacingOver10Years',
  'familyPreeclampsia',
  'bmiOver30',
] as const
export const highRisks = [
  'earlierPreeclampsia',
  'multiplePregnancy',
  'diabetes',
  'chronicHypertension',
  'kidneyDisease',
  'autoimmune',
  'antiphospholipid',
] as const
type ModerateRisk = (typeof moderateRisks)[number]
type HighRisk = (typeof highRisks)[number]

/** The screening belongs to the first 20 weeks. */
export const preeclampsiaScreenBeforeWeeks = 20

const hasIllness = ({ answers }: FieldContext, illness: string) =>
  choicesIn(answers, 'maternalIllnesses')?.includes(illness) ?? false

/** What the rest of the card already says of a risk. */
const knownModerate: Readonly<Partial<Record<ModerateRisk, (context: FieldContext) => boolean>>> = {
  age35: (context) => (ageIn(context)?.years ?? 0) >= 35,
  nulliparous: ({ answers }) => numberIn(answers, 'parity') === 0 || numberIn(answers, 'gravida') === 1,
  spacingOver10Years: (context) => (birthSpacingMonths(context) ?? 0) > 120,
  bmiOver30: (context) => (bmiBeforePregnancyTenths(context) ?? 0) > 300,
}
const knownHigh: Readonly<Partial<Record<HighRisk, (context: FieldContext) => boolean>>> = {
  earlierPreeclampsia: ({ answers }) =>
    choicesIn(answers, 'obstetricHistory')?.includes('preeclampsia') ?? false,
  multiplePregnancy: ({ answers }) => yesNoIn(answers, 'multiplePregnancy') === true,
  diabetes: (context) => hasIllness(context, 'diabetes'),
  chronicHypertension: (context) => hasIllness(context, 'hypertension'),
  kidneyDisease: (context) => hasIllness(context, 'kidney'),
  autoimmune: (context) => hasIllness(context, 'autoimmune'),
}

/** Mean pressure above 90 and protein in urine count as moderate only where the puskesmas says so. */
function physicalRisks({ answers, settings }: FieldContext): readonly string[] {
  if (wordSetting(settings, 'preeclampsiaPhysicalCriteria') !== 'moderate') return []
  const first = readingsIn(answers)?.first
  const mean = first && first.diastolic + (first.systolic - first.diastolic) / 3
  const protein = isProteinIn(textIn(answers, 'urineProtein'))
  return [...(mean !== undefined && mean > 90 ? ['meanPressure'] : []), ...(protein ? ['protein'] : [])]
}

/** From one plus protein counts (PNPK Preeklampsia). */
const isProteinIn = (urine: string | undefined) => urine !== undefined && urine !== 'negative'

/** Risk of preeclampsia, from what nakes ticked and what the card knows. */
export const preeclampsiaRisk = defineRule(
  {
    id: 'preeclampsiaRisk',
    card: 'R-BH-PE',
    edition: 'buku-kia-2023',
    source: 'Buku KIA 2023',
    outcomes: ['preeclampsiaRiskHigh', 'preeclampsiaRiskNotRaised'],
    concerns: (context) => (gestationIn(context)?.weeks ?? 0) < preeclampsiaScreenBeforeWeeks,
  },
  (context, find) => {
    const tickedModerate = choicesIn(context.answers, 'preeclampsiaModerateRisks')
    const tickedHigh = choicesIn(context.answers, 'preeclampsiaHighRisks')
    const moderate: readonly string[] = [
      ...moderateRisks.filter((one) => tickedModerate?.includes(one) || knownModerate[one]?.(context)),
      ...physicalRisks(context),
    ]
    const high = highRisks.filter((one) => tickedHigh?.includes(one) || knownHigh[one]?.(context))
    const facts = {
      high: high.length,
      moderate: moderate.length,
      ...(high.length + moderate.length > 0 && { risks: [...high, ...moderate].join(' ') }),
    }
    const fields = ['preeclampsiaModerateRisks', 'preeclampsiaHighRisks']
    const settings = settingsUsed(context.settings, 'preeclampsiaPhysicalCriteria')
    if (high.length > 0 || moderate.length > 1) {
      const deadline = plainDeadline(context.settings)
      return [find('preeclampsiaRiskHigh', 'refer', { fields, facts, settings, deadline })]
    }
    // The card knows only some of the risks: without the answers of nakes nothing is ruled out.
    return tickedModerate && tickedHigh
      ? [find('preeclampsiaRiskNotRaised', 'normal', { fields, facts, settings })]
      : []
  },
)

/** Protein in urine: with high blood pressure from 20 weeks it is preeclampsia until shown otherwise. */
export const urineProtein = defineRule(
  {
    id: 'urineProtein',
    card: 'R-BH-PE',
    edition: 'pnpk-preeklampsia',
    source: 'PNPK Preeklampsia',
    outcomes: ['urineProteinWithHypertension', 'urineProteinPresent', 'urineProteinNone'],
  },
  (context, find) => {
    const protein = textIn(context.answers, 'urineProtein')
    if (protein === undefined) return []
    const fields = ['urineProtein']
    if (!isProteinIn(protein)) return [find('urineProteinNone', 'normal', { fields })]
    const readings = readingsIn(context.answers)
    const weeks = gestationIn(context)?.weeks ?? preeclampsiaScreenBeforeWeeks
    const facts = { protein }
    return readings && anyReaches(readings, 140, 90) && weeks >= preeclampsiaScreenBeforeWeeks
      ? [find('urineProteinWithHypertension', 'refer', { fields, facts, deadline: 'today' })]
      : [find('urineProteinPresent', 'confirm', { fields, facts })]
  },
)
