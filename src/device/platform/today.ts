import { useSyncExternalStore } from 'react'
import type { CalendarDay } from '#domain/time/calendar-day.ts'
import { systemClock } from './clock.ts'
import { onVisible } from './visibility.ts'

const two = (value: number) => String(value).padStart(2, '0')

/** The day that a moment (ms) falls on by the phone's own clock and zone. */
export function calendarDayAt(ms: number): CalendarDay {
  const date = new Date(ms)
  return `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`
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
