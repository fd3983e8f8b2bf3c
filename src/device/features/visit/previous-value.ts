import { formatDay } from '#device/i18n/format.ts'
import type { Words } from '#device/findings/finding-words.ts'
import type { Context, Field } from '#domain/instruments/instrument.ts'
import { monthOf, monthsBefore } from '#domain/time/calendar-day.ts'
import { isNotMeasured } from '#domain/instruments/read-answer.ts'
import { showAnswer } from '#device/visit-words/show-value.ts'

/** The latest earlier value of a measured field, as `Bulan lalu 8,1 kg` or with its day. */
export function previousWords(words: Words, field: Field, context: Context): string | undefined {
  if (field.type !== 'number' && field.type !== 'group') return undefined
  for (let i = context.history.length - 1; i >= 0; i--) {
    const visit = context.history[i]
    const value = visit?.answers[field.id]
    if (!visit || value === undefined || isNotMeasured(value)) continue
    const shown = { value: showAnswer(words, field, value), date: formatDay(visit.day, words.language) }
    const lastMonth = monthsBefore(monthOf(context.day), 1) === monthOf(visit.day)
    return words.t(lastMonth ? 'visit:previous.lastMonth' : 'visit:previous.on', shown)
  }
  return undefined
}
