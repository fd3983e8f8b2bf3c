import type { ListedDay } from '#device/posyandu-day/open-day.ts'
import type { Contact, Draft, Enrolment, PersonView } from '#device/store/store.ts'
import { visitDraftKey } from '#device/drafts/draft-keys.ts'
import type { Mending } from '#device/mending/mending.ts'
import { closedFields, mayReadIn } from '#device/findings/confidential.ts'
import { check } from './check-field.ts'
import { instrumentById, isRequired } from '#domain/instruments/index.ts'
import type { Answers, Context, Field, Instrument } from '#domain/instruments/instrument.ts'
import type { Settings } from '#domain/settings.ts'
import { contextFor } from '#domain/visit/context-for.ts'
import { instrumentsForVisit } from '#domain/visit/instruments-for-visit.ts'
import type { PersonFile } from '#domain/visit/person-file.ts'
import { headStamps, type RecordState, shownFields } from '#protocol/merge.ts'
import type { PersonFields, VisitFields } from '#protocol/records/fields.ts'
import { visitIdOnDay } from '#protocol/records/ids.ts'
import { answersOf, personFileOf } from '#protocol/records/person-file.ts'
import { isVoided } from '#protocol/records/voided.ts'
import { type Entries, entryOf } from './entries.ts'
import { FormState } from './form-state.ts'
import { doseAnswers, isDoseField, knownDoses } from './dose-changes.ts'
import { isKeptByForm, keptRecordsOn, type KeptRecords } from './kept-records.ts'
import type { SavedVisit, VisitHeader } from './visit-change.ts'
import { type VisitDay, visitDayFor } from './visit-day.ts'
import { type OpenedVisit, readDraft, type VisitDraft } from './visit-draft.ts'

/** What the store knows when a visit is opened. */
export type VisitSource = {
  readonly view: PersonView
  readonly settings: Settings
  readonly days: readonly ListedDay[]
  readonly enrolment: Enrolment | undefined
  readonly draft: Draft | undefined
  readonly contact: Contact
  /** The saved visit to correct. Absent: the visit of now. */
  readonly visitId?: string | undefined
  /** The instrument that was chosen. Absent: the one that fits best. */
  readonly chosen?: string | undefined
  /** The held mutation that saving mends, and its field. */
  readonly mending?: Mending | undefined
}

/** What the world gives: the clock, a new id, the language in which numbers are typed. */
export type VisitWorld = { readonly now: number; readonly newId: () => string; readonly language: string }

export type VisitSetup = {
  readonly instrument: Instrument
  readonly header: VisitHeader
  readonly form: FormState
  /** Ids of what can be written now, this instrument among them; none where a form or a correction goes on. */
  readonly choices: readonly string[]
  readonly draftKey: string
  readonly by: string
  /** The record as the form was opened on it; a continued form keeps what it was begun on. */
  readonly opened: OpenedVisit
  /** True when a half-filled form was found and is continued. */
  readonly restored: boolean
  /** True where the record has answers that this phone may not show; they stay as they are. */
  readonly hasClosed: boolean
  readonly mending?: Mending | undefined
}

/**
 * `noCard`: without a birth date and without a pregnancy no card can be chosen, and nothing that is written could be
 * judged. The checklists of any house wait for the birth date too, which may be a guess.
 */
export type SetupFailure = { readonly failure: 'noCard' }

/** The visit to fill now: a half-filled one goes on, one of the same day is amended, else a new one. */
export function setUpVisit(source: VisitSource, world: VisitWorld): VisitSetup | SetupFailure {
  const person = shownFields(source.view.person) as PersonFields
  const file = personFileOf(source.view.person, source.view.others)
  const draft = readDraft(source.draft?.value)
  const corrected = source.view.others.find(({ id }) => id === source.visitId && id !== undefined)
  const day = draft ?? dayOf(corrected) ?? visitDayFor(source.days, person.posyanduId, world.now)
  const { role, name: by } = source.enrolment?.person ?? { role: 'kader', name: '' }
  const possible = instrumentsForVisit(file, day.visitedOn, source.settings, {
    place: day.posyanduDayId ? 'posyandu' : 'home',
    role,
  })
  const written = corrected && (shownFields(corrected) as VisitFields).instrument
  const byStage = possible.find(({ kind }) => kind === 'card')
  const instrument = instrumentById(written ?? draft?.instrument ?? source.chosen ?? '') ?? byStage
  if (!instrument) return { failure: 'noCard' }
  const record = corrected ?? recordToAmend(source.view, file, day, instrument, draft)
  const visitId = record?.id ?? draft?.visitId ?? newVisitId(source.view.person.id, day, instrument, world)
  const header = headerOf(visitId, source.view.person.id, record, day, instrument)
  const { person: personRecord, others } = source.view
  const kept = draft?.opened.kept ?? keptRecordsOn(personRecord, others, file, header.visitedOn)
  const doses = draft?.opened.doses ?? knownDoses(others)
  const opened = { ...(draft?.opened ?? openedOn(record)), kept, doses }
  const saved = opened.saved?.answers ?? {}
  const mayRead = mayReadIn(record, source.enrolment)
  const closed = closedFields(instrument, (id) => saved[id] !== undefined, mayRead)
  const fields = fieldsFor(instrument, role, kept).filter(({ id }) => !closed.has(id))
  const given = contextFor(file, header.visitedOn, source.settings)
  const context = {
    ...given,
    // What the form itself shows to be changed counts as it stands there, also when it was emptied.
    given: { ...without(given.given ?? {}, fields), ...only(saved, closed) },
    onPosyanduDay: header.posyanduDayId !== undefined,
  }
  const form = new FormState({
    instrument: instrument.id,
    fields,
    context,
    entries: {
      ...keptEntries(fields, kept, world.language),
      ...entriesOf(fields, doseAnswers(fields, doses, header.id), world.language),
      ...savedEntries(fields, opened.saved, world.language),
      ...draft?.entries,
    },
    check,
  })
  // One that was begun on an alias goes on, and ends, under the key that it has.
  const draftKey = source.draft?.key ?? visitDraftKey(source.view.person.id, source.visitId)
  const isFixed = draft !== undefined || source.visitId !== undefined
  // A card that was saved stays that card; beside it a checklist or what nakes enter can be begun on the same day.
  const writable = possible.filter((one) => record === undefined || one.kind !== 'card' || one === instrument)
  const choices = isFixed ? [] : writable.map(({ id }) => id)
  const restored = draft !== undefined
  const { mending } = source
  const hasClosed = closed.size > 0
  return { instrument, header, form, choices, draftKey, by, restored, hasClosed, opened, mending }
}

