import type { Change } from '#device/store/store.ts'
import type { Answers, Field } from '#domain/instruments/instrument.ts'
import { choicesIn, textIn } from '#domain/instruments/read-answer.ts'
import { type DoseId, doseOfField, isDoseId } from '#domain/schedule/dose-ids.ts'
import { dosesGivenField } from '#domain/schedule/doses.ts'
import { headStamps, type RecordState, shownFields } from '#protocol/merge.ts'
import type { FieldValue } from '#protocol/mutation.ts'
import type { Stamp } from '#protocol/stamp.ts'
import type { DoseFields } from '#protocol/records/fields.ts'
import { doseIdInVisit, doseIdTold } from '#protocol/records/ids.ts'
import { isVoided } from '#protocol/records/voided.ts'

/** A dose as its record said when the form was opened. */
export type KnownDose = {
  readonly id: string
  readonly doseId: DoseId
  readonly givenOn: string
  readonly visitId?: string
  readonly shown: Readonly<Record<string, readonly Stamp[]>>
}

/** Doses are records of their own: what a form says of them is written there, and not in the visit. */
export const isDoseField = ({ id }: Field): boolean => id === dosesGivenField || doseOfField(id) !== undefined

/** The doses that the person's records name. */
export function knownDoses(others: readonly RecordState[]): readonly KnownDose[] {
  return others
    .filter((record) => record.kind === 'dose' && !isVoided(record))
    .flatMap((record) => {
      const { doseId, givenOn, visitId } = shownFields(record) as DoseFields
      if (doseId === undefined || !isDoseId(doseId) || !givenOn) return []
      return [{ id: record.id, doseId, givenOn, ...(visitId && { visitId }), shown: headStamps(record) }]
    })
}

/** The same as the form's answers: the day of each dose, and which were given in this visit. */
export function doseAnswers(fields: readonly Field[], doses: readonly KnownDose[], visitId: string): Answers {
  return Object.fromEntries(
    fields.filter(isDoseField).flatMap((field) => {
      const value = doseAnswer(field, doses, visitId)
      return value === undefined ? [] : [[field.id, value] as const]
    }),
  )
}

function doseAnswer(field: Field, doses: readonly KnownDose[], visitId: string) {
  const one = doseOfField(field.id)
  if (one !== undefined) return doses.find(({ doseId }) => doseId === one)?.givenOn
  const here = doses.filter((dose) => dose.visitId === visitId).map(({ doseId }) => doseId)
  return here.length > 0 ? here : undefined
}

export type DoseVisit = {
  readonly id: string
  readonly personId: string
  readonly visitedOn: string
  readonly place: 'posyandu' | 'home'
}

/** What the form changed of doses. A dose that is taken back loses its day: its record stays. */
export function doseChanges(
  fields: readonly Field[],
  answers: Answers,
  doses: readonly KnownDose[],
  visit: DoseVisit,
): readonly Change[] {
  return fields
    .filter(isDoseField)
    .flatMap((field) =>
      field.id === dosesGivenField
        ? givenChanges(choicesIn(answers, field.id) ?? [], doses, visit)
        : toldChanges(field.id, textIn(answers, field.id), doses, visit),
    )
}

function givenChanges(
  wanted: readonly string[],
  doses: readonly KnownDose[],
  visit: DoseVisit,
): readonly Change[] {
  const here = doses.filter(({ visitId }) => visitId === visit.id)
  const added = wanted.filter((dose) => isDoseId(dose) && !here.some(({ doseId }) => doseId === dose))
  const removed = here.filter(({ doseId }) => !wanted.includes(doseId))
  return [
    ...added.map((dose) =>
      newDose(doseIdInVisit(visit.id, dose), visit, {
        doseId: dose,
        givenOn: visit.visitedOn,
        visitId: visit.id,
        toldBy: 'givenToday',
        ...(visit.place === 'posyandu' && { servicePlace: 'posyandu' }),
      }),
    ),
    ...removed.map((dose) => amended(dose, null)),
  ]
}

function toldChanges(
  fieldId: string,
  wanted: string | undefined,
  doses: readonly KnownDose[],
  visit: DoseVisit,
): readonly Change[] {
  const dose = doseOfField(fieldId)
  const known = doses.find(({ doseId }) => doseId === dose)
  if (dose === undefined || known?.givenOn === wanted) return []
  if (known) return [amended(known, wanted ?? null)]
  return [
    newDose(doseIdTold(visit.personId, dose), visit, {
      doseId: dose,
      givenOn: wanted ?? '',
      toldBy: 'kiaBook',
    }),
  ]
}

const newDose = (id: string, { personId }: DoseVisit, set: Readonly<Record<string, FieldValue>>): Change => ({
  kind: 'dose',
  id,
  set: { personId, serviceKind: 'immunisation', ...set },
})

const amended = ({ id, shown }: KnownDose, givenOn: string | null): Change => ({
  kind: 'dose',
  id,
  set: { givenOn },
  shown,
})
