import { unlistAnswers } from './listed-answers.ts'
import { unlistVisits } from './listed-visits.ts'
import { folded, parseValue } from './parse-value.ts'
import type {
  Answers,
  AnswerValue,
  Field,
  FieldContext,
  FieldSpec,
  Instrument,
  PartSpec,
} from './instrument.ts'

export type ParseProblem = { readonly code: string; readonly field: string }
export type ParsedAnswers = {
  readonly answers: Answers
  /** Names that this instrument does not know. They are told, never guessed at. */
  readonly unknown: readonly string[]
  readonly problems: readonly ParseProblem[]
}

type Place = { readonly field: Field; readonly part?: PartSpec }

/**
 * Reads answers given by name or card id, with choices as codes or as printed (`ya`, `telentang`), decimals with comma
 * or point, and the parts of a group side by side (`td_sistole`, `td_diastole`), together, or as a pair (`150/95`).
 * Absent parts that have a default take it.
 */
export function parseAnswers(
  instrument: Instrument,
  given: Readonly<Record<string, unknown>>,
  context: FieldContext,
): ParsedAnswers {
  const unlisted = unlistAnswers(instrument, unlistVisits(instrument, given))
  const problems: ParseProblem[] = unlisted.unread.map((field) => ({ code: 'notAChoice', field }))
  const unknown: string[] = []
  const singles = new Map<string, AnswerValue>()
  const groups = new Map<string, Record<string, AnswerValue>>()
  const put = (place: Place, name: string, raw: unknown) => {
    const parsed = parseValue(place.part ?? place.field, raw)
    if (parsed === undefined) problems.push({ code: problemOf(place.part ?? place.field), field: name })
    else if (place.part && typeof parsed !== 'object')
      groups.set(place.field.id, { ...groups.get(place.field.id), [place.part.id]: parsed })
    else singles.set(place.field.id, parsed)
  }
  for (const [written, raw] of Object.entries(unlisted.given)) {
    // Lists are printed with brackets behind their name.
    const name = written.replace(/\[\]$/, '')
    if (raw === null || raw === undefined || raw === '' || isUnasked(raw)) continue
    const whole = isRecord(raw) && !('state' in raw) ? groupNamed(instrument, name) : undefined
    if (whole && isRecord(raw)) {
      for (const [partName, value] of Object.entries(raw)) {
        // `kn1: { tanggal }` names the part that is `kn1_tanggal` on its own.
        const long = `${whole.cardId}_${partName}`
        const part = whole.parts.find((one) => isCalled(one, partName) || isCalled(one, long))
        if (part) put({ field: whole, part }, `${name}.${partName}`, value)
        else unknown.push(`${name}.${partName}`)
      }
      continue
    }
    const place = placeOf(instrument, name)
    if (Array.isArray(raw) && place?.field.type === 'date') {
      // A row that prints one date after another: `vita_minum_tgl` is the first, `vita_minum_tgl_2` the second.
      raw.forEach((value: unknown, at) => {
        const nth = at === 0 ? place : placeOf(instrument, `${name}_${at + 1}`)
        if (nth) put(nth, name, value)
        else problems.push({ code: 'notADate', field: name })
      })
      continue
    }
    if (!place) unknown.push(name)
    else
      for (const [where, value] of pairOf(place, raw) ?? [[partThatTakes(place, name, raw), raw] as const])
        put(where, name, value)
  }
  return { answers: joined(instrument, singles, groups, context), unknown, problems }
}

/** A value given under the name of the whole group belongs to the first of its parts that can read it. */
function partThatTakes({ field, part }: Place, name: string, raw: unknown): Place {
  if (field.type !== 'group' || (part && isCalled(part, name))) return part ? { field, part } : { field }
  const taking = field.parts.find((one) => parseValue(one, raw) !== undefined) ?? part
  return taking ? { field, part: taking } : { field }
}

/** Two numbers that people write as one, `150/95` or `3 tahun 2 bulan`. */
const pairs = /^\s*(\d+)\s*(?:\/|th[n.]?|tahun)\s*(\d+)\s*(?:bl[n.]?|bulan)?\s*$/i

/** Both belong to a number part and the one after it. */
function pairOf({ field, part }: Place, raw: unknown): readonly (readonly [Place, string])[] | undefined {
  const written = typeof raw === 'string' ? pairs.exec(raw) : null
  if (!written || field.type !== 'group' || part?.type !== 'number') return undefined
  const next = field.parts[field.parts.indexOf(part) + 1]
  if (next?.type !== 'number') return undefined
  return [
    [{ field, part }, written[1] ?? ''],
    [{ field, part: next }, written[2] ?? ''],
  ]
}

const problemOf = ({ type }: FieldSpec): string =>
  type === 'number'
    ? 'notANumber'
    : type === 'date'
      ? 'notADate'
      : type === 'group'
        ? 'wrongShape'
        : 'notAChoice'

/** The third state of every yes-or-no question, where somebody writes it down. */
const isUnasked = (raw: unknown): boolean => typeof raw === 'string' && folded(raw) === 'belum ditanya'

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

type Named = { readonly id: string; readonly cardId: string; readonly alsoCardIds?: readonly string[] }
const isCalled = (named: Named, name: string) =>
  named.id === name || named.cardId === name || (named.alsoCardIds?.includes(name) ?? false)

function groupNamed(instrument: Instrument, name: string): (Field & { type: 'group' }) | undefined {
  const field = instrument.fields.find((one) => one.type === 'group' && isCalled(one, name))
  return field?.type === 'group' ? field : undefined
}

/** A field by one of its names; where that is a group, or names one of its parts, the part. */
function placeOf(instrument: Instrument, name: string): Place | undefined {
  const exact = instrument.fields.find((field) => field.id === name)
  if (exact)
    return exact.type === 'group' && exact.parts[0]
      ? { field: exact, part: exact.parts[0] }
      : { field: exact }
  const single = instrument.fields.find((field) => field.type !== 'group' && isCalled(field, name))
  if (single) return { field: single }
  const parts = instrument.fields.flatMap((field) =>
    field.type === 'group'
      ? field.parts.filter((one) => isCalled(one, name)).map((part) => ({ field, part }))
      : [],
  )
  const [only] = parts
  // The day, the place of which visit? A short name that several groups have in their braces says nothing outside them.
  const isShort = parts.length > 1 && parts.every(({ part }) => part.alsoCardIds?.includes(name))
  if (only) return isShort ? undefined : only
  const group = groupNamed(instrument, name)
  const first = group?.parts[0]
  return group && first && { field: group, part: first }
}

function joined(
  instrument: Instrument,
  singles: ReadonlyMap<string, AnswerValue>,
  groups: ReadonlyMap<string, Readonly<Record<string, AnswerValue>>>,
  context: FieldContext,
): Answers {
  const answers: Record<string, AnswerValue> = Object.fromEntries(singles)
  for (const [id, parts] of groups) {
    const field = instrument.fields.find((one) => one.id === id)
    if (field?.type !== 'group' || id in answers) continue
    // How it was measured, without a measure, is no answer.
    if (field.parts.every((part) => part.default !== undefined || parts[part.id] === undefined)) continue
    const filled: Record<string, string | number | boolean> = {}
    for (const part of field.parts) {
      const value = parts[part.id] ?? part.default?.(context)
      if (value !== undefined && typeof value !== 'object') filled[part.id] = value
    }
    answers[id] = filled
  }
  return answers
}
