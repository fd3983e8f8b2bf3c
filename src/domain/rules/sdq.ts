import type { Answers, FieldContext, Finding, Level } from '#domain/instruments/instrument.ts'
import { numberIn, textIn } from '#domain/instruments/read-answer.ts'
import { defineRule, type Find, notAssessed, settingsUsed } from './define-rule.ts'

/** Who filled the form; each has limits of its own. */
export const sdqForms = ['self', 'parent', 'teacher'] as const
type SdqForm = (typeof sdqForms)[number]

/** The answers as they stand on the form; five items count the other way round. */
export const sdqAnswers = ['notTrue', 'somewhatTrue', 'certainlyTrue'] as const
const reversed = new Set([7, 11, 14, 21, 25])

/** The subscales with their items, and from which score each is borderline and abnormal on the self-report. */
export const sdqScales = {
  sdqEmotional: { items: [3, 8, 13, 16, 24], borderline: 6, abnormal: 7 },
  sdqConduct: { items: [5, 7, 12, 18, 22], borderline: 4, abnormal: 5 },
  sdqHyperactivity: { items: [2, 10, 15, 21, 25], borderline: 6, abnormal: 7 },
  sdqPeer: { items: [6, 11, 14, 19, 23], borderline: 4, abnormal: 6 },
} as const
type Scale = keyof typeof sdqScales
const scales = Object.keys(sdqScales) as readonly Scale[]

/** Prosocial behaviour counts by itself, and the other way: much is good. */
const prosocial = { items: [1, 4, 9, 17, 20], borderline: 5, abnormal: 4 } as const

/** Total difficulties from which a form is borderline and abnormal (KMK HK.01.07/MENKES/2015/2023; SDQ). */
const limits: Readonly<Record<SdqForm, { readonly borderline: number; readonly abnormal: number }>> = {
  self: { borderline: 16, abnormal: 20 },
  parent: { borderline: 14, abnormal: 17 },
  teacher: { borderline: 12, abnormal: 16 },
}

export const sdqItemId = (item: number): string => `sdq${String(item).padStart(2, '0')}`

function itemPoints(item: number, answers: Answers): number | undefined {
  const at = sdqAnswers.findIndex((one) => one === textIn(answers, sdqItemId(item)))
  if (at < 0) return undefined
  return reversed.has(item) ? 2 - at : at
}

/** The sum of the items where all are answered, else what was entered for it. */
function scoreOf(id: string, items: readonly number[], answers: Answers): number | undefined {
  const points = items.map((item) => itemPoints(item, answers))
  if (!points.includes(undefined)) return points.reduce<number>((sum, one) => sum + (one ?? 0), 0)
  return numberIn(answers, id)
}

const scaleScore = (scale: Scale, answers: Answers) => scoreOf(scale, sdqScales[scale].items, answers)

/** Total difficulties, 0 to 40: of the four subscales where all are known, else as entered. */
export function sdqTotalIn(answers: Answers): number | undefined {
  const scores = scales.map((scale) => scaleScore(scale, answers))
  return scores.includes(undefined)
    ? numberIn(answers, 'sdqTotal')
    : scores.reduce<number>((sum, one) => sum + (one ?? 0), 0)
}

const head = {
  card: 'R-10',
  edition: 'kmk-2015-2023',
  source: 'KMK HK.01.07/MENKES/2015/2023; Strengths and Difficulties Questionnaire',
} as const

/** Total difficulties by the form used: borderline and abnormal are referred. */
export const sdqTotal = defineRule(
  {
    ...head,
    id: 'sdqTotal',
    outcomes: ['sdqAbnormal', 'sdqBorderline', 'sdqNormal', 'notAssessed'],
    judges: ['sdqTotal'],
  },
  (context, find) => {
    const score = sdqTotalIn(context.answers)
    if (score === undefined) return []
    const form = sdqForms.find((one) => one === textIn(context.answers, 'sdqForm'))
    if (form === undefined) return [notAssessed(find, 'sdqForm', 'notAnswered', { score })]
    return [judge(score, form, context, find)]
  },
)

function judge(score: number, form: SdqForm, { settings }: FieldContext, find: Find): Finding {
  const { borderline, abnormal } = limits[form]
  const detail = {
    fields: ['sdqTotal'],
    facts: { score, limit: borderline, form },
    settings: settingsUsed(settings, 'sdqWordingConfirmed'),
  }
  if (score >= abnormal) return find('sdqAbnormal', 'refer', { ...detail, deadline: 'week' })
  return score >= borderline
    ? find('sdqBorderline', 'refer', { ...detail, deadline: 'week' })
    : find('sdqNormal', 'normal', detail)
}

/** A subscale beyond its limit, of the self-report only: no limits of the other forms are in the guideline's table. */
export const sdqSubscales = defineRule(
  { ...head, id: 'sdqSubscales', outcomes: ['sdqScaleAbnormal', 'sdqScaleBorderline', 'sdqScalesNormal'] },
  ({ answers }, find) => {
    if (textIn(answers, 'sdqForm') !== 'self') return []
    const bands = [...scales.map((scale) => bandOf(scale, answers)), prosocialBand(answers)]
    const known = bands.filter((band) => band !== undefined)
    const worst = (['abnormal', 'borderline'] as const).find((band) => known.some((one) => one.band === band))
    if (worst === undefined)
      return known.length < bands.length ? [] : [found(find, 'sdqScalesNormal', 'normal', '')]
    const named = known.filter(({ band }) => band === worst).map(({ scale }) => scale)
    return worst === 'abnormal'
      ? [found(find, 'sdqScaleAbnormal', 'confirm', named.join(' '))]
      : [found(find, 'sdqScaleBorderline', 'counsel', named.join(' '))]
  },
)

const found = (find: Find, code: string, level: Level, named: string): Finding =>
  find(code, level, { fields: ['sdqEmotional'], facts: named === '' ? {} : { scales: named } })

type Band = { readonly scale: string; readonly band: 'normal' | 'borderline' | 'abnormal' }

function bandOf(scale: Scale, answers: Answers): Band | undefined {
  const score = scaleScore(scale, answers)
  if (score === undefined) return undefined
  const { borderline, abnormal } = sdqScales[scale]
  return { scale, band: score >= abnormal ? 'abnormal' : score >= borderline ? 'borderline' : 'normal' }
}

function prosocialBand(answers: Answers): Band | undefined {
  const score = scoreOf('sdqProsocial', prosocial.items, answers)
  if (score === undefined) return undefined
  const band =
    score <= prosocial.abnormal ? 'abnormal' : score <= prosocial.borderline ? 'borderline' : 'normal'
  return { scale: 'sdqProsocial', band }
}
