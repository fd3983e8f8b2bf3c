import type { Answers } from '#domain/instruments/instrument.ts'
import type { PersonFile, PregnancyEpisode, VisitEntry } from '#domain/visit/person-file.ts'
import { type RecordState, shownFields } from '#protocol/merge.ts'
import type { FieldValue } from '#protocol/mutation.ts'
import type { PersonFields, PregnancyFields, VisitFields } from './fields.ts'
import { visitHeaderFields } from './fields.ts'
import { isVoided } from './voided.ts'

/** The person's file from their records as merged: voided ones and ones without their day are left out. */
export function personFileOf(person: RecordState, others: readonly RecordState[]): PersonFile {
  const fields = shownFields(person) as PersonFields
  const living = others.filter((record) => !isVoided(record))
  return {
    ...(fields.sex && { sex: fields.sex }),
    ...(fields.birthDate && { birthDate: fields.birthDate }),
    birthDateExact: (fields.birthDatePrecision ?? 'day') === 'day',
    ...(fields.birthWeightKg !== undefined && { birthWeightKg: fields.birthWeightKg }),
    pregnancies: living.filter((record) => record.kind === 'pregnancy').map(toEpisode),
    visits: living.filter((record) => record.kind === 'visit').flatMap(toVisit),
  }
}

function toEpisode(record: RecordState): PregnancyEpisode {
  const { personId: _, voided: __, ...episode } = shownFields(record) as PregnancyFields
  return { ...episode, id: record.id }
}

function toVisit(record: RecordState): VisitEntry[] {
  const shown = shownFields(record)
  const header = shown as VisitFields
  if (!header.visitedOn || !header.instrument) return []
  const onPosyanduDay = header.place === 'posyandu'
  return [
    {
      id: record.id,
      visitedOn: header.visitedOn,
      onPosyanduDay,
      instrument: header.instrument,
      answers: answersOf(shown),
    },
  ]
}

/** A visit's answers: its fields without the header. `null` is an answer taken back. */
export function answersOf(visit: Readonly<Record<string, FieldValue>>): Answers {
  const header: readonly string[] = visitHeaderFields
  return Object.fromEntries(
    Object.entries(visit).filter(([name, value]) => value !== null && !header.includes(name)),
  ) as Answers
}
