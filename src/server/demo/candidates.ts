import type {
  AnswerValue,
  Field,
  FieldContext,
  GroupValue,
  NumberSpec,
  PartSpec,
  Scalar,
} from '#domain/instruments/instrument.ts'
import { addDays } from '#domain/time/calendar-day.ts'
import { round } from './body.ts'

/** Values between the lowest and the highest that nobody asks about twice, as parts of the way. */
const waysThrough = [0.25, 0.5, 0, 0.75, 1] as const
/** Days on which something told was done: some days ago, weeks ago, today. */
const daysAgo = [6, 25, 0] as const

/** Answers that somebody could give to a question, always in the same order. Texts are left to people, scales to bodies. */
export function candidatesOf(field: Field, context: FieldContext): readonly AnswerValue[] {
  if (isMeasured(field)) return []
  if (field.type === 'multi') return [[], [...field.choices]]
  if (field.type === 'group') return groupsOf(field.parts, context)
  return scalarsOf(field, context)
}

const isMeasured = ({ step, type }: Field) => step === 2 && (type === 'number' || type === 'group')

type ScalarSpec = Exclude<Field, { type: 'multi' | 'group' }> | PartSpec

function scalarsOf(spec: ScalarSpec, context: FieldContext): readonly Scalar[] {
  switch (spec.type) {
    case 'yesNo':
      return [false, true]
    case 'choice':
      return spec.choices
    case 'number':
      return numbersOf(spec, context)
    case 'date':
      return daysAgo.map((days) => addDays(context.day, -days))
    case 'text':
      return []
  }
}

function numbersOf(spec: NumberSpec, context: FieldContext): readonly number[] {
  const rangeIn = (range: NumberSpec['reject'] | undefined) =>
    typeof range === 'function' ? range(context) : (range ?? {})
  const possible = rangeIn(spec.reject)
  const { min = possible.min ?? 0, max = possible.max ?? 0 } = rangeIn(spec.confirm)
  const values = waysThrough.map((way) => round(min + (max - min) * way, spec.decimals))
  return [...new Set(values)]
}

/** Every combination of what the parts can be; what is written and may be left out is. */
function groupsOf(parts: readonly PartSpec[], context: FieldContext): readonly GroupValue[] {
  return parts.reduce<readonly GroupValue[]>(
    (groups, part) => {
      const isOptional = part.optionalWhen?.(context) ?? false
      if (isOptional && isWritten(part)) return groups
      const values = scalarsOf(part, context)
      return groups.flatMap((group) => values.map((value) => ({ ...group, [part.id]: value })))
    },
    [{}],
  )
}

const isWritten = ({ type }: PartSpec) => type === 'number' || type === 'text' || type === 'date'
