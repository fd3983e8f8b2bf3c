import { isCalendarDay } from '#domain/time/calendar-day.ts'
import type {
  AnswerValue,
  Facts,
  Field,
  FieldContext,
  FieldSpec,
  GroupSpec,
  GroupValue,
  NumberSpec,
  PartSpec,
  Range,
  RangeOf,
  TextFormat,
  TextSpec,
} from './instrument.ts'
import { groupOf, isNotMeasured } from './read-answer.ts'

/** `reject`: the value is refused at the field. `confirm`: it is taken once the person says that it is right. */
export type Checked =
  | { readonly status: 'ok' }
  | { readonly status: 'reject' | 'confirm'; readonly code: string; readonly facts: Facts }

const ok: Checked = { status: 'ok' }
const reject = (code: string, facts: Facts = {}): Checked => ({ status: 'reject', code, facts })
const confirm = (code: string, facts: Facts = {}): Checked => ({ status: 'confirm', code, facts })

/**
 * Checks one answer of a field beside the others and the person's history. "Not measured" and its kin are always ok.
 * Reject codes: `notANumber`, `tooManyDecimals`, `tooLow`, `tooHigh`, `notAChoice`, `notADate`, `tooEarly`, `tooLate`,
 * `tooLong`, `tooShort`, `wrongFormat`, `wrongShape`, `missingPart`, and a group's own contradictions. Confirm codes: `unusuallyLow`,
 * `unusuallyHigh`, and the field's doubts.
 */
export function checkAnswer(field: Field, value: AnswerValue, context: FieldContext): Checked {
  if (isNotMeasured(value)) return ok
  const checked = checkSpec(field, value, context)
  if (checked.status !== 'ok') return checked
  const doubt = field.doubt?.(value, context)
  return doubt ? confirm(doubt.code, doubt.facts) : ok
}

function checkSpec(spec: FieldSpec, value: AnswerValue, context: FieldContext): Checked {
  switch (spec.type) {
    case 'number':
      return checkNumber(spec, value, context)
    case 'choice':
      return typeof value === 'string' && spec.choices.includes(value) ? ok : reject('notAChoice')
    case 'yesNo':
      return typeof value === 'boolean' ? ok : reject('notAChoice')
    case 'multi':
      return Array.isArray(value) && value.every((one) => spec.choices.includes(one))
        ? ok
        : reject('notAChoice')
    case 'text':
      return checkText(spec, value)
    case 'date':
      return checkDate(value, spec.earliest?.(context), spec.latest?.(context))
    case 'group':
      return checkGroup(spec, value, context)
  }
}

const formats: Readonly<Record<TextFormat, RegExp>> = {
  timeOfDay: /^([01]\d|2[0-3]):[0-5]\d$/,
  digits: /^\d+$/,
  phone: /^\+?\d{9,15}$/,
}

function checkText({ maxLength, minLength = 0, format }: TextSpec, value: AnswerValue): Checked {
  if (typeof value !== 'string') return reject('wrongShape')
  if (value.length > maxLength) return reject('tooLong', { limit: maxLength })
  if (value.length < minLength) return reject('tooShort', { limit: minLength })
  return format === undefined || formats[format].test(value) ? ok : reject('wrongFormat', { format })
}

function checkDate(value: AnswerValue, earliest: string | undefined, latest: string | undefined): Checked {
  if (!isCalendarDay(value)) return reject('notADate')
  if (earliest !== undefined && value < earliest) return reject('tooEarly', { limit: earliest })
  return latest !== undefined && value > latest ? reject('tooLate', { limit: latest }) : ok
}

const rangeIn = (range: RangeOf | undefined, context: FieldContext): Range =>
  typeof range === 'function' ? range(context) : (range ?? {})

function checkNumber(spec: NumberSpec, value: AnswerValue, context: FieldContext): Checked {
  if (typeof value === 'string' && spec.words?.includes(value)) return ok
  if (typeof value !== 'number' || !Number.isFinite(value)) return reject('notANumber')
  const refused = rangeIn(spec.reject, context)
  if (!isWithin(value, refused)) return reject(...outside(value, refused, spec, ['tooLow', 'tooHigh']))
  if (!hasDecimals(value, spec.decimals)) return reject('tooManyDecimals', { decimals: spec.decimals })
  const believed = rangeIn(spec.confirm, context)
  return isWithin(value, believed)
    ? ok
    : confirm(...outside(value, believed, spec, ['unusuallyLow', 'unusuallyHigh']))
}

/** Whether a value lies within a range, its limits included. */
export const isWithin = (value: number, { min, max }: Range) =>
  (min === undefined || value >= min) && (max === undefined || value <= max)

/** Whether a number has at most so many decimals; binary fractions are allowed their tail. */
function hasDecimals(value: number, decimals: number): boolean {
  const scaled = value * 10 ** decimals
  return Math.abs(scaled - Math.round(scaled)) < 1e-6
}

function outside(
  value: number,
  range: Range,
  spec: NumberSpec,
  [low, high]: readonly [string, string],
): [string, Facts] {
  const below = range.min !== undefined && value < range.min
  const limit = (below ? range.min : range.max) ?? 0
  const perhaps = below ? undefined : perhapsMeant(value, range, spec)
  const facts = { value, limit, unit: spec.unit, ...(perhaps !== undefined && { perhaps }) }
  return [below ? low : high, facts]
}

/** A weight in grams, a length in millimetres, or a forgotten decimal point: what was perhaps meant. */
function perhapsMeant(value: number, range: Range, { unit, decimals }: NumberSpec): number | undefined {
  const divisors = unit === 'kg' ? [10, 1000] : unit === 'cm' ? [10] : []
  const meant = divisors.map((divisor) => value / divisor).filter((one) => isWithin(one, range))
  const found = meant.find((one) => hasDecimals(one, decimals)) ?? meant[0]
  return found === undefined ? undefined : Math.round(found * 10 ** decimals) / 10 ** decimals
}

function checkGroup(spec: GroupSpec, value: AnswerValue, context: FieldContext): Checked {
  const group = groupOf(value)
  if (!group) return reject('wrongShape')
  const parts = spec.parts.map((part) => checkPart(part, group, context))
  const refused = parts.find(({ status }) => status === 'reject')
  if (refused) return refused
  const contradiction = spec.contradiction?.(group)
  if (contradiction) return reject(contradiction, scalarsOf(group))
  return parts.find(({ status }) => status === 'confirm') ?? ok
}

function checkPart(part: PartSpec, group: GroupValue, context: FieldContext): Checked {
  const value = group[part.id]
  if (value === undefined) return part.optionalWhen?.(context) ? ok : reject('missingPart', { part: part.id })
  const checked = checkSpec(part, value, context)
  return checked.status === 'ok' ? ok : { ...checked, facts: { ...checked.facts, part: part.id } }
}

const scalarsOf = (group: GroupValue): Facts =>
  Object.fromEntries(
    Object.entries(group).flatMap(([name, value]) => (typeof value === 'boolean' ? [] : [[name, value]])),
  )
