import type { Answers, PastVisit } from '#domain/instruments/instrument.ts'
import type { GivenDoses } from '#domain/schedule/doses.ts'
import type { CalendarDay } from '#domain/time/calendar-day.ts'
import type { PersonFile } from '#domain/visit/person-file.ts'
import { isExactBirth } from '#protocol/records/fields.ts'
import type { DemoPerson } from './demo.ts'
import { doseDays, dosesBefore } from './doses.ts'
import { keptOn } from './kept.ts'
import { episodesOn } from './pregnancies.ts'
import type { Random } from './random.ts'

/** A person with what is told of them: it grows with every visit. */
export type Course = {
  readonly person: DemoPerson
  readonly visits: PastVisit[]
  /** Known from the book and from school, by the day on which each was given. */
  readonly told: GivenDoses
  /** All doses so far; those of school also ahead. */
  doses: GivenDoses
  /** What the person's record keeps of the cards. */
  kept: Answers
}

/** A person on the day on which the register is taken, or soon after birth. */
export function beginCourse(
  random: Random,
  person: DemoPerson,
  registered: CalendarDay,
  today: CalendarDay,
): Course {
  const isBorn = person.birthDate <= registered
  const told = dosesBefore(random, person, isBorn ? registered : person.birthDate, today)
  const kept = keptOn(person, isBorn ? registered : person.birthDate)
  return { person, visits: [], told, doses: told, kept }
}

/** The person as a phone knows them on the morning of a day, without their visits. */
export function fileOn({ person, doses, kept }: Course, day: CalendarDay): PersonFile {
  const { sex, birthDate, fields, pregnancies } = person
  const { birthWeightKg, gestationAtBirthWeeks } = fields
  return {
    sex,
    birthDate,
    birthDateExact: isExactBirth(fields.birthDatePrecision),
    kept: {
      ...(birthWeightKg !== undefined && { birthWeightKg }),
      ...(gestationAtBirthWeeks !== undefined && { gestationAtBirthWeeks }),
      ...kept,
      ...keptOn(person, day),
      ...doseDays(doses),
    },
    pregnancies: episodesOn(pregnancies, day),
    visits: [],
  }
}
