import type { AnswerValue, FieldContext, Finding } from '#domain/instruments/instrument.ts'
import { isNotMeasured, numberIn } from '#domain/instruments/read-answer.ts'
import { numberSetting } from '#domain/settings.ts'
import { defineRule, type Find, notAssessed, settingsUsed } from './define-rule.ts'
import { followUpHead } from './older-follow-up.ts'

/** Seconds from which the next lower points are given; slower than the last, or unable, gives the points after it. */
type Steps = readonly { readonly below: number; readonly points: number }[]

/** Four metres of walking: below 4.82 s four points, to 6.20 three, to 8.70 two, slower one, unable none. */
const gait: Steps = [
  { below: 4.82, points: 4 },
  { below: 6.21, points: 3 },
  { below: 8.71, points: 2 },
  { below: Number.POSITIVE_INFINITY, points: 1 },
]
/** Five times up from a chair: to 11.19 s four, below 13.7 three, below 16.7 two, below 60 one, 60 and more or unable none. */
const chair: Steps = [
  { below: 11.2, points: 4 },
  { below: 13.7, points: 3 },
  { below: 16.7, points: 2 },
  { below: 60, points: 1 },
  { below: Number.POSITIVE_INFINITY, points: 0 },
]

function timed(answer: AnswerValue | undefined, steps: Steps): number | undefined {
  if (isNotMeasured(answer)) return answer.state === 'cannotBeDone' ? 0 : undefined
  if (typeof answer !== 'number') return undefined
  return steps.find(({ below }) => answer < below)?.points
}

/** SPPB, 0 to 12: of its three parts where all are known, else as entered. */
export function sppbIn({ answers }: FieldContext): number | undefined {
  const parts = [
    numberIn(answers, 'sppbBalance'),
    timed(answers['sppbGaitSeconds'], gait),
    timed(answers['sppbChairSeconds'], chair),
  ]
  return parts.includes(undefined)
    ? numberIn(answers, 'sppb')
    : parts.reduce<number>((sum, one) => sum + (one ?? 0), 0)
}

/** Short Physical Performance Battery: 0–3 very low, 4–6 low, 7–9 moderate, 10–12 best. */
export const sppb = defineRule(
  {
    ...followUpHead,
    id: 'sppb',
    outcomes: ['sppbLow', 'sppbModerate', 'sppbGood', 'notAssessed'],
    judges: ['sppb'],
  },
  (context, find) => {
    const score = sppbIn(context)
    const begun = ['sppbBalance', 'sppbGaitSeconds', 'sppbChairSeconds'].find(
      (id) => context.answers[id] !== undefined,
    )
    if (score === undefined) return begun ? [notAssessed(find, begun, 'notAnswered')] : []
    const detail = {
      fields: ['sppb'],
      facts: { score },
      settings: settingsUsed(context.settings, 'sppbReferBelow'),
    }
    if (score < numberSetting(context.settings, 'sppbReferBelow'))
      return [find('sppbLow', 'refer', { ...detail, deadline: 'month' })]
    return score < 10 ? [find('sppbModerate', 'confirm', detail)] : [find('sppbGood', 'normal', detail)]
  },
)

const smallCalf = { male: 34, female: 33 } as const

/** SARC-CalF: the five questions of SARC-F, and ten points for a calf below 34 cm in men, 33 cm in women. */
export const sarcCalf = defineRule(
  {
    ...followUpHead,
    id: 'sarcCalf',
    outcomes: ['sarcopeniaLikely', 'sarcopeniaUnlikely', 'notAssessed'],
    judges: ['sarcF'],
  },
  ({ answers, person }, find) => {
    const sarcF = numberIn(answers, 'sarcF')
    if (sarcF === undefined) return totalFinding(numberIn(answers, 'sarcCalfTotal'), find)
    const calfCm = numberIn(answers, 'calfCm')
    // Without a single point of the questions the calf alone stays below the limit.
    if (sarcF > 0 && calfCm === undefined)
      return [notAssessed(find, 'calfCm', 'notMeasured', { score: sarcF })]
    if (sarcF > 0 && person.sex === undefined) return [notAssessed(find, 'calfCm', 'sexUnknown')]
    const limit = person.sex && smallCalf[person.sex]
    const isSmall = calfCm !== undefined && limit !== undefined && calfCm < limit
    return sarcCalfFinding(sarcF + (isSmall ? 10 : 0), 'sarcF', find)
  },
)

/** The sum as a nakes has it, without its parts. */
const totalFinding = (total: number | undefined, find: Find) =>
  total === undefined ? [] : sarcCalfFinding(total, 'sarcCalfTotal', find)

/** Sarcopenia is likely from here (KMK HK.01.07/MENKES/2015/2023, Tabel 30). */
const sarcopeniaFrom = 11

function sarcCalfFinding(score: number, field: string, find: Find): readonly Finding[] {
  const detail = { fields: [field], facts: { score, limit: sarcopeniaFrom } }
  return score >= sarcopeniaFrom
    ? [find('sarcopeniaLikely', 'refer', { ...detail, deadline: 'month' })]
    : [find('sarcopeniaUnlikely', 'normal', detail)]
}

/** Timed Up and Go beyond the limit, or two falls in a year. */
export const fallRisk = defineRule(
  {
    ...followUpHead,
    id: 'timedUpAndGo',
    source: 'Timed Up and Go',
    outcomes: ['fallRiskByTest', 'fallRiskLow'],
    judges: ['timedUpAndGoSeconds'],
  },
  (context, find) => {
    const answer = context.answers['timedUpAndGoSeconds']
    const seconds = numberIn(context.answers, 'timedUpAndGoSeconds')
    const falls = numberIn(context.answers, 'fallsInYear') ?? 0
    const limit = numberSetting(context.settings, 'timedUpAndGoRiskAboveSeconds')
    const unable = isNotMeasured(answer) && answer.state === 'cannotBeDone'
    const slow = unable || (seconds !== undefined && seconds > limit)
    const detail = {
      fields: [falls >= 2 && !slow ? 'fallsInYear' : 'timedUpAndGoSeconds'],
      facts: { limit, falls, ...(seconds !== undefined && { value: seconds }) },
      settings: settingsUsed(context.settings, 'timedUpAndGoRiskAboveSeconds'),
    }
    if (slow || falls >= 2) return [find('fallRiskByTest', 'refer', { ...detail, deadline: 'month' })]
    return seconds === undefined ? [] : [find('fallRiskLow', 'normal', detail)]
  },
)
