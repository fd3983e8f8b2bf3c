import {
  checkAnswer,
  fieldContextOf,
  instrumentById,
  instruments,
  type ParsedAnswers,
  parseAnswers,
} from '#domain/instruments/index.ts'
import type { Answers, Context, Field, Instrument, PastVisit } from '#domain/instruments/instrument.ts'
import { folded, parseValue } from '#domain/instruments/parse-value.ts'
import { hasValue } from '#domain/instruments/read-answer.ts'
import type { PersonOn, Sex } from '#domain/person/person.ts'
import { gestationStart, longestPregnancyDays } from '#domain/pregnancy/gestation.ts'
import { episodeIn } from '#domain/rules/maternal-state.ts'
import { completedMonths } from '#domain/time/age.ts'
import { daysBetween, isCalendarDay } from '#domain/time/calendar-day.ts'

export type Fields = Readonly<Record<string, unknown>>

/** What is wrong with a line: a stable code and the name as it was given. */
export class LineError extends Error {
  readonly code: string
  readonly field: string
  constructor(code: string, field: string) {
    super(`${code}: ${field}`)
    this.code = code
    this.field = field
  }
}

/** Reads a line and answers it; what is wrong with it is `{ error: { code, field } }`. */
export function answerLine(text: string, answer: (line: Fields) => object): object {
  try {
    return answer(recordOf(parsed(text), 'line'))
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

export function recordOf(value: unknown, field: string): Fields {
  if (value === undefined || value === null) return {}
  if (typeof value !== 'object' || Array.isArray(value)) throw new LineError('wrongShape', field)
  return value as Fields
}

export function dayOf(value: unknown, field: string): string {
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

/** The person of a line; what it does not tell may stand in the header rows of the card. */
export function personOfLine(line: Fields, day: string): PersonOn {
  const { sex, birthDate, ...others } = recordOf(line['person'], 'person')
  const answers = recordOf(line['answers'], 'answers')
  return personOf(
    {
      ...others,
      sex: sex ?? answers['jenis_kelamin'],
      birthDate: birthDate ?? parseValue({ type: 'date' }, answers['tgl_lahir']),
    },
    day,
  )
}

function personOf({ sex, birthDate }: Fields, day: string): PersonOn {
  const known = typeof sex === 'string' ? sexes[sex.toLowerCase()] : undefined
  if (sex !== undefined && sex !== null && !known) throw new LineError('notAChoice', 'person.sex')
  if (birthDate === undefined || birthDate === null) return { sex: known }
  const born = dayOf(birthDate, 'person.birthDate')
  if (born > day) throw new LineError('beforeBirth', 'day')
  return { sex: known, birthDate: born }
}

/** Other names of the one card of children, and of that of nifas and breastfeeding. */
const alsoNamed: Readonly<Record<string, string>> = {
  bayi: 'balita',
  apras: 'balita',
  'ibu-nifas': 'nifas',
  'ibu-menyusui': 'nifas',
  menyusui: 'nifas',
}

/** An instrument by its id, whatever its letter case and hyphens. */
export function instrumentNamed(name: unknown): Instrument | undefined {
  const id = folded(String(name)).replaceAll(' ', '-')
  return instrumentById(alsoNamed[id] ?? id)
}

/** Every question of every card, for lines that do not name one. The first card that asks it decides. */
export const anyInstrument: Instrument = {
  id: 'any',
  kind: 'card',
  edition: '',
  source: '',
  appliesTo: () => true,
  fields: [
    ...new Map(
      instruments
        .flatMap(({ fields }) => fields)
        .toReversed()
        .map((one) => [one.id, one]),
    ).values(),
  ],
  rules: [],
}

/**
 * Reads answers; the first that cannot be read ends the line. Rows of the card that another record holds, or that are
 * computed, are known and left to it.
 */
export function answersOf(
  given: Fields,
  instrument: Instrument,
  context: Context,
  place: string,
): ParsedAnswers {
  const read = parseAnswers(instrument, given, fieldContextOf(instrument, {}, context))
  const [problem] = read.problems
  if (problem) throw new LineError(problem.code, `${place}${problem.field}`)
  const elsewhere = new Set(instrument.derived?.map(({ cardId }) => cardId))
  return { ...read, unknown: read.unknown.filter((name) => !elsewhere.has(name.replace(/\[\]$/, ''))) }
}

/** The first value outside what its field takes ends the line, by the name it was given under; doubtful ones count as confirmed. */
export function checkAll(instrument: Instrument, answers: Answers, context: Context, given: Fields): void {
  const fieldContext = fieldContextOf(instrument, answers, context)
  for (const field of instrument.fields) {
    const answer = answers[field.id]
    if (answer === undefined) continue
    const checked = checkAnswer(field, answer, fieldContext)
    if (checked.status === 'reject')
      throw new LineError(checked.code, nameGiven(field, checked.facts['part'], given))
  }
}

/** The name under which a line gave a field, or the part of it that is at fault. */
function nameGiven(field: Field, part: unknown, given: Fields): string {
  const parts = field.type === 'group' ? field.parts : []
  const atFault = parts.filter(({ id }) => id === part)
  const names = [...atFault, field, ...parts].flatMap(({ id, cardId, alsoCardIds = [] }) => [
    id,
    cardId,
    ...alsoCardIds,
  ])
  const written = new Map(Object.keys(given).map((name) => [name.replace(/\[\]$/, ''), name]))
  return names.map((name) => written.get(name)).find((name) => name !== undefined) ?? field.id
}

/** Earlier visits, oldest first. One of a card that this edition does not know is read with the names of `otherwise`. */
export function historyOf(value: unknown, otherwise: Instrument, context: Context): readonly PastVisit[] {
  if (value === undefined || value === null) return []
  if (!Array.isArray(value)) throw new LineError('wrongShape', 'history')
  return value
    .map((one: unknown, at) => pastVisitOf(recordOf(one, `history.${at}`), at, otherwise, context))
    .sort((one, other) => (one.day < other.day ? -1 : one.day > other.day ? 1 : 0))
}

function pastVisitOf(visit: Fields, at: number, otherwise: Instrument, context: Context): PastVisit {
  const day = dayOf(visit['day'], `history.${at}.day`)
  const known = instrumentNamed(visit['instrument']) ?? otherwise
  const given = withCapsule(recordOf(visit['answers'], `history.${at}.answers`))
  const onDay = { ...context, day }
  const own = answersOf(given, known, onDay, `history.${at}.`)
  // What was written on the form of another visit was still said.
  const others = Object.fromEntries(own.unknown.map((name) => [name, given[name]]))
  const { answers: added } = answersOf(others, anyInstrument, onDay, `history.${at}.`)
  const answers = { ...added, ...own.answers }
  return {
    instrument: known.id,
    day,
    answers: datedOn(day, answers),
    onPosyanduDay: visit['onPosyanduDay'] === true,
  }
}

/** Weeks of pregnancy that nobody dated were said on the day of their visit. */
const datedOn = (day: string, answers: Answers): Answers =>
  hasValue(answers['estimatedGestationWeeks']) && !hasValue(answers['estimatedOn'])
    ? { ...answers, estimatedOn: day }
    : answers

/** Of a service that is no vaccine the column of the dose has the number or the colour of the capsule. */
function withCapsule(given: Fields): Fields {
  const kind = given['jenis_layanan'] ?? given['serviceKind']
  if (kind === undefined || kind === 'imunisasi' || kind === 'immunisation') return given
  const { dosis_id: dose, ...others } = given
  return dose === 1 || dose === 2 || dose === '1' || dose === '2' ? { ...others, kapsul_ke: dose } : others
}

/**
 * What the records of the person and the pregnancy would keep of earlier visits: a header answer given once holds. Of a
 * pregnancy only while it can be open, and of a delivery for the two years in which a card asks for it.
 */
export function keptBefore(history: readonly PastVisit[], context: Context): Answers {
  const earlier = history.filter(({ day }) => day < context.day)
  const kept = (keeper: Field['keptIn']): Answers =>
    Object.assign({}, ...earlier.map((visit) => keptOf(visit, keeper)))
  return { ...kept('person'), ...pregnancyStill(kept('pregnancy'), context) }
}

function keptOf({ instrument, answers }: PastVisit, keeper: Field['keptIn']): Answers {
  const { fields } = instrumentById(instrument) ?? anyInstrument
  const ids = fields.filter(({ keptIn }) => keptIn === keeper).map(({ id }) => id)
  return Object.fromEntries(ids.filter((id) => hasValue(answers[id])).map((id) => [id, answers[id]]))
}

function pregnancyStill(kept: Answers, context: Context): Answers {
  const start = gestationStart(episodeIn({ ...context, answers: kept }))
  const { deliveredOn, ...story } = kept
  if (isCalendarDay(deliveredOn) && (start === undefined || start <= deliveredOn)) {
    const {
      lastMenstrualPeriodOn: _,
      estimatedGestationWeeks: __,
      estimatedOn: ___,
      dueOn: ____,
      ...birth
    } = story
    const months = completedMonths(deliveredOn, context.day)
    return months !== undefined && months < 24 ? { ...birth, deliveredOn } : {}
  }
  const isOpen = start !== undefined && daysBetween(start, context.day) <= longestPregnancyDays
  return isOpen ? story : {}
}
