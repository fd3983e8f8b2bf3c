import type { FieldContext } from '#domain/instruments/instrument.ts'
import { choicesIn, groupOf, latestBefore, textIn } from '#domain/instruments/read-answer.ts'
import { wasDoneInYear } from './adult-home.ts'
import { aksScore } from './aks.ts'
import { defineRule } from './define-rule.ts'

const edition = 'kmk-2015-2023'
const source = 'Checklist Kunjungan Rumah Lansia (KMK HK.01.07/MENKES/2015/2023)'

/** 20 is independent; 11 and less needs care at home. */
const aksLimits = { independent: 20, homeCareTo: 11 } as const

/** Answers that show that AKS or SKILAS was asked at one of our visits. */
export const aksAnswers = ['aksBowel'] as const
export const skilasAnswers = ['skilasRecall'] as const

/** The score told at home. */
const toldScore = ({ answers }: FieldContext): number | undefined => {
  const score = groupOf(answers['aksInYear'])?.['score']
  return typeof score === 'number' ? score : undefined
}

export const homeAks = defineRule(
  {
    id: 'homeAks',
    card: 'R-AK1',
    edition,
    source,
    outcomes: ['aksHomeCare', 'aksDependent', 'aksMissed', 'aksIndependent', 'aksDone'],
    judges: ['aksInYear'],
  },
  (context, find) => {
    const fields = ['aksInYear']
    const score = toldScore(context)
    const facts = score === undefined ? {} : { score }
    if (score !== undefined && score <= aksLimits.homeCareTo)
      return [find('aksHomeCare', 'refer', { fields, facts, deadline: 'week' })]
    if (score !== undefined && score < aksLimits.independent)
      return [find('aksDependent', 'refer', { fields, facts, deadline: 'month' })]
    const done = wasDoneInYear(context, 'aksInYear', aksAnswers)
    if (done === false) return [find('aksMissed', 'counsel', { fields, facts })]
    if (score !== undefined) return [find('aksIndependent', 'normal', { fields, facts })]
    return done ? [find('aksDone', 'normal', { fields })] : []
  },
)

export const homeSkilas = defineRule(
  {
    id: 'homeSkilas',
    card: 'R-SK1',
    edition,
    source,
    outcomes: ['skilasImpairedBefore', 'skilasMissed', 'skilasDone'],
    judges: ['skilasInYear'],
  },
  (context, find) => {
    const fields = ['skilasInYear']
    if (groupOf(context.answers['skilasInYear'])?.['result'] === 'impaired')
      return [find('skilasImpairedBefore', 'refer', { fields, deadline: 'month' })]
    const done = wasDoneInYear(context, 'skilasInYear', skilasAnswers)
    if (done === undefined) return []
    return done ? [find('skilasDone', 'normal', { fields })] : [find('skilasMissed', 'counsel', { fields })]
  },
)

/** Nobody at hand for who cannot do without help: told to village and puskesmas. */
export const olderAlone = defineRule(
  {
    id: 'olderAlone',
    card: 'R-AK1',
    edition,
    source,
    outcomes: ['dependentAndAlone', 'livesAlone', 'hasCompanion'],
    judges: ['companion'],
  },
  (context, find) => {
    const said = textIn(context.answers, 'companion')
    if (said === undefined) return []
    const fields = ['companion']
    const alone = said === 'alone' || said === 'none'
    if (!alone) return [find('hasCompanion', 'normal', { fields })]
    const score = toldScore(context) ?? lastScore(context)
    return score !== undefined && score <= aksLimits.homeCareTo
      ? [find('dependentAndAlone', 'refer', { fields, facts: { score }, deadline: 'week' })]
      : [find('livesAlone', 'counsel', { fields })]
  },
)

/** The score of an earlier visit, asked at the posyandu or told at home. */
const lastScore = (context: FieldContext): number | undefined =>
  latestBefore(context, (answers) => aksScore(answers) ?? toldScore({ ...context, answers }))?.value

/** Sudden paralysis or confusion may be a stroke. */
const urgentSigns = new Set(['suddenParalysis', 'suddenConfusion'])

export const olderDangerSigns = defineRule(
  {
    id: 'olderDangerSigns',
    card: 'R-DR1',
    edition: 'teratai-2026',
    source: `${source}; signs Teratai's own`,
    outcomes: ['olderDangerEmergency', 'olderDangerSign', 'olderNoDangerSign'],
    judges: ['olderDangerSigns'],
  },
  ({ answers }, find) => {
    const signs = choicesIn(answers, 'olderDangerSigns')
    if (signs === undefined) return []
    const detail = { fields: ['olderDangerSigns'], facts: { signs: signs.join(' ') } }
    if (signs.some((sign) => urgentSigns.has(sign)))
      return [find('olderDangerEmergency', 'emergency', { ...detail, deadline: 'now' })]
    return signs.length > 0
      ? [find('olderDangerSign', 'refer', { ...detail, deadline: 'today' })]
      : [find('olderNoDangerSign', 'normal', { fields: ['olderDangerSigns'] })]
  },
)

/** What makes a house safe against falls. */
export const safetyItems = ['lightEnough', 'floorNotSlippery', 'handrail', 'footwear'] as const

export const homeSafety = defineRule(
  {
    id: 'homeSafety',
    card: 'R-KR-LANSIA',
    edition: 'kmk-2015-2023',
    source,
    outcomes: ['homeNotSafe', 'homeSafe'],
    judges: ['homeSafety'],
  },
  ({ answers }, find) => {
    const there = choicesIn(answers, 'homeSafety')
    if (there === undefined) return []
    const missing = safetyItems.filter((item) => !there.includes(item))
    return missing.length > 0
      ? [find('homeNotSafe', 'counsel', { fields: ['homeSafety'], facts: { missing: missing.join(' ') } })]
      : [find('homeSafe', 'normal', { fields: ['homeSafety'] })]
  },
)
