import type { FieldContext, PastVisit } from '#domain/instruments/instrument.ts'
import { gestationStart } from '#domain/pregnancy/gestation.ts'
import { addDays } from '#domain/time/calendar-day.ts'
import { episodeIn } from './maternal-state.ts'

const longestDays = 44 * 7

/** Earlier visits of this pregnancy, on its card or at home; where nothing dates it, those of the last 44 weeks. */
export function visitsOfPregnancy(context: FieldContext): readonly PastVisit[] {
  const from = gestationStart(episodeIn(context)) ?? addDays(context.day, -longestDays)
  return context.history.filter(
    ({ day, instrument }) => day >= from && (instrument === 'ibu-hamil' || instrument === 'kr-ibu-hamil'),
  )
}
