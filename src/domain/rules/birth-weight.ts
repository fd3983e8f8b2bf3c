import { ageIn } from '#domain/instruments/age-in.ts'
import type { FieldContext, Finding } from '#domain/instruments/instrument.ts'
import { numberIn, yesNoIn } from '#domain/instruments/read-answer.ts'
import { numberSetting } from '#domain/settings.ts'
import { defineRule, type Find, settingsUsed } from './define-rule.ts'

const head = {
  card: 'R-BY-BBLR',
  edition: 'buku-kia-2023',
  source: 'Buku KIA 2023; MTBM',
} as const

/** Young infants, in whom every day counts. */
const neonateBeforeDay = 28

export const birthWeight = defineRule(
  {
    ...head,
    id: 'birthWeight',
    outcomes: [
      'bornVerySmallRefer',
      'veryLowBirthWeight',
      'lowBirthWeight',
      'macrosomia',
      'birthWeightNormal',
    ],
  },
  (context, find) => {
    const kg = numberIn(context.answers, 'birthWeightKg')
    const age = ageIn(context)
    const until = numberSetting(context.settings, 'birthWeightUntilMonths')
    if (kg === undefined || !age || age.months >= until) return []
    return [judge(kg, age.days, context, find)]
  },
)

function judge(kg: number, days: number, context: FieldContext, find: Find): Finding {
  const settings = settingsUsed(context.settings, 'birthWeightUntilMonths')
  const detail = { fields: ['birthWeightKg'], facts: { value: kg, days }, settings }
  const followed = yesNoIn(context.answers, 'lowBirthWeightFollowed') === true
  if (kg < 2 && days < neonateBeforeDay && !followed)
    return find('bornVerySmallRefer', 'refer', { ...detail, deadline: 'today' })
  if (kg < 1.5) return find('veryLowBirthWeight', 'confirm', detail)
  if (kg < 2.5) return find('lowBirthWeight', 'confirm', detail)
  return kg > 4 ? find('macrosomia', 'counsel', detail) : find('birthWeightNormal', 'normal', detail)
}

/** A child born before 37 weeks may lose 15 % in the first days, others 10 %; from day 10 it is back at birth weight. */
const regainedByDay = 10
const termFromWeeks = 37

export const weightSinceBirth = defineRule(
  { ...head, id: 'weightSinceBirth', outcomes: ['belowBirthWeight', 'lostTooMuchSinceBirth'] },
  (context, find) => {
    const birthKg = numberIn(context.answers, 'birthWeightKg')
    const weightKg = numberIn(context.answers, 'weightKg')
    const days = ageIn(context)?.days
    if (birthKg === undefined || weightKg === undefined || days === undefined) return []
    const grams = { birth: Math.round(birthKg * 1000), now: Math.round(weightKg * 1000) }
    const facts = { value: weightKg, birthWeightKg: birthKg, lostGrams: grams.birth - grams.now, days }
    const detail = { fields: ['weightKg', 'birthWeightKg'], facts, deadline: 'today' } as const
    if (days >= regainedByDay)
      return grams.now < grams.birth ? [find('belowBirthWeight', 'refer', detail)] : []
    const weeks = numberIn(context.answers, 'gestationAtBirthWeeks')
    const allowedPercent = weeks !== undefined && weeks < termFromWeeks ? 15 : 10
    const lostTooMuch = (grams.birth - grams.now) * 100 > allowedPercent * grams.birth
    return lostTooMuch
      ? [find('lostTooMuchSinceBirth', 'refer', { ...detail, facts: { ...facts, allowedPercent } })]
      : []
  },
)
