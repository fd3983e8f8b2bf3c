import type { ListedDay } from '#device/posyandu-day/open-day.ts'
import type { Draft, Enrolment, PersonView } from '#device/store/store.ts'
import { check } from './check-field.ts'
import { instrumentById, isRequired } from '#domain/instruments/index.ts'
import type { Context, Field, Instrument } from '#domain/instruments/instrument.ts'
import { cardFor } from '#domain/life-stage/life-stage.ts'
import type { Settings } from '#domain/settings.ts'
import { contextFor } from '#domain/visit/context-for.ts'
import type { PersonFile } from '#domain/visit/person-file.ts'
import { headStamps, type RecordState, shownFields } from '#protocol/merge.ts'
import type { PersonFields, VisitFields } from '#protocol/records/fields.ts'
import { visitIdOnDay } from '#protocol/records/ids.ts'
import { answersOf, personFileOf } from '#protocol/records/person-file.ts'
import { isVoided } from '#protocol/records/voided.ts'
import { type Entries, entryOf } from './entries.ts'
import { FormState } from './form-state.ts'
import type { SavedVisit, VisitHeader } from './visit-change.ts'
import { type VisitDay, visitDayFor } from './visit-day.ts'
import { type OpenedVisit, readDraft, type VisitDraft } from './visit-draft.ts'

/** What the store knows when a visit is opened. */
export type VisitSource = {
  readonly view: PersonView
  readonly settings: Settings
  readonly days: readonly ListedDay[]
  readonly role: Enrolment['person']['role']
  readonly draft: Draft | undefined
}

/** What the world gives: the clock, a new id, the language in which numbers are typed. */
export type VisitWorld = { readonly now: number; readonly newId: () => string; readonly language: string }

export type VisitSetup = {
  readonly instrument: Instrument
  readonly header: VisitHeader
  readonly form: FormState
  /** The record as the form was opened on it; a continued form keeps what it was begun on. */
  readonly opened: OpenedVisit
  /** True when a half-filled form was found and is continued. */
  readonly restored: boolean
}

/** `noCard`: without a birth date and without a pregnancy no card can be chosen. */
export type SetupFailure = { readonly failure: 'noCard' }

/** The visit to fill now: a half-filled one goes on, one of the same day is amended, else a new one. */
export function setUpVisit(source: VisitSource, world: VisitWorld): VisitSetup | SetupFailure {
  const person = shownFields(source.view.person) as PersonFields
  const file = personFileOf(source.view.person, source.view.others)
  const draft = readDraft(source.draft?.value)
  const day = draft ?? visitDayFor(source.days, person.posyanduId, world.now)
  const card = cardFor(file, day.visitedOn, source.settings)
  const instrument = card && instrumentById(card)
  if (!instrument) return { failure: 'noCard' }
  const record = recordToAmend(source.view, file, day, draft)
  const visitId = record?.id ?? draft?.visitId ?? newVisitId(source.view.person.id, day, world)
  const header = headerOf(visitId, source.view.person.id, record, day, instrument)
  const opened = draft?.opened ?? openedOn(record)
  const context = {
    ...contextFor(file, header.visitedOn, source.settings),
    onPosyanduDay: header.posyanduDayId !== undefined,
  }
  const fields = fieldsFor(instrument, source.role)
  const form = new FormState({
    instrument: instrument.id,
    fields,
    context,
    entries: { ...savedEntries(fields, opened.saved, world.language), ...draft?.entries },
    check,
  })
  return { instrument, header, form, restored: draft !== undefined, opened }
}

const openedOn = (record: RecordState | undefined): OpenedVisit =>
  record ? { saved: savedVisit(record), shown: headStamps(record) } : { shown: {} }

/** What this person's role fills in the visit itself; what another record keeps is shown as a fact. */
export const fieldsFor = (instrument: Instrument, role: 'kader' | 'nakes'): readonly Field[] =>
  instrument.fields.filter((field) => !field.keptIn && (!field.nakesOnly || role === 'nakes'))

const newVisitId = (personId: string, day: VisitDay, world: VisitWorld) =>
  day.posyanduDayId ? visitIdOnDay(day.posyanduDayId, personId) : world.newId()

/** The visit of the same person, day and place that is already there. */
function recordToAmend(
  view: PersonView,
  file: PersonFile,
  day: VisitDay,
  draft: VisitDraft | undefined,
): RecordState | undefined {
  const id =
    draft?.visitId ?? (day.posyanduDayId ? visitIdOnDay(day.posyanduDayId, view.person.id) : undefined)
  const atHome = file.visits.find((visit) => visit.visitedOn === day.visitedOn && !visit.onPosyanduDay)?.id
  const wanted = id ?? (day.posyanduDayId ? undefined : atHome)
  return view.others.find((record) => record.id === wanted && !isVoided(record))
}

export function savedVisit(record: RecordState): SavedVisit {
  const shown = shownFields(record)
  return { header: shown, answers: answersOf(shown) }
}

function headerOf(
  id: string,
  personId: string,
  record: RecordState | undefined,
  day: VisitDay,
  instrument: Instrument,
): VisitHeader {
  const known = record ? (shownFields(record) as VisitFields) : undefined
  return {
    id,
    personId,
    visitedOn: known?.visitedOn ?? day.visitedOn,
    posyanduDayId: known ? known.posyanduDayId : day.posyanduDayId,
    instrument: instrument.id,
    instrumentEdition: instrument.edition,
  }
}

function savedEntries(fields: readonly Field[], saved: SavedVisit | undefined, language: string): Entries {
  if (!saved) return {}
  const confirmed: readonly string[] = saved.header.confirmed ?? []
  return Object.fromEntries(
    fields.flatMap((field) => {
      const value = saved.answers[field.id]
      if (value === undefined) return []
      const entry = entryOf(field, value, language)
      return [[field.id, confirmed.includes(field.id) ? { ...entry, confirmed: value } : entry] as const]
    }),
  )
}

/** What the person's and the pregnancy's records say, as the card asks for it; without a value what it needs. */
export type GivenFact = { readonly field: Field; readonly value: NonNullable<Context['given']>[string] }

export function givenFacts(instrument: Instrument, form: FormState): readonly GivenFact[] {
  const context = form.fieldContext()
  return instrument.fields
    .filter((field) => field.keptIn !== undefined)
    .map((field) => ({ field, value: form.context.given?.[field.id] }))
    .filter(({ field, value }) => value !== undefined || isRequired(field, context))
}
