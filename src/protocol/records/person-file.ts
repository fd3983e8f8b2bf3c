import type { Answers } from '#domain/instruments/instrument.ts'
import type { PersonFile, PregnancyEpisode, VisitEntry } from '#domain/visit/person-file.ts'
import { givenOnField, isDoseId } from '#domain/schedule/dose-ids.ts'
import { knownFields, type RecordState } from '#protocol/merge.ts'
import type { FieldValue } from '#protocol/mutation.ts'
import { isAmendmentField } from './amendments.ts'
import {
  type DoseFields,
  isExactBirth,
  type PersonFields,
  personIdentityFields,
  type PregnancyFields,
  type VisitFields,
  visitHeaderFields,
} from './fields.ts'
import { isVoided } from './voided.ts'

/**
 * The person's file from their records as merged: voided ones, ones without their day, and fields that people emptied
 * are left out.
 */
export function personFileOf(person: RecordState, others: readonly RecordState[]): PersonFile {
  const fields = knownFields(person) as PersonFields
  const living = others.filter((record) => !isVoided(record))
  return {
    ...(fields.sex && { sex: fields.sex }),
    ...(fields.birthDate && { birthDate: fields.birthDate }),
    birthDateExact: isExactBirth(fields.birthDatePrecision),
    kept: { ...answersBeside(personIdentityFields, fields), ...doseDays(living) },
    pregnancies: living.filter((record) => record.kind === 'pregnancy').map(toEpisode),
    visits: living.filter((record) => record.kind === 'visit').flatMap(toVisit),
  }
}

/** The day of each dose as cards ask for it; of several records of one dose the earliest. */
function doseDays(living: readonly RecordState[]): Answers {
  const days: Record<string, string> = {}
  for (const record of living.filter(({ kind }) => kind === 'dose')) {
    const { doseId, givenOn } = knownFields(record) as DoseFields
    if (doseId === undefined || !isDoseId(doseId) || !givenOn) continue
    const field = givenOnField(doseId)
    const known = days[field]
    if (known === undefined || givenOn < known) days[field] = givenOn
  }
  return days
}

function toEpisode(record: RecordState): PregnancyEpisode {
  const { personId: _, voided: __, ...episode } = knownFields(record) as PregnancyFields
  return { ...episode, id: record.id }
}

function toVisit(record: RecordState): VisitEntry[] {
  const known = knownFields(record)
  const header = known as VisitFields
  if (!header.visitedOn || !header.instrument) return []
  const onPosyanduDay = header.place === 'posyandu'
  return [
    {
      id: record.id,
      visitedOn: header.visitedOn,
      onPosyanduDay,
      instrument: header.instrument,
      answers: answersOf(known),
    },
  ]
}

/** A visit's answers: its fields without the header. `null` is an answer taken back. */
export const answersOf = (visit: Readonly<Record<string, FieldValue>>): Answers =>
  answersBeside(visitHeaderFields, visit)

/** What a record holds beside its own header. Fields of a newer edition may be among them: no rule reads those. */
function answersBeside(header: readonly string[], fields: Readonly<Record<string, unknown>>): Answers {
  return Object.fromEntries(
    Object.entries(fields).filter(
      ([name, value]) =>
        value !== null && value !== undefined && !header.includes(name) && !isAmendmentField(name),
    ),
  ) as Answers
}
