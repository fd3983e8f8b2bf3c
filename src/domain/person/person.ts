import type { CalendarDay } from '#domain/time/calendar-day.ts'

export type Sex = 'male' | 'female'

/** What the rules need to know of a person. Either may be unknown: then nothing that needs it is assessed. */
export type PersonOn = {
  readonly sex?: Sex | undefined
  readonly birthDate?: CalendarDay | undefined
}
