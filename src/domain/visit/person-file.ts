import type { Answers, CardId, Finding, Level } from '#domain/instruments/instrument.ts'
import type { Sex } from '#domain/person/person.ts'
import type { CalendarDay } from '#domain/time/calendar-day.ts'

/** A pregnancy as the rules need it; `endedOn` absent while it is open. */
export type PregnancyEpisode = {
  readonly id: string
  readonly lastMenstrualPeriodOn?: CalendarDay
  readonly estimatedGestationWeeks?: number
  readonly estimatedOn?: CalendarDay
  /** The expected day of delivery (HPL) as nakes entered it, and what it rests on: one by ultrasound goes before HPHT. */
  readonly dueOn?: CalendarDay
  readonly dueOnSource?: string
  readonly gravida?: number
  readonly prePregnancyWeightKg?: number
  readonly heightCm?: number
  readonly endedOn?: CalendarDay
  readonly outcome?: 'delivered' | 'miscarried' | 'other'
}

export type VisitEntry = {
  readonly id: string
  readonly visitedOn: CalendarDay
  readonly onPosyanduDay: boolean
  /** As recorded; which card it is counted under follows from it. */
  readonly instrument: string
  readonly answers: Answers
}

/** All that is known of one person and bears on a conclusion. */
export type PersonFile = {
  readonly sex?: Sex
  readonly birthDate?: CalendarDay
  /** Only an exact day lets growth be judged by age. */
  readonly birthDateExact: boolean
  /** Answers that a card keeps with the person: birth weight, illnesses in the family. */
  readonly kept?: Answers
  readonly pregnancies: readonly PregnancyEpisode[]
  readonly visits: readonly VisitEntry[]
}

export type AssessedVisit = {
  readonly visitId: string
  readonly visitedOn: CalendarDay
  readonly card: CardId
  readonly level: Level
  readonly incomplete: boolean
  readonly findings: readonly Finding[]
}
