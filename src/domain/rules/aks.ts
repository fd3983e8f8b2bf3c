import { ageIn } from '#domain/instruments/age-in.ts'
import type { Answers, Context, Deadline, Level } from '#domain/instruments/instrument.ts'
import { latestBefore, textIn } from '#domain/instruments/read-answer.ts'
import { lansiaFromYears } from '#domain/life-stage/life-stage.ts'
import { defineRule, notAssessed, settingsUsed } from './define-rule.ts'

type AksItem = {
  readonly id: string
  readonly cardId: string
  /** From no point upward, one point a step. */
  readonly steps: readonly string[]
  /** How the form prints the steps. */
  readonly printed: readonly string[]
  /** The same without what stands in brackets or behind a stroke, where there is such. */
  readonly short?: readonly string[]
}

const three = ['dependent', 'partlyHelped', 'independent']
const two = ['dependent', 'independent']

/**
 * The ten functions of the modified Barthel index, 20 points together (KMK HK.01.07/MENKES/2015/2023, Formulir 5).
 */
export const aksItems: readonly AksItem[] = [
  {
    id: 'aksBowel',
    cardId: 'aks_bab',
    steps: ['uncontrolled', 'occasionally', 'controlled'],
    printed: ['tak terkendali/pencahar', 'kadang (1×/minggu)', 'terkendali'],
    short: ['tak terkendali', 'kadang'],
  },
  {
    id: 'aksBladder',
    cardId: 'aks_bak',
    steps: ['uncontrolled', 'occasionally', 'controlled'],
    printed: ['tak terkendali/kateter', 'kadang (1×/24 jam)', 'mandiri'],
    short: ['tak terkendali', 'kadang', 'terkendali'],
  },
  { id: 'aksGrooming', cardId: 'aks_bersih_diri', steps: two, printed: ['butuh bantuan', 'mandiri'] },
  {
    id: 'aksToilet',
    cardId: 'aks_wc',
    steps: three,
    printed: ['tergantung', 'sebagian dibantu', 'mandiri'],
  },
  {
    id: 'aksEating',
    cardId: 'aks_makan',
    steps: ['unable', 'foodCut', 'independent'],
    printed: ['tidak mampu', 'dibantu memotong', 'mandiri'],
  },
  {
    id: 'aksTransfer',
    cardId: 'aks_pindah',
    steps: ['unable', 'twoHelpers', 'oneHelper', 'independent'],
    printed: ['tidak mampu', 'banyak bantuan (2 orang)', 'bantuan minimal 1 orang', 'mandiri'],
    short: ['tidak mampu', 'banyak bantuan', 'bantuan minimal'],
  },
  {
    id: 'aksWalking',
    cardId: 'aks_jalan',
    steps: ['unable', 'wheelchair', 'oneHelper', 'independent'],
    printed: ['tidak mampu', 'kursi roda', 'dibantu 1 orang', 'mandiri'],
  },
  {
    id: 'aksDressing',
    cardId: 'aks_pakaian',
    steps: three,
    printed: ['tergantung', 'sebagian dibantu', 'mandiri'],
  },
  {
    id: 'aksStairs',
    cardId: 'aks_tangga',
    steps: ['unable', 'helped', 'independent'],
    printed: ['tidak mampu', 'butuh pertolongan', 'mandiri'],
  },
  { id: 'aksBathing', cardId: 'aks_mandi', steps: two, printed: ['tergantung', 'mandiri'] },
]

/** Points of one item; nothing where it has no answer. */
export function aksPoints(id: string, answers: Answers): number | undefined {
  const step = textIn(answers, id)
  const points = aksItems.find((item) => item.id === id)?.steps.indexOf(step ?? '') ?? -1
  return points < 0 ? undefined : points
}

/** The score of 0 to 20; nothing while one of the ten items is open. */
export function aksScore(answers: Answers): number | undefined {
  const points = aksItems.map(({ id }) => aksPoints(id, answers))
  return points.includes(undefined) ? undefined : points.reduce<number>((sum, one) => sum + (one ?? 0), 0)
}

type Band = {
  readonly from: number
  readonly code: string
  readonly level: Level
  readonly deadline?: Deadline
}

/** Categories A to C of the form; from 11 points down home care is proposed within a week (Teratai's own window). */
const bands: readonly Band[] = [
  { from: 20, code: 'aksIndependent', level: 'normal' },
  { from: 12, code: 'aksMild', level: 'refer', deadline: 'month' },
  { from: 9, code: 'aksModerate', level: 'refer', deadline: 'week' },
  { from: 5, code: 'aksSevere', level: 'refer', deadline: 'week' },
  { from: 0, code: 'aksTotal', level: 'refer', deadline: 'week' },
]

const isOlder = (context: Context) => (ageIn(context)?.years ?? lansiaFromYears) >= lansiaFromYears

const source = 'KMK HK.01.07/MENKES/2015/2023, Formulir 5'

/** Activities of daily living: everybody below 20 points is referred; an unfinished form has no score. */
export const aks = defineRule(
  {
    id: 'aks',
    card: 'L-AKS',
    edition: 'kmk-2015-2023',
    source,
    outcomes: [...bands.map(({ code }) => code), 'notAssessed'],
    judges: aksItems.map(({ id }) => id),
    concerns: isOlder,
  },
  ({ answers, settings }, find) => {
    const open = aksItems.filter(({ id }) => aksPoints(id, answers) === undefined)
    if (open.length === aksItems.length) return []
    const score = aksScore(answers)
    if (score === undefined)
      return [notAssessed(find, open[0]?.id ?? 'aksBowel', 'notAnswered', { unanswered: open.length })]
    const band = bands.find(({ from }) => score >= from)
    if (!band) return []
    return [
      find(band.code, band.level, {
        fields: ['aksBowel'],
        facts: { score, limit: 20 },
        deadline: band.deadline,
        settings: settingsUsed(settings, 'aksWordingConfirmed'),
      }),
    ]
  },
)

/** A score that moved by three points or more since the last one is checked again. */
export const aksChange = defineRule(
  {
    id: 'aksChange',
    card: 'L-AKS',
    edition: 'kmk-2015-2023',
    source: `${source}; limit Teratai's own`,
    outcomes: ['aksFell', 'aksRose'],
    concerns: isOlder,
  },
  (context, find) => {
    const score = aksScore(context.answers)
    const last = latestBefore(context, aksScore)
    if (score === undefined || last === undefined || Math.abs(score - last.value) < 3) return []
    const facts = { score, from: last.value, since: last.day }
    return [find(score < last.value ? 'aksFell' : 'aksRose', 'confirm', { fields: ['aksBowel'], facts })]
  },
)
