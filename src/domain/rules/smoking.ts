import type { FieldContext, Rule } from '#domain/instruments/instrument.ts'
import { numberIn, textIn, yesNoIn } from '#domain/instruments/read-answer.ts'
import { numberSetting } from '#domain/settings.ts'
import { defineRule, settingsUsed } from './define-rule.ts'

const edition = 'kmk-2015-2023'
const source = 'KMK HK.01.07/MENKES/2015/2023, Formulir 2; KMK HK.01.07/MENKES/33/2025'
const card = 'R-11'

type Found = { readonly code: string; readonly field: string }

/** Who smokes, by the questionnaire of the young, of adults, or the tick in the card's header; smoke of any kind counts. */
export function isActiveSmoker({ answers }: Pick<FieldContext, 'answers'>): boolean | undefined {
  const status = textIn(answers, 'smokingStatus')
  if (status !== undefined) return status === 'daily' || status === 'sometimes'
  return yesNoIn(answers, 'smokedLastYear') ?? yesNoIn(answers, 'smokes')
}

function smokerIn({ answers }: FieldContext): Found | undefined {
  const status = textIn(answers, 'smokingStatus')
  if (status === 'daily' || status === 'sometimes') return { code: 'smokesOfferUbm', field: 'smokingStatus' }
  const kind = textIn(answers, 'smokingKind')
  // Whoever names what is smoked smokes, whatever the status says.
  if (kind === 'electronic' || kind === 'both') return { code: 'smokesOfferUbm', field: 'smokingKind' }
  const tick = ['smokedLastYear', 'smokes'].find((id) => yesNoIn(answers, id) === true)
  return tick && status === undefined ? { code: 'smokesOfferUbm', field: tick } : undefined
}

/** Active smoking, vape included: counselling and the offer of UBM; whoever tried is counselled. */
export const smoking: Rule = defineRule(
  {
    id: 'smoking',
    card,
    edition,
    source,
    outcomes: ['smokesOfferUbm', 'smokingTried', 'smokedBefore', 'smokesNot', 'notAssessed'],
    judges: ['smokingStatus', 'smokedLastYear'],
  },
  (context, find) => {
    const { answers } = context
    const smoker = smokerIn(context)
    if (smoker) return [find(smoker.code, 'counsel', { fields: [smoker.field] })]
    const status = textIn(answers, 'smokingStatus')
    if (status === 'tried') return [find('smokingTried', 'counsel', { fields: ['smokingStatus'] })]
    if (yesNoIn(answers, 'smokedBefore') === true)
      return [find('smokedBefore', 'normal', { fields: ['smokedBefore'] })]
    if (status === 'never') return [find('smokesNot', 'normal', { fields: ['smokingStatus'] })]
    const no = ['smokedLastYear', 'smokes'].find((id) => yesNoIn(answers, id) === false)
    return no ? [find('smokesNot', 'normal', { fields: [no] })] : []
  },
)

const exposures = ['smokeAtHome', 'smokeAtSchool', 'passiveSmoke'] as const

/** Other people's smoke: the family is counselled on places without smoke. */
export const secondHandSmoke: Rule = defineRule(
  { id: 'secondHandSmoke', card, edition, source, outcomes: ['smokeExposed'] },
  ({ answers }, find) => {
    const exposed = exposures.find((id) => yesNoIn(answers, id) === true)
    return exposed ? [find('smokeExposed', 'counsel', { fields: [exposed] })] : []
  },
)

/** Carbon monoxide in the breath: from the limit it speaks of active smoking, whatever was said. */
export const carbonMonoxide: Rule = defineRule(
  { id: 'carbonMonoxide', card, edition, source, outcomes: ['carbonMonoxideHigh', 'carbonMonoxideLow'] },
  ({ answers, settings }, find) => {
    const value = numberIn(answers, 'carbonMonoxidePpm')
    if (value === undefined) return []
    const limit = numberSetting(settings, 'carbonMonoxideFromPpm')
    const detail = {
      fields: ['carbonMonoxidePpm'],
      facts: { value, limit },
      settings: settingsUsed(settings, 'carbonMonoxideFromPpm'),
    }
    return value >= limit
      ? [find('carbonMonoxideHigh', 'counsel', detail)]
      : [find('carbonMonoxideLow', 'normal', detail)]
  },
)

/** Home visits ask for active, passive or none. */
export const homeSmoking: Rule = defineRule(
  {
    id: 'homeSmoking',
    card,
    edition,
    source: 'Checklist Kunjungan Rumah (KMK HK.01.07/MENKES/2015/2023)',
    outcomes: ['smokesOfferUbm', 'smokeExposed', 'smokesNot'],
    judges: ['smokingAtHome'],
  },
  ({ answers }, find) => {
    const said = textIn(answers, 'smokingAtHome')
    const fields = ['smokingAtHome']
    if (said === 'active') return [find('smokesOfferUbm', 'counsel', { fields })]
    if (said === 'passive') return [find('smokeExposed', 'counsel', { fields })]
    return said === 'no' ? [find('smokesNot', 'normal', { fields })] : []
  },
)
