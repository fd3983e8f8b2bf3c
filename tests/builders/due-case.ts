import type { Answers, PastVisit } from '#domain/instruments/instrument.ts'
import type { Sex } from '#domain/person/person.ts'
import { due } from '#domain/schedule/due.ts'
import type { DueItem } from '#domain/schedule/due-item.ts'
import { settingsWith } from '#domain/settings.ts'
import type { CalendarDay } from '#domain/time/calendar-day.ts'

export type DueCase = {
  readonly day: CalendarDay
  readonly birthDate?: CalendarDay
  readonly sex?: Sex
  readonly history?: readonly (Pick<PastVisit, 'day' | 'answers'> & Partial<Pick<PastVisit, 'instrument'>>)[]
  readonly given?: Answers
  readonly settings?: Readonly<Record<string, string | number | boolean>>
}

/** What is owed in a case; a visit of the history is of no particular card. */
export const dueIn = ({ day, birthDate, sex, history = [], given, settings }: DueCase): readonly DueItem[] =>
  due(
    { ...(sex && { sex }), ...(birthDate && { birthDate }) },
    history.map((visit) => ({ instrument: 'any', ...visit })),
    day,
    settingsWith(settings ?? {}),
    given,
  )

/** How one service stands: `late notDaily`, or `none` where it is not owed at all. */
export function stateOf(product: string, one: DueCase): string {
  const item = dueIn(one).find((found) => found.product === product)
  return item ? `${item.state} ${item.because}` : 'none'
}
