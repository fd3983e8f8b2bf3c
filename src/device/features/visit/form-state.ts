import type {
  Answers,
  AnswerValue,
  Context,
  Facts,
  Field,
  FieldContext,
  NotMeasured,
} from '#domain/instruments/instrument.ts'
import { isNotMeasured } from '#domain/instruments/read-answer.ts'
import { type Entries, type Entry, emptyEntry, readEntry, sameAnswer, type Typed } from './entries.ts'

/** What is said at a field: `error` stands in the way of saving, `doubt` asks once. */
export type FieldNote = { readonly kind: 'error' | 'doubt'; readonly code: string; readonly facts: Facts }

/** What one field's view shows; the same object as long as nothing of it changed. */
export type FieldView = { readonly entry: Entry; readonly note: FieldNote | undefined }

/** Says what is wrong or doubtful with a value; nothing where it is plainly right. */
export type Check = (field: Field, value: AnswerValue, context: FieldContext) => FieldNote | undefined

export type FormInput = {
  readonly instrument: string
  readonly fields: readonly Field[]
  readonly context: Context
  readonly entries: Entries
  readonly check: Check
}

type Listener = () => void

/**
 * The form while it is filled. It lives outside React so that a keystroke renders one field and not the form; every
 * field's view listens for itself, and the list of shown fields changes only when a condition does.
 */
export class FormState {
  readonly fields: readonly Field[]
  readonly context: Context
  readonly instrument: string
  #entries: Record<string, Entry>
  #answers: Answers = {}
  #shown: readonly Field[] = []
  readonly #check: Check
  readonly #left = new Set<string>()
  readonly #views = new Map<string, FieldView>()
  readonly #listeners = new Set<Listener>()
  readonly #changed = new Set<Listener>()

  constructor(input: FormInput) {
    this.instrument = input.instrument
    this.fields = input.fields
    this.context = input.context
    this.#check = input.check
    this.#entries = { ...input.entries }
    for (const id of Object.keys(input.entries)) this.#left.add(id)
    this.#settle()
  }

  readonly subscribe = (listener: Listener) => {
    this.#listeners.add(listener)
    return () => {
      this.#listeners.delete(listener)
    }
  }

  /** Called after every change of an entry, for the draft. */
  onChange(listener: Listener) {
    this.#changed.add(listener)
    return () => {
      this.#changed.delete(listener)
    }
  }

  readonly shownFields = (): readonly Field[] => this.#shown
  readonly entries = (): Entries => this.#entries
  /** The answers of all shown fields. */
  readonly answers = (): Answers => this.#answers
  readonly fieldContext = (): FieldContext => this.#contextWith(this.#answers)

  view(field: Field): FieldView {
    const known = this.#views.get(field.id)
    const entry = this.#entries[field.id] ?? emptyEntry
    const note = this.#left.has(field.id) ? this.noteOf(field) : undefined
    if (known && known.entry === entry && sameNote(known.note, note)) return known
    const view = { entry, note }
    this.#views.set(field.id, view)
    return view
  }

  /** What stands against a field's value as it is, whether the person has left the field or not. */
  noteOf(field: Field): FieldNote | undefined {
    const entry = this.#entries[field.id] ?? emptyEntry
    const context = this.fieldContext()
    const read = readEntry(field, entry, context)
    if (read.kind === 'unfinished') return { kind: 'error', code: read.code ?? 'unfinished', facts: {} }
    if (read.kind === 'empty' || isNotMeasured(read.value)) return undefined
    const note = this.#check(field, read.value, context)
    return note?.kind === 'doubt' && sameAnswer(entry.confirmed, read.value) ? undefined : note
  }

  setPart(field: Field, part: string, typed: Typed | undefined) {
    const before = this.#entries[field.id] ?? emptyEntry
    const { [part]: _, ...others } = before.parts
    this.#write(field, { parts: isNothing(typed) ? others : { ...others, [part]: typed } })
  }

  setNotMeasured(field: Field, notMeasured: NotMeasured | undefined) {
    this.#write(field, notMeasured ? { parts: {}, notMeasured } : emptyEntry)
    this.leave(field)
  }

  /** "Sudah benar": the value as it stands is meant. Any later change of it asks again. */
  confirm(field: Field) {
    const entry = this.#entries[field.id] ?? emptyEntry
    const read = readEntry(field, entry, this.fieldContext())
    if (read.kind === 'value') this.#write(field, { ...entry, confirmed: read.value })
  }

  /** "Ukur ulang": the boxes are emptied for the new value. */
  clear(field: Field) {
    this.#write(field, emptyEntry)
    this.#left.delete(field.id)
    this.#tell()
  }

  leave(field: Field) {
    if (this.#left.has(field.id)) return
    this.#left.add(field.id)
    this.#tell()
  }

  /** Shows every note, and gives the fields that still stand in the way of saving, in the order of the form. */
  findObstacles(): readonly Field[] {
    for (const field of this.#shown) this.#left.add(field.id)
    this.#tell()
    return this.#shown.filter((field) => this.noteOf(field) !== undefined)
  }

  #write(field: Field, entry: Entry) {
    this.#entries = { ...this.#entries, [field.id]: entry }
    this.#settle()
    this.#tell()
    for (const listener of this.#changed) listener()
  }

  #tell() {
    for (const listener of this.#listeners) listener()
  }

  /**
   * Which fields are shown follows from the answers of the shown ones: repeated until it stands still. A field that
   * holds something stays, whatever its condition says: nothing that was typed is hidden or dropped unseen.
   */
  #settle() {
    let shown: readonly Field[] = this.fields
    for (let round = 0; round < this.fields.length; round++) {
      this.#answers = this.#answersOf(shown)
      const context = this.fieldContext()
      const next = this.fields.filter((field) => this.#holds(field) || (field.shownWhen?.(context) ?? true))
      const still = next.length === shown.length && next.every((field, i) => field === shown[i])
      shown = next
      if (still) break
    }
    const same = shown.length === this.#shown.length && shown.every((field, i) => field === this.#shown[i])
    if (!same) this.#shown = shown
  }

  /** The rules see what the person's and the pregnancy's records hold as answers too. */
  #contextWith(answers: Answers): FieldContext {
    return { ...this.context, instrument: this.instrument, answers: { ...this.context.given, ...answers } }
  }

  #holds(field: Field): boolean {
    const entry = this.#entries[field.id]
    return entry !== undefined && (entry.notMeasured !== undefined || Object.keys(entry.parts).length > 0)
  }

  #answersOf(fields: readonly Field[]): Answers {
    const context = this.#contextWith({})
    const answers: Record<string, AnswerValue> = {}
    for (const field of fields) {
      const read = readEntry(field, this.#entries[field.id] ?? emptyEntry, context)
      if (read.kind === 'value') answers[field.id] = read.value
    }
    return answers
  }
}

const isNothing = (typed: Typed | undefined): typed is undefined => typed === undefined || typed === ''

const sameNote = (a: FieldNote | undefined, b: FieldNote | undefined) =>
  a === b || (a !== undefined && b !== undefined && JSON.stringify(a) === JSON.stringify(b))
