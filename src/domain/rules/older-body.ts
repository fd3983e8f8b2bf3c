import type { Condition } from '#domain/instruments/instrument.ts'
import { isNotMeasured, numberIn } from '#domain/instruments/read-answer.ts'
import { numberSetting, wordSetting } from '#domain/settings.ts'
import { defineRule, notAssessed, settingsUsed } from './define-rule.ts'

/** Little muscle below these, in cm (SARC-CalF). */
export const calfLimits = { male: 34, female: 33 } as const

/** Weight or height cannot be taken: arm and calf stand in for the body mass index. */
export const armAndCalfReplaceBmi: Condition = ({ answers }) =>
  ['weightKg', 'heightCm', 'heightMethod'].some((id) => isNotMeasured(answers[id]))

/** Calf of older people, where weight and height cannot be taken or a nakes measures it for SARC-CalF. */
export const olderCalf = defineRule(
  {
    id: 'olderCalf',
    card: 'L-SKILAS',
    edition: 'kmk-2015-2023',
    source: 'KMK HK.01.07/MENKES/2015/2023, SARC-CalF',
    outcomes: ['calfSmall', 'calfNormal', 'notAssessed'],
    judges: ['calfCm'],
  },
  (context, find) => {
    const calfCm = numberIn(context.answers, 'calfCm')
    if (calfCm === undefined) return []
    const { sex } = context.person
    if (sex === undefined) return [notAssessed(find, 'calfCm', 'sexUnknown')]
    const detail = { fields: ['calfCm'], facts: { value: calfCm, limit: calfLimits[sex] } }
    if (calfCm >= calfLimits[sex]) return [find('calfNormal', 'normal', detail)]
    const settings = settingsUsed(context.settings, 'smallCalfLevel')
    return wordSetting(context.settings, 'smallCalfLevel') === 'refer'
      ? [find('calfSmall', 'refer', { ...detail, settings, deadline: 'month' })]
      : [find('calfSmall', 'confirm', { ...detail, settings })]
  },
)

/** Falls within twelve months: one is talked about, two are a reason for a balance test by nakes. */
export const falls = defineRule(
  {
    id: 'falls',
    card: 'L-SKILAS',
    edition: 'teratai-2026',
    source: 'WHO ICOPE; KMK HK.01.07/MENKES/2015/2023',
    outcomes: ['fallsRepeated', 'fellOnce', 'noFalls'],
    judges: ['fallsInYear'],
  },
  (context, find) => {
    const value = numberIn(context.answers, 'fallsInYear')
    if (value === undefined) return []
    const limit = numberSetting(context.settings, 'fallsConfirmFrom')
    const settings = settingsUsed(context.settings, 'fallsConfirmFrom')
    const detail = { fields: ['fallsInYear'], facts: { value, limit }, settings }
    if (value >= limit) return [find('fallsRepeated', 'confirm', detail)]
    return value > 0 ? [find('fellOnce', 'counsel', detail)] : [find('noFalls', 'normal', detail)]
  },
)

/** Five kinds of medicine taken every day are many, so that a nakes should go through them. */
const manyMedicinesFrom = 5

export const dailyMedicines = defineRule(
  {
    id: 'dailyMedicines',
    card: 'R-OB1',
    edition: 'teratai-2026',
    source: "Teratai's own; polypharmacy is five medicines or more",
    outcomes: ['manyMedicines', 'fewMedicines'],
    judges: ['dailyMedicineCount'],
  },
  (context, find) => {
    const value = numberIn(context.answers, 'dailyMedicineCount')
    if (value === undefined) return []
    const detail = { fields: ['dailyMedicineCount'], facts: { value, limit: manyMedicinesFrom } }
    return value >= manyMedicinesFrom
      ? [find('manyMedicines', 'counsel', detail)]
      : [find('fewMedicines', 'normal', detail)]
  },
)
