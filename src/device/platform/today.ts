import { useSyncExternalStore } from 'react'
import type { CalendarDay } from '#domain/time/calendar-day.ts'
import { isClockOff, type LastHeard, offsetNow, systemClock } from './clock.ts'
import { onVisible } from './visibility.ts'

const two = (value: number) => String(value).padStart(2, '0')

/** The day that a moment (ms) falls on by the phone's own clock and zone. */
export function calendarDayAt(ms: number): CalendarDay {
  const date = new Date(ms)
  return `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`
}

/**
 * Now by the puskesmas's clock, as far as is known, ms, where by it this is another day; else nothing. Either clock may be
 * the wrong one: what a child's age is counted from, somebody has to choose.
 */
export function otherNow(heard: LastHeard, now: number): number | undefined {
  const offset = offsetNow(heard, now)
  if (offset === undefined || !isClockOff(offset)) return undefined
  return calendarDayAt(now - offset) === calendarDayAt(now) ? undefined : now - offset
}

const minuteMs = 60_000

function subscribe(listener: () => void) {
  const timer = setInterval(listener, minuteMs)
  const end = onVisible(listener)
  return () => {
    clearInterval(timer)
    end()
  }
}

/** Today by the phone's clock; changes with midnight while the screen is open. */
export const useToday = (): CalendarDay =>
  useSyncExternalStore(subscribe, () => calendarDayAt(systemClock.now()))
