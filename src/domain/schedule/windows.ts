import { addDays, addMonths, type CalendarDay } from '#domain/time/calendar-day.ts'
import type { DueHead, DueItem, DueState } from './due-item.ts'

/** A window of days, both ends included. */
export type Window = { readonly from: CalendarDay; readonly until: CalendarDay }

/** The days from `first` to `last` after a day; that day is day 0. */
export const daysAfter = (start: CalendarDay, first: number, last: number): Window => ({
  from: addDays(start, first),
  until: addDays(start, last),
})

type WindowInput = {
  readonly product: string
  readonly window: Window
  readonly day: CalendarDay
  readonly givenOn?: CalendarDay | undefined
  /** What the end of the window means: it may still be made up for, it is lost, or it may no longer be given. */
  readonly after: Extract<DueState, 'late' | 'missed' | 'tooLate'>
}

/** A service with one window: before it not yet, in it due, after it as said. */
export function itemInWindow(head: DueHead, input: WindowInput): DueItem {
  const { product, window, day, givenOn, after } = input
  const base = { ...head, product, ...window }
  if (givenOn !== undefined) return { ...base, state: 'done', because: 'given', facts: { givenOn } }
  if (day < window.from) return { ...base, state: 'notYet', because: 'windowAhead' }
  if (day <= window.until) return { ...base, state: 'due', because: 'windowOpen' }
  return { ...base, state: after, because: 'windowOver' }
}

type RepeatInput = {
  readonly product: string
  readonly day: CalendarDay
  readonly lastOn: CalendarDay | undefined
  /** How long one service is valid, in calendar months. */
  readonly everyMonths: number
  /** How long before the end of that time it may be repeated, in calendar months. */
  readonly openMonths?: number
}

/**
 * A service to be repeated. Never done: due. Then done until the interval has passed, open shortly before that, due on
 * the day of it, late from the day after.
 */
export function itemRepeated(head: DueHead, input: RepeatInput): DueItem {
  const { product, day, lastOn, everyMonths, openMonths = 0 } = input
  const base = { ...head, product }
  if (lastOn === undefined) return { ...base, state: 'due', because: 'neverDone' }
  const again = addMonths(lastOn, everyMonths)
  const facts = { lastOn, everyMonths }
  const window = { from: addMonths(again, -openMonths), until: again }
  if (day > again) return { ...base, ...window, state: 'late', because: 'intervalOver', facts }
  if (day === again) return { ...base, ...window, state: 'due', because: 'intervalOver', facts }
  const state = day >= window.from && openMonths > 0 ? 'open' : 'done'
  return { ...base, ...window, state, because: 'stillValid', facts }
}
