import type { Deadline, Finding } from '#domain/instruments/instrument.ts'
import { choicesIn, textIn, yesNoIn } from '#domain/instruments/read-answer.ts'
import { defineRule, type Find } from './define-rule.ts'

const edition = 'kmk-2015-2023'
const source = 'KMK HK.01.07/MENKES/2015/2023; KMK HK.01.07/MENKES/33/2025'

/** Screening of mental health within the year: kader ask whether it was done, nakes and teachers do it. */
export const mentalScreening = defineRule(
  {
    id: 'mentalScreening',
    card: 'R-10',
    edition,
    source,
    outcomes: ['mentalScreeningNeeded', 'mentalScreeningNotYet', 'mentalScreeningDone'],
    judges: ['mentalScreeningStatus'],
  },
  ({ answers }, find) => {
    const status = textIn(answers, 'mentalScreeningStatus')
    const fields = ['mentalScreeningStatus']
    if (status === 'needed') return [find('mentalScreeningNeeded', 'refer', { fields, deadline: 'week' })]
    if (status === 'notYet') return [find('mentalScreeningNotYet', 'confirm', { fields })]
    return status === 'done' ? [find('mentalScreeningDone', 'normal', { fields })] : []
  },
)

/** The result of whichever instrument was used: borderline and abnormal are referred. */
export const mentalScreeningResult = defineRule(
  {
    id: 'mentalScreeningResult',
    card: 'R-10',
    edition,
    source,
    outcomes: ['mentalResultAbnormal', 'mentalResultBorderline', 'mentalResultNormal'],
  },
  ({ answers }, find) => {
    const result = textIn(answers, 'mentalResult')
    const detail = {
      fields: ['mentalResult'],
      facts: { instrument: textIn(answers, 'mentalInstrument') ?? 'unknown' },
    }
    if (result === 'abnormal') return [find('mentalResultAbnormal', 'refer', { ...detail, deadline: 'week' })]
    if (result === 'borderline')
      return [find('mentalResultBorderline', 'refer', { ...detail, deadline: 'week' })]
    return result === 'normal' ? [find('mentalResultNormal', 'normal', detail)] : []
  },
)

/** Why a remaja is sent to the nakes who use MTPKR (HEEADSSS), with how soon. */
const reasons = {
  selfHarm: 'now',
  violence: 'today',
  pregnancy: '3days',
  substances: 'week',
  psychosocial: 'week',
} as const satisfies Readonly<Record<string, Deadline>>
export const mtpkrReasons = Object.keys(reasons) as readonly (keyof typeof reasons)[]

/** The posyandu says only that nakes should look closer, and why; self-harm is never left to wait. */
export const mtpkr = defineRule(
  {
    id: 'mtpkr',
    card: 'R-13',
    edition,
    source: "KMK HK.01.07/MENKES/2015/2023, MTPKR; deadlines Teratai's own",
    outcomes: ['mtpkrSelfHarm', 'mtpkrViolence', 'mtpkrNeeded', 'mtpkrNotNeeded'],
  },
  ({ answers }, find) => {
    const given = choicesIn(answers, 'mtpkrReasons') ?? []
    if (given.length > 0) return [byReason(given, find)]
    const needed = yesNoIn(answers, 'mtpkrNeeded')
    const fields = ['mtpkrNeeded']
    if (needed === true) return [find('mtpkrNeeded', 'refer', { fields, deadline: 'week' })]
    return needed === false ? [find('mtpkrNotNeeded', 'normal', { fields })] : []
  },
)

function byReason(given: readonly string[], find: Find): Finding {
  const fields = ['mtpkrReasons']
  const worst = mtpkrReasons.find((reason) => given.includes(reason)) ?? 'psychosocial'
  if (worst === 'selfHarm') return find('mtpkrSelfHarm', 'emergency', { fields, deadline: 'now' })
  if (worst === 'violence') return find('mtpkrViolence', 'refer', { fields, deadline: 'today' })
  return find('mtpkrNeeded', 'refer', { fields, facts: { reason: worst }, deadline: reasons[worst] })
}
