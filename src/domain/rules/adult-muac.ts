import { ageIn } from '#domain/instruments/age-in.ts'
import type { Rule } from '#domain/instruments/instrument.ts'
import { numberIn } from '#domain/instruments/read-answer.ts'
import { numberSetting } from '#domain/settings.ts'
import { defineRule, notAssessed, settingsUsed } from './define-rule.ts'
import { isBreastfeeding, isNotMaternal } from './maternal-state.ts'

const source = 'KMK HK.01.07/MENKES/2015/2023'

/** Women of 15–49 years who are not pregnant; for everybody else below 60 there is no limit. */
export const womenMuac = (card: 'R-4' | 'D-7'): Rule =>
  defineRule(
    {
      id: 'womenMuac',
      card,
      edition: 'kmk-2015-2023',
      source,
      outcomes: ['womenMuacLow', 'womenMuacNormal', 'notAssessed'],
      judges: ['muacCm'],
      concerns: (context) => isNotMaternal(context) && !isBreastfeeding(context),
    },
    (context, find) => {
      const muacCm = numberIn(context.answers, 'muacCm')
      if (muacCm === undefined) return []
      const years = ageIn(context)?.years
      if (years === undefined) return [notAssessed(find, 'muacCm', 'ageUnknown')]
      if (context.person.sex === undefined) return [notAssessed(find, 'muacCm', 'sexUnknown')]
      if (context.person.sex === 'male') return [notAssessed(find, 'muacCm', 'notApplicable')]
      if (years < 15 || years > 49) return [notAssessed(find, 'muacCm', 'outOfAgeRange', { years })]

      const limit = numberSetting(context.settings, 'womenMuacLimitCm')
      const settings = settingsUsed(context.settings, 'womenMuacLimitCm')
      const detail = { fields: ['muacCm'], facts: { value: muacCm, limit }, settings }
      return muacCm < limit
        ? [find('womenMuacLow', 'confirm', detail)]
        : [find('womenMuacNormal', 'normal', detail)]
    },
  )

/** Risk of malnutrition from 60 years: below 21 cm (SKILAS). */
export const olderMuacLimitCm = 21

export const olderMuac = defineRule(
  {
    id: 'olderMuac',
    card: 'D-7',
    edition: 'kmk-2015-2023',
    source: `${source}, Formulir SKILAS`,
    outcomes: ['olderMuacLow', 'olderMuacNormal', 'notAssessed'],
    judges: ['muacCm'],
  },
  (context, find) => {
    const muacCm = numberIn(context.answers, 'muacCm')
    if (muacCm === undefined) return []
    const years = ageIn(context)?.years
    if (years === undefined) return [notAssessed(find, 'muacCm', 'ageUnknown')]
    if (years < 60) return [notAssessed(find, 'muacCm', 'outOfAgeRange', { years })]
    const detail = { fields: ['muacCm'], facts: { value: muacCm, limit: olderMuacLimitCm } }
    return muacCm < olderMuacLimitCm
      ? [find('olderMuacLow', 'refer', { ...detail, deadline: 'month' })]
      : [find('olderMuacNormal', 'normal', detail)]
  },
)
