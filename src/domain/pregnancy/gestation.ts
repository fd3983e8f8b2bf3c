import { addDays, type CalendarDay, daysBetween } from '#domain/time/calendar-day.ts'
import type { PregnancyEpisode } from '#domain/visit/person-file.ts'

/** Pregnancy lasts 280 days from the first day of the last menstruation (HPHT): HPL = HPHT + 280 days. */
export const pregnancyDays = 280
/** Beyond 44 weeks an episode that nobody ended is a forgotten one, no longer a pregnancy. */
export const longestPregnancyDays = 44 * 7
/** Nifas is day 0, the day of delivery, to day 42 (Permenkes 21/2021). */
export const lastPostpartumDay = 42

export type Gestation = { readonly weeks: number; readonly days: number; readonly totalDays: number }

/**
 * The day from which gestation counts: reckoned back from an HPL by ultrasound, which goes before HPHT; else HPHT; else
 * back from the weeks said on `estimatedOn`; else from an HPL whose source nobody named.
 */
export function gestationStart(episode: PregnancyEpisode): CalendarDay | undefined {
  const { dueOn, dueOnSource, lastMenstrualPeriodOn, estimatedOn, estimatedGestationWeeks } = episode
  if (dueOn !== undefined && dueOnSource === 'ultrasound') return addDays(dueOn, -pregnancyDays)
  if (lastMenstrualPeriodOn) return lastMenstrualPeriodOn
  if (estimatedOn !== undefined && estimatedGestationWeeks !== undefined)
    return addDays(estimatedOn, -Math.round(estimatedGestationWeeks * 7))
  return dueOn === undefined ? undefined : addDays(dueOn, -pregnancyDays)
}

/** Weeks and days of gestation on a day. Nothing before it began or where it was never dated. */
export function gestationOn(episode: PregnancyEpisode, day: CalendarDay): Gestation | undefined {
  const start = gestationStart(episode)
  if (start === undefined) return undefined
  const totalDays = daysBetween(start, day)
  if (totalDays < 0) return undefined
  return { weeks: Math.floor(totalDays / 7), days: totalDays % 7, totalDays }
}

/** The expected day of delivery (HPL), nothing where the pregnancy was never dated. */
export function dueDate(episode: PregnancyEpisode): CalendarDay | undefined {
  const start = gestationStart(episode)
  return start === undefined ? undefined : addDays(start, pregnancyDays)
}

/** The pregnancy that is open on a day: begun, not yet ended, at most 44 weeks old. Of several the one begun last. */
export function openPregnancyOn(
  pregnancies: readonly PregnancyEpisode[],
  day: CalendarDay,
): PregnancyEpisode | undefined {
  return latest(pregnancies.filter((episode) => isOpenOn(episode, day)))
}

function isOpenOn(episode: PregnancyEpisode, day: CalendarDay): boolean {
  if (episode.endedOn !== undefined && day >= episode.endedOn) return false
  // Declared without a usable date: it counts from the day it was said, if that is known.
  const start = gestationStart(episode) ?? episode.estimatedOn
  if (start === undefined) return true
  return start <= day && daysBetween(start, day) <= longestPregnancyDays
}

const startOf = (episode: PregnancyEpisode) => gestationStart(episode) ?? episode.estimatedOn ?? ''

function latest(episodes: readonly PregnancyEpisode[]): PregnancyEpisode | undefined {
  return episodes.reduce<PregnancyEpisode | undefined>(
    (best, episode) => (best === undefined || startOf(episode) > startOf(best) ? episode : best),
    undefined,
  )
}

/**
 * The day of the latest delivery by a day. A miscarriage is none; an end without a stated outcome counts as one, since
 * nifas has the stricter rules.
 */
export function lastDeliveryOn(
  pregnancies: readonly PregnancyEpisode[],
  day: CalendarDay,
): CalendarDay | undefined {
  const days = pregnancies
    .filter(({ outcome }) => outcome === undefined || outcome === 'delivered')
    .flatMap(({ endedOn }) => (endedOn !== undefined && endedOn <= day ? [endedOn] : []))
  return days.reduce<CalendarDay | undefined>(
    (last, one) => (last === undefined || one > last ? one : last),
    undefined,
  )
}

/** Days since the latest delivery, 0 on its day, while nifas lasts (day 42 included). */
export function postpartumDaysOn(
  pregnancies: readonly PregnancyEpisode[],
  day: CalendarDay,
): number | undefined {
  const deliveredOn = lastDeliveryOn(pregnancies, day)
  if (deliveredOn === undefined) return undefined
  const since = daysBetween(deliveredOn, day)
  return since <= lastPostpartumDay ? since : undefined
}
