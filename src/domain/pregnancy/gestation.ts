import { addDays, type CalendarDay, daysBetween } from '#domain/time/calendar-day.ts'
import type { PregnancyEpisode } from '#domain/visit/person-file.ts'

/** Pregnancy lasts 280 days from the first day of the last menstruation (HPHT): HPL = HPHT + 280 days. */
export const pregnancyDays = 280
/** Beyond 44 weeks an episode that nobody ended is a forgotten one, no longer a pregnancy. */
export const longestPregnancyDays = 44 * 7
/** Nifas is day 0, the day of delivery, to day 42 (Permenkes 21/2021). */
export const lastPostpartumDay = 42

export type Gestation = { readonly weeks: number; readonly days: number; readonly totalDays: number }

/** The day from which gestation counts: HPHT, else reckoned back from the weeks said on `estimatedOn`. */
export function gestationStart(episode: PregnancyEpisode): CalendarDay | undefined {
  if (episode.lastMenstrualPeriodOn) return episode.lastMenstrualPeriodOn
  if (episode.estimatedOn === undefined || episode.estimatedGestationWeeks === undefined) return undefined
  return addDays(episode.estimatedOn, -Math.round(episode.estimatedGestationWeeks * 7))
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
 * Days since the latest delivery, 0 on its day, while nifas lasts (day 42 included). A miscarriage begins no nifas; an
 * end without a stated outcome counts as a delivery, since nifas has the stricter rules.
 */
export function postpartumDaysOn(
  pregnancies: readonly PregnancyEpisode[],
  day: CalendarDay,
): number | undefined {
  const days = pregnancies
    .filter((episode) => episode.outcome === undefined || episode.outcome === 'delivered')
    .flatMap((episode) => (episode.endedOn === undefined ? [] : [daysBetween(episode.endedOn, day)]))
    .filter((since) => since >= 0 && since <= lastPostpartumDay)
  return days.length === 0 ? undefined : Math.min(...days)
}
