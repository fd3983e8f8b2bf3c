import { gestationStart } from '#domain/pregnancy/gestation.ts'
import { addDays, type CalendarDay } from '#domain/time/calendar-day.ts'
import type { PregnancyEpisode } from '#domain/visit/person-file.ts'

const knownAfterDays = 42

/** The day on which a pregnancy of the demo is told: when its weeks were estimated, else six weeks after HPHT. */
export const knownOn = (episode: PregnancyEpisode): CalendarDay =>
  episode.estimatedOn ?? addDays(gestationStart(episode) ?? '', knownAfterDays)
