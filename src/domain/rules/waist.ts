import { ageIn } from '#domain/instruments/age-in.ts'
import type { FieldContext, Rule } from '#domain/instruments/instrument.ts'
import { numberIn } from '#domain/instruments/read-answer.ts'
import { defineRule, notAssessed } from './define-rule.ts'
import { maternalStateIn } from './maternal-state.ts'

/** Central obesity above these, in cm; the limit itself is normal (KMK HK.01.07/MENKES/2015/2023, Tabel 21). */
const limits = { male: 90, female: 80 } as const

/** Whether the waist measured today lies above the limit of the person's sex. */
export function hasWideWaist({ answers, person }: FieldContext): boolean {
  const waistCm = numberIn(answers, 'waistCm')
  return waistCm !== undefined && person.sex !== undefined && waistCm > limits[person.sex]
}

export const waist = (card: 'R-3' | 'D-2'): Rule =>
  defineRule(
    {
      id: 'waist',
      card,
      edition: 'kmk-2015-2023',
      source: 'KMK HK.01.07/MENKES/2015/2023, Tabel 21',
      outcomes: ['centralObesity', 'waistNormal', 'notAssessed'],
      judges: ['waistCm'],
    },
    (context, find) => {
      const waistCm = numberIn(context.answers, 'waistCm')
      if (waistCm === undefined) return []
      if (maternalStateIn(context) === 'pregnant') return [notAssessed(find, 'waistCm', 'pregnant')]
      const years = ageIn(context)?.years
      if (years === undefined) return [notAssessed(find, 'waistCm', 'ageUnknown')]
      if (years < 15) return [notAssessed(find, 'waistCm', 'outOfAgeRange', { years })]
      if (context.person.sex === undefined) return [notAssessed(find, 'waistCm', 'sexUnknown')]
      const limit = limits[context.person.sex]
      const detail = { fields: ['waistCm'], facts: { value: waistCm, limit } }
      return waistCm > limit
        ? [find('centralObesity', 'counsel', detail)]
        : [find('waistNormal', 'normal', detail)]
    },
  )