/** The day and place of a saved visit. */
function dayOf(record: RecordState | undefined): VisitDay | undefined {
  if (!record) return undefined
  const { visitedOn, posyanduDayId } = shownFields(record) as VisitFields
  return visitedOn === undefined ? undefined : { visitedOn, ...(posyanduDayId && { posyanduDayId }) }
}

const openedOn = (record: RecordState | undefined): OpenedVisit =>
  record ? { saved: savedVisit(record), shown: headStamps(record) } : { shown: {} }

/** What this person's role fills: the visit's own fields, and those that a record which is there keeps. */
const fieldsFor = (instrument: Instrument, role: 'kader' | 'nakes', kept: KeptRecords): readonly Field[] =>
  instrument.fields.filter(
    (field) =>
      (!field.nakesOnly || role === 'nakes') &&
      (!field.keptIn || isDoseField(field) || (isKeptByForm(field) && kept[field.keptIn] !== undefined)),
  )

const without = (given: Answers, fields: readonly Field[]): Answers => {
  const shown = new Set(fields.map(({ id }) => id))
  return Object.fromEntries(Object.entries(given).filter(([id]) => !shown.has(id)))
}

const only = (answers: Answers, ids: ReadonlySet<string>): Answers =>
  Object.fromEntries(Object.entries(answers).filter(([id]) => ids.has(id)))

const entriesOf = (fields: readonly Field[], answers: Answers, language: string): Entries =>
  Object.fromEntries(
    fields.flatMap((field) => {
      const value = answers[field.id]
      return value === undefined ? [] : [[field.id, entryOf(field, value, language)] as const]
    }),
  )

function keptEntries(fields: readonly Field[], kept: KeptRecords, language: string): Entries {
  return Object.fromEntries(
    fields.flatMap((field) => {
      const value = field.keptIn && kept[field.keptIn]?.answers[field.id]
      return value === undefined || value === null
        ? []
        : [[field.id, entryOf(field, value, language)] as const]
    }),
  )
}

/** The post has one visit a person and day, on a card; what nakes write besides is a visit of its own. */
const dayVisitId = (personId: string, day: VisitDay, { kind }: Instrument): string | undefined =>
  day.posyanduDayId && kind === 'card' ? visitIdOnDay(day.posyanduDayId, personId) : undefined

const newVisitId = (personId: string, day: VisitDay, instrument: Instrument, world: VisitWorld) =>
  dayVisitId(personId, day, instrument) ?? world.newId()

/** The visit of the same person, day, place and instrument that is already there; at the post any card is the day's. */
function recordToAmend(
  view: PersonView,
  file: PersonFile,
  day: VisitDay,
  instrument: Instrument,
  draft: VisitDraft | undefined,
): RecordState | undefined {
  const atPost = day.posyanduDayId !== undefined
  const alike = file.visits.find(
    (visit) =>
      visit.visitedOn === day.visitedOn &&
      visit.onPosyanduDay === atPost &&
      visit.instrument === instrument.id,
  )
  const ofDay = [view.person, ...view.alsoAs].flatMap(({ id }) => dayVisitId(id, day, instrument) ?? [])
  const wanted = draft ? [draft.visitId] : ofDay.length > 0 ? ofDay : [alike?.id]
  return view.others.find((record) => wanted.includes(record.id) && !isVoided(record))
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
    .filter((field) => field.keptIn !== undefined && !form.fields.includes(field))
    .map((field) => ({ field, value: form.context.given?.[field.id] }))
    .filter(({ field, value }) => value !== undefined || isRequired(field, context))
}
