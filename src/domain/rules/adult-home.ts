import type { FieldContext, Rule } from '#domain/instruments/instrument.ts'
import { groupOf, hasValue, latestBefore, textIn, yesNoIn } from '#domain/instruments/read-answer.ts'
import { addMonths, isCalendarDay } from '#domain/time/calendar-day.ts'
import { defineRule } from './define-rule.ts'
import { isNoPus } from './family-planning.ts'
import { maternalStateIn } from './maternal-state.ts'
import { mentalScreeningTold } from './mental-screening-told.ts'

const edition = 'kmk-2015-2023'
const source = 'Checklist Kunjungan Rumah (KMK HK.01.07/MENKES/2015/2023)'

/** Isi Piringku at home. */
export const homeMealsOfAdults = (card: string): Rule =>
  defineRule(
    {
      id: 'homeMealsOfAdults',
      card,
      edition,
      source,
      outcomes: ['mealsNotByIsiPiringku', 'mealsByIsiPiringku'],
      judges: ['eatsByIsiPiringku'],
    },
    ({ answers }, find) => {
      const said = yesNoIn(answers, 'eatsByIsiPiringku')
      const fields = ['eatsByIsiPiringku']
      if (said === undefined) return []
      return said
        ? [find('mealsByIsiPiringku', 'normal', { fields })]
        : [find('mealsNotByIsiPiringku', 'counsel', { fields })]
    },
  )

/**
 * Whether something owed once a year was done: `counts` names answers of our own visits that show it. Undefined where
 * neither they nor the family tell.
 */
export function wasDoneInYear(
  context: FieldContext,
  field: string,
  counts: readonly string[],
): boolean | undefined {
  const since = addMonths(context.day, -12)
  const seen = latestBefore(context, (answers) =>
    counts.some((id) => hasValue(answers[id])) ? true : undefined,
  )
  if (seen && seen.day >= since) return true
  const { checked, on } = groupOf(context.answers[field]) ?? {}
  if (isCalendarDay(on)) return on >= since
  return typeof checked === 'boolean' ? checked : undefined
}

/** Answers that show that the mind was screened: SRQ-20 or PHQ-4. */
export const mentalScreeningAnswers = ['srq01', 'phq4_1'] as const

/** As told at home, or screened here. */
export const adultMentalCheck = mentalScreeningTold({
  id: 'adultMentalCheck',
  card: 'D-10',
  source,
  wasDone: (context) => wasDoneInYear(context, 'mentalCheckInYear', mentalScreeningAnswers),
})

/** Contraception as the checklist asks it: none is an unmet need. */
export const homeContraception = defineRule(
  {
    id: 'homeContraception',
    card: 'D-12',
    edition,
    source,
    outcomes: ['contraceptionUnmetNeed', 'contraceptionInUse'],
    judges: ['homeContraception'],
  },
  (context, find) => {
    const said = textIn(context.answers, 'homeContraception')
    const fields = ['homeContraception']
    if (said === undefined || isNoPus(context) || maternalStateIn(context) === 'pregnant') return []
    return said === 'none'
      ? [find('contraceptionUnmetNeed', 'counsel', { fields })]
      : [find('contraceptionInUse', 'normal', { fields })]
  },
)
