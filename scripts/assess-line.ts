import {
  assessVisit,
  checkAnswer,
  fieldContextOf,
  instrumentById,
  type ParsedAnswers,
  parseAnswers,
} from '#domain/instruments/index.ts'
import type { Answers, Context, Instrument, PastVisit } from '#domain/instruments/instrument.ts'
import type { PersonOn, Sex } from '#domain/person/person.ts'
import { defaultSettings, settingsWith } from '#domain/settings.ts'
import { isCalendarDay } from '#domain/time/calendar-day.ts'

type Fields = Readonly<Record<string, unknown>>

/** What is wrong with a line: a stable code and the name as it was given. */
class LineError extends Error {
  readonly code: string
  readonly field: string
  constructor(code: string, field: string) {
    super(`${code}: ${field}`)
    this.code = code
    this.field = field
  }
}

/**
 * Assesses one line `{ instrument, answers, person, day, history, settings }`. Gives `{ level, incomplete, findings }`,
 * with `unknown` naming what this edition does not know, or `{ error: { code, field } }`.
 */
export function assessLine(text: string): object {
  try {
    return assessFields(recordOf(parsed(text), 'line'))
  } catch (error) {
    if (error instanceof LineError) return { error: { code: error.code, field: error.field } }
    throw error
  }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    throw new LineError('notJson', 'line')
  }
}

function recordOf(value: unknown, field: string): Fields {
  if (value === undefined) return {}
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw new LineError('wrongShape', field)
  return value as Fields
}

function assessFields(line: Fields): object {
  const instrument = instrumentById(String(line['instrument']))
  if (!instrument) throw new LineError('unknownInstrument', 'instrument')
  const day = dayOf(line['day'], 'day')
  const person = personOf(recordOf(line['person'], 'person'), day)
  const overrides = recordOf(line['settings'], 'settings')
  const settings = settingsWith(overrides)
  if (person.birthDate && !instrument.appliesTo(person, day, settings))
    throw new LineError('instrumentDoesNotApply', 'instrument')
  const history = historyOf(line['history'], instrument, { person, day, history: [], settings })
  const exact = recordOf(line['person'], 'person')['birthDateExact'] !== false
  const context: Context = { person, day, history, settings, birthDateExact: exact }
  const { answers, unknown } = answersOf(recordOf(line['answers'], 'answers'), instrument, context, '')
  checkAll(instrument, answers, context)
  const strange = [...unknown, ...Object.keys(overrides).filter((name) => !(name in defaultSettings))]
  return { ...assessVisit(instrument, answers, context), ...(strange.length > 0 && { unknown: strange }) }
}

function dayOf(value: unknown, field: string): string {
  if (!isCalendarDay(value)) throw new LineError('notADate', field)
  return value
}

const sexes: Readonly<Record<string, Sex>> = {
  male: 'male',
  female: 'female',
  l: 'male',
  p: 'female',
  'laki-laki': 'male',
  perempuan: 'female',
}

function personOf({ sex, birthDate }: Fields, day: string): PersonOn {
  const known = typeof sex === 'string' ? sexes[sex.toLowerCase()] : undefined
  if (sex !== undefined && sex !== null && !known) throw new LineError('notAChoice', 'person.sex')
  if (birthDate === undefined || birthDate === null) return { sex: known }
  const born = dayOf(birthDate, 'person.birthDate')
  if (born > day) throw new LineError('beforeBirth', 'day')
  return { sex: known, birthDate: born }
}

/** Reads answers; the first that cannot be read ends the line. */
function answersOf(given: Fields, instrument: Instrument, context: Context, place: string): ParsedAnswers {
  const read = parseAnswers(instrument, given, fieldContextOf(instrument, {}, context))
  const [problem] = read.problems
  if (problem) throw new LineError(problem.code, `${place}${problem.field}`)
  return read
}

/** The first value outside what its field takes ends the line; doubtful ones count as confirmed. */
function checkAll(instrument: Instrument, answers: Answers, context: Context): void {
  const fieldContext = fieldContextOf(instrument, answers, context)
  for (const field of instrument.fields) {
    const answer = answers[field.id]
    if (answer === undefined) continue
    const checked = checkAnswer(field, answer, fieldContext)
    if (checked.status === 'reject') throw new LineError(checked.code, field.id)
  }
}

function historyOf(value: unknown, instrument: Instrument, context: Context): readonly PastVisit[] {
  if (value === undefined || value === null) return []
  if (!Array.isArray(value)) throw new LineError('wrongShape', 'history')
  return value
    .map((one: unknown, at) => pastVisitOf(recordOf(one, `history.${at}`), at, instrument, context))
    .filter(({ day }) => day < context.day)
    .sort((one, other) => (one.day < other.day ? -1 : one.day > other.day ? 1 : 0))
}

/** A visit of a card that this edition does not know is read with the names of the card in hand. */
function pastVisitOf(visit: Fields, at: number, instrument: Instrument, context: Context): PastVisit {
  const day = dayOf(visit['day'], `history.${at}.day`)
  const known = instrumentById(String(visit['instrument'])) ?? instrument
  const given = recordOf(visit['answers'], `history.${at}.answers`)
  const { answers } = answersOf(given, known, { ...context, day }, `history.${at}.`)
  const onPosyanduDay = visit['onPosyanduDay'] === true
  return { instrument: known.id, day, answers, onPosyanduDay }
}
