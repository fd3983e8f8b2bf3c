import { isCalendarDay } from '#domain/time/calendar-day.ts'
import type { PersonFields } from '#protocol/records/fields.ts'

const numbers: ReadonlySet<string> = new Set<keyof PersonFields>(['birthOrder'])

/**
 * Of a person's shown values those that a row can be compared with. Phones write what they like: a name that is no
 * text, or a date that is none, is nobody's likeness, and must not keep a register out.
 */
export function comparableFields(shown: object): PersonFields {
  return Object.fromEntries(Object.entries(shown).filter(isComparable))
}

function isComparable([name, value]: [string, unknown]): boolean {
  if (name === 'birthDate') return isCalendarDay(value)
  return typeof value === (numbers.has(name) ? 'number' : 'string')
}
