import { numberIn, yesNoIn } from '#domain/instruments/read-answer.ts'
import { numberSetting } from '#domain/settings.ts'
import { defineRule, notAssessed, settingsUsed } from './define-rule.ts'

/** High above these, in mg/dL; the limit itself is normal. */
export const uricAcidLimits = { male: 7, female: 6 } as const

/** Uric acid, a local option that is not on the card. A painful or swollen joint, or a very high value, is referred. */
export const uricAcid = defineRule(
  {
    id: 'uricAcid',
    card: 'D-6',
    edition: 'teratai-2026',
    source: "Usual limits of laboratories; from where to refer Teratai's own",
    outcomes: ['uricAcidVeryHigh', 'uricAcidWithJointPain', 'uricAcidHigh', 'uricAcidNormal', 'notAssessed'],
    judges: ['uricAcidMgPerDl'],
  },
  (context, find) => {
    const value = numberIn(context.answers, 'uricAcidMgPerDl')
    if (value === undefined) return []
    const { sex } = context.person
    if (sex === undefined) return [notAssessed(find, 'uricAcidMgPerDl', 'sexUnknown')]
    const limit = uricAcidLimits[sex]
    const referFrom = numberSetting(context.settings, 'uricAcidReferFrom')
    const detail = {
      fields: ['uricAcidMgPerDl', 'jointPain'],
      facts: { value, limit },
      settings: settingsUsed(context.settings, 'uricAcidReferFrom'),
    }
    if (value >= referFrom) {
      const facts = { value, limit: referFrom }
      return [find('uricAcidVeryHigh', 'refer', { ...detail, facts, deadline: 'month' })]
    }
    if (value <= limit) return [find('uricAcidNormal', 'normal', detail)]
    return yesNoIn(context.answers, 'jointPain') === true
      ? [find('uricAcidWithJointPain', 'refer', { ...detail, deadline: 'month' })]
      : [find('uricAcidHigh', 'counsel', detail)]
  },
)
