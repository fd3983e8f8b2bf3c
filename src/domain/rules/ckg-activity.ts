import type { FieldContext } from '#domain/instruments/instrument.ts'
import { groupOf } from '#domain/instruments/read-answer.ts'
import { defineRule } from './define-rule.ts'

/** The six blocks of the questionnaire; heavy activity counts twice. */
export const activityBlocks = [
  { id: 'activityModerateHome', cardId: 'af_sedang_domestik', times: 1 },
  { id: 'activityModerateWork', cardId: 'af_sedang_kerja', times: 1 },
  { id: 'activityModerateTravel', cardId: 'af_sedang_perjalanan', times: 1 },
  { id: 'activityModerateSport', cardId: 'af_sedang_olahraga', times: 1 },
  { id: 'activityHardWork', cardId: 'af_berat_kerja', times: 2 },
  { id: 'activityHardSport', cardId: 'af_berat_olahraga', times: 2 },
] as const

/** Enough from so many minutes a week of moderate activity (WHO 2020). */
export const enoughMinutesPerWeek = 150

/** Minutes a week of one block; 0 where it is not done, undefined where that is not known. */
function minutesOf(context: FieldContext, id: string): number | undefined {
  const { did, days, minutes } = groupOf(context.answers[id]) ?? {}
  if (did === false) return 0
  return typeof days === 'number' && typeof minutes === 'number' ? days * minutes : undefined
}

export const physicalActivity = defineRule(
  {
    id: 'physicalActivity',
    card: '§6.1',
    edition: 'kmk-33-2025',
    source: 'KMK HK.01.07/MENKES/33/2025; WHO 2020',
    outcomes: ['weeklyActivityEnough', 'weeklyActivityTooLittle'],
    judges: activityBlocks.map(({ id }) => id),
  },
  (context, find) => {
    const known = activityBlocks.map(({ id, times }) => {
      const minutes = minutesOf(context, id)
      return minutes === undefined ? undefined : minutes * times
    })
    const total = known.reduce<number>((sum, one) => sum + (one ?? 0), 0)
    const detail = {
      fields: [activityBlocks[0].id],
      facts: { minutesPerWeek: total, limit: enoughMinutesPerWeek },
    }
    if (total >= enoughMinutesPerWeek) return [find('weeklyActivityEnough', 'normal', detail)]
    // A block that nobody answered may hold the minutes that are missing.
    return known.includes(undefined) ? [] : [find('weeklyActivityTooLittle', 'counsel', detail)]
  },
)
