import type { Facts, FieldContext, Finding, Level } from '#domain/instruments/instrument.ts'
import { partIn, wordIn, yesNoIn } from '#domain/instruments/read-answer.ts'
import { trimesterA } from '#domain/pregnancy/trimester.ts'
import { numberSetting } from '#domain/settings.ts'
import { defineRule, notAssessed, plainDeadline, settingsUsed } from './define-rule.ts'
import { gestationIn, maternalStateIn } from './maternal-state.ts'

/** SRQ-20: from six yes answers (KMK HK.01.07/MENKES/2015/2023). */
const srqReferFrom = 6

/** Total of EPDS or SRQ-20 as nakes enter it, with the one item that overrides it: thoughts of harming herself. */
export const motherMentalHealth = defineRule(
  {
    id: 'motherMentalHealth',
    card: 'R-JIWA',
    edition: 'buku-kia-2023',
    source: 'Edinburgh Postnatal Depression Scale; KMK HK.01.07/MENKES/2015/2023',
    outcomes: [
      'selfHarmThoughts',
      'mentalHealthTotalHigh',
      'mentalHealthTotalRaised',
      'mentalHealthTotalNormal',
      'notAssessed',
    ],
  },
  ({ answers, settings }, find) => {
    const fields = ['mentalHealthTotal']
    const score = partIn(answers, 'mentalHealthTotal', 'score')
    const tool = wordIn(answers, 'mentalHealthTotal', 'tool')
    const harm = wordIn(answers, 'mentalHealthTotal', 'harmItem')
    const isHarm = harm === 'some'
    const selfHarm = (facts: Facts): Finding =>
      find('selfHarmThoughts', 'emergency', { fields, facts, deadline: 'now' })
    if (score === undefined || tool === undefined) {
      if (isHarm) return [selfHarm(tool === undefined ? {} : { tool })]
      return score === undefined ? [] : [notAssessed(find, 'mentalHealthTotal', 'toolUnknown')]
    }
    const total = totalOf(tool, score, settings)
    const detail = {
      fields,
      facts: { score, tool, ...total.facts },
      settings: settingsUsed(settings, 'epdsConfirmFrom', 'epdsReferFrom'),
      deadline: total.level === 'refer' ? plainDeadline(settings) : undefined,
    }
    const found: Finding[] = [find(total.code, total.level, detail)]
    if (isHarm) return [selfHarm({ tool }), ...found]
    return harm === undefined ? [...found, notAssessed(find, 'mentalHealthTotal', 'harmItemUnknown')] : found
  },
)

type Total = { readonly code: string; readonly level: Level; readonly facts: Facts }

function totalOf(tool: string, score: number, settings: Parameters<typeof numberSetting>[0]): Total {
  const referFrom = tool === 'epds' ? numberSetting(settings, 'epdsReferFrom') : srqReferFrom
  if (score >= referFrom)
    return { code: 'mentalHealthTotalHigh', level: 'refer', facts: { limit: referFrom } }
  const confirmFrom = numberSetting(settings, 'epdsConfirmFrom')
  return tool === 'epds' && score >= confirmFrom
    ? { code: 'mentalHealthTotalRaised', level: 'confirm', facts: { limit: confirmFrom } }
    : { code: 'mentalHealthTotalNormal', level: 'normal', facts: { limit: referFrom } }
}

/** Before the third trimester there is still time. */
function isOwed(context: FieldContext): boolean {
  if (maternalStateIn(context) !== 'pregnant') return true
  const gestation = gestationIn(context)
  return gestation === undefined || trimesterA(gestation.totalDays, context.settings) === 3
}

/** Whether nakes ever screened her mind; told on a home visit. */
export const mentalHealthScreened = defineRule(
  {
    id: 'mentalHealthScreened',
    card: 'R-JIWA',
    edition: 'kmk-2015-2023',
    source: 'Checklist Kunjungan Rumah',
    outcomes: ['mentalHealthNotScreened', 'mentalHealthScreened'],
  },
  (context, find) => {
    const { answers } = context
    const fields = ['mentalHealthScreened']
    const on = wordIn(answers, 'mentalHealthScreen', 'on')
    const said = on === undefined ? yesNoIn(answers, 'mentalHealthScreened') : true
    if (said === undefined) return []
    if (said) return [find('mentalHealthScreened', 'normal', { fields })]
    return isOwed(context) ? [find('mentalHealthNotScreened', 'counsel', { fields })] : []
  },
)
