import type { Facts, FieldContext, Rule } from '#domain/instruments/instrument.ts'
import { choicesIn, textIn } from '#domain/instruments/read-answer.ts'
import { numberSetting, wordSetting } from '#domain/settings.ts'
import { defineRule, settingsUsed } from './define-rule.ts'

/** R-12 on the card of schoolchildren, D-11 on those of adults. */
export type SensesCard = 'R-12' | 'D-11'

const edition = 'kmk-2015-2023'
const source = 'KMK HK.01.07/MENKES/2015/2023; KMK HK.01.07/MENKES/33/2025'

type Side = 'right' | 'left'
const sides = ['right', 'left'] as const

/** Which sides hold for a test, as a fact of the finding. */
export function sidesWhere(test: (side: Side) => boolean): 'right' | 'left' | 'both' | undefined {
  const [right, left] = [test('right'), test('left')]
  if (right && left) return 'both'
  if (right) return 'right'
  return left ? 'left' : undefined
}

export const fingerCountIds = { right: 'fingerCountRight', left: 'fingerCountLeft' } as const
export const fingerCountRepeatIds = {
  right: 'fingerCountRightRepeat',
  left: 'fingerCountLeftRepeat',
} as const

export type EyeResult = 'normal' | 'impaired' | 'repeat'

/**
 * One eye by finger counting: three right answers in a row pass, two wrong ones of five fail. One wrong of five without
 * three in a row is `repeat`: the test is done once more, and the same again is an impairment.
 */
export function eyeResult({ answers }: Pick<FieldContext, 'answers'>, side: Side): EyeResult | undefined {
  const first = textIn(answers, fingerCountIds[side])
  const again = textIn(answers, fingerCountRepeatIds[side])
  if (first === 'normal' || first === 'impaired') return first
  if (first !== 'repeat') return undefined
  if (again === undefined) return 'repeat'
  return again === 'normal' ? 'normal' : 'impaired'
}

/** Finger counting: a person's sight is impaired where either eye's is. */
export const fingerCount = (card: SensesCard): Rule =>
  defineRule(
    {
      id: 'fingerCount',
      card,
      edition,
      source,
      outcomes: ['sightImpaired', 'fingerCountAgain', 'sightNormal', 'notAssessed'],
      judges: [fingerCountIds.right, fingerCountIds.left],
    },
    (context, find) => {
      const impaired = sidesWhere((side) => eyeResult(context, side) === 'impaired')
      const again = sidesWhere((side) => eyeResult(context, side) === 'repeat')
      const distanceM = numberSetting(context.settings, 'fingerCountDistanceM')
      const settings = settingsUsed(context.settings, 'fingerCountDistanceM')
      const detail = (side: string, from: typeof fingerCountIds | typeof fingerCountRepeatIds) => ({
        fields: [side === 'left' ? from.left : from.right],
        facts: { side, distanceM },
        settings,
      })
      if (impaired)
        return [find('sightImpaired', 'refer', { ...detail(impaired, fingerCountIds), deadline: 'month' })]
      if (again) return [find('fingerCountAgain', 'confirm', detail(again, fingerCountIds))]
      return sides.every((side) => eyeResult(context, side) === 'normal')
        ? [find('sightNormal', 'normal', detail('both', fingerCountIds))]
        : []
    },
  )

/** What the eye chart distinguishes, from good to blind. */
export const visusLines = ['6/6', '6/9', '6/12', '6/18', '6/60', '3/60', '<3/60'] as const
export const visusIds = { right: 'visusRight', left: 'visusLeft' } as const

type Grade = 'visusNormal' | 'visusMild' | 'visusModerate' | 'visusSevere' | 'visusBlind'
/** From worst to best. */
const grades: readonly Grade[] = ['visusBlind', 'visusSevere', 'visusModerate', 'visusMild', 'visusNormal']

/** Below 6/12 to 6/18 mild, below 6/18 to 6/60 moderate, below 6/60 to 3/60 severe, below 3/60 blind. */
const gradeOf: Readonly<Record<string, Grade>> = {
  '6/6': 'visusNormal',
  '6/9': 'visusNormal',
  '6/12': 'visusNormal',
  '6/18': 'visusMild',
  '6/60': 'visusModerate',
  '3/60': 'visusSevere',
  '<3/60': 'visusBlind',
}

function gradeIn({ answers, settings }: FieldContext, side: Side): Grade | undefined {
  const visus = textIn(answers, visusIds[side])
  if (visus === undefined) return undefined
  if (visus === '6/12' && wordSetting(settings, 'visusPassFrom') === '6/9') return 'visusMild'
  return gradeOf[visus]
}

/** Visus by tumbling E or Snellen, the worse eye: 6/12 passes, unless the puskesmas wants 6/9. */
export const visus = (card: SensesCard): Rule =>
  defineRule({ id: 'visus', card, edition, source, outcomes: grades }, (context, find) => {
    const found = new Set(sides.flatMap((side) => gradeIn(context, side) ?? []))
    const worst = grades.find((grade) => found.has(grade))
    if (!worst) return []
    const side = sidesWhere((one) => gradeIn(context, one) === worst) ?? 'both'
    const at = visusIds[side === 'left' ? 'left' : 'right']
    const facts: Facts = { side, visus: textIn(context.answers, at) ?? '' }
    const detail = { fields: [at], facts, settings: settingsUsed(context.settings, 'visusPassFrom') }
    return worst === 'visusNormal'
      ? [find(worst, 'normal', detail)]
      : [find(worst, 'refer', { ...detail, deadline: 'month' })]
  })

/** Anything unhealthy seen on the outer eye by nakes. */
export const outerEye = (card: SensesCard): Rule =>
  defineRule(
    { id: 'outerEye', card, edition, source, outcomes: ['outerEyeUnhealthy', 'outerEyeHealthy'] },
    ({ answers }, find) => {
      const signs = choicesIn(answers, 'outerEyeSigns')
      if (!signs) return []
      const fields = ['outerEyeSigns']
      return signs.length > 0
        ? [find('outerEyeUnhealthy', 'refer', { fields, facts: { count: signs.length }, deadline: 'month' })]
        : [find('outerEyeHealthy', 'normal', { fields })]
    },
  )
