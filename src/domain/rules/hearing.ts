import type { FieldContext, Rule } from '#domain/instruments/instrument.ts'
import { choicesIn, numberIn, textIn } from '#domain/instruments/read-answer.ts'
import { defineRule } from './define-rule.ts'
import { type SensesCard, sidesWhere } from './sight.ts'

const edition = 'kmk-2015-2023'
const source = 'KMK HK.01.07/MENKES/2015/2023; KMK HK.01.07/MENKES/33/2025'

type Side = 'right' | 'left'
export const whisperIds = { right: 'whisperRight', left: 'whisperLeft' } as const
export const wordsHeardIds = { right: 'wordsHeardRight', left: 'wordsHeardLeft' } as const

/** Four of five whispered words repeated (80 %) pass. */
const passFromWords = 4

/** One ear: by what the card says and by the words counted; where the two differ the worse holds. */
function earResult({ answers }: FieldContext, side: Side): 'normal' | 'impaired' | undefined {
  const said = textIn(answers, whisperIds[side])
  const words = numberIn(answers, wordsHeardIds[side])
  if (said === 'impaired' || (words !== undefined && words < passFromWords)) return 'impaired'
  return said === 'normal' || words !== undefined ? 'normal' : undefined
}

/** The whisper test: a person's hearing is impaired where either ear's is. */
export const whisper = (card: SensesCard): Rule =>
  defineRule(
    {
      id: 'whisper',
      card,
      edition,
      source,
      outcomes: ['hearingImpaired', 'hearingNormal', 'notAssessed'],
      judges: [whisperIds.right, whisperIds.left],
    },
    (context, find) => {
      const impaired = sidesWhere((side) => earResult(context, side) === 'impaired')
      const normal = sidesWhere((side) => earResult(context, side) === 'normal')
      if (impaired) {
        const fields = [whisperIds[impaired === 'left' ? 'left' : 'right']]
        return [find('hearingImpaired', 'refer', { fields, facts: { side: impaired }, deadline: 'month' })]
      }
      return normal === 'both'
        ? [find('hearingNormal', 'normal', { fields: [whisperIds.right], facts: { side: 'both' } })]
        : []
    },
  )

/** Wax, infection or blood seen in the outer ear by nakes. */
export const outerEar = (card: SensesCard): Rule =>
  defineRule(
    { id: 'outerEar', card, edition, source, outcomes: ['outerEarUnhealthy', 'outerEarHealthy'] },
    ({ answers }, find) => {
      const signs = choicesIn(answers, 'outerEarSigns')
      if (!signs) return []
      const fields = ['outerEarSigns']
      return signs.length > 0
        ? [find('outerEarUnhealthy', 'refer', { fields, facts: { count: signs.length }, deadline: 'month' })]
        : [find('outerEarHealthy', 'normal', { fields })]
    },
  )
