import { addMonths } from '#domain/time/calendar-day.ts'
import { ageIn } from './age-in.ts'
import type { AnswerValue, Condition, Context } from './instrument.ts'
import { hasValue, latestBefore } from './read-answer.ts'

/**
 * Whether a question asked every so many calendar months is due: never answered on an earlier visit, or last so long
 * ago. `counts` says which answers settle it; absent: any value.
 */
export function isDueAgain(
  context: Context,
  id: string,
  months: number,
  counts: (value: AnswerValue | undefined) => boolean = hasValue,
): boolean {
  const last = latestBefore(context, (answers) => (counts(answers[id]) ? true : undefined))
  return last === undefined || addMonths(last.day, months) <= context.day
}

/** From so many completed years; not where the birth date is unknown. */
export const fromYears =
  (years: number): Condition =>
  (context) =>
    (ageIn(context)?.years ?? -1) >= years
