import type { CalendarDay } from '#domain/time/calendar-day.ts'
import type { Answers, AnswerValue, Context, GroupValue, NotMeasured } from './instrument.ts'

/** True for "not measured", "cannot be done" and "unknown", with or without a reason. */
export function isNotMeasured(value: AnswerValue | undefined): value is NotMeasured {
  return typeof value === 'object' && !Array.isArray(value) && 'state' in value
}

/** True when there is a value to judge. */
export function hasValue(value: AnswerValue | undefined): boolean {
  return value !== undefined && !isNotMeasured(value)
}

/** Values that stand together, or nothing where the answer is of another shape. */
export function groupOf(value: AnswerValue | undefined): GroupValue | undefined {
  if (typeof value !== 'object' || Array.isArray(value) || isNotMeasured(value)) return undefined
  // What is neither scalar, list nor state can only be a group.
  return value as GroupValue
}

/** The number answered, or nothing where there is none. */
export function numberIn(answers: Answers, id: string): number | undefined {
  const value = answers[id]
  return typeof value === 'number' ? value : undefined
}

export function textIn(answers: Answers, id: string): string | undefined {
  const value = answers[id]
  return typeof value === 'string' ? value : undefined
}

/** One part of a group, as a number. */
export function partIn(answers: Answers, id: string, part: string): number | undefined {
  const found = groupOf(answers[id])?.[part]
  return typeof found === 'number' ? found : undefined
}

/** One part of a group, as a word. */
export function wordIn(answers: Answers, id: string, part: string): string | undefined {
  const found = groupOf(answers[id])?.[part]
  return typeof found === 'string' ? found : undefined
}

/** Yes, no, or undefined where nobody answered. */
export function yesNoIn(answers: Answers, id: string): boolean | undefined {
  const value = answers[id]
  return typeof value === 'boolean' ? value : undefined
}

/** What was ticked; undefined where the question was not answered. */
export function choicesIn(answers: Answers, id: string): readonly string[] | undefined {
  const value = answers[id]
  return Array.isArray(value) ? value : undefined
}

/** Height in cm, however the card of that time asked for it. */
export function heightIn(answers: Answers): number | undefined {
  return numberIn(answers, 'heightCm') ?? partIn(answers, 'lengthHeight', 'lengthHeightCm')
}

export type Earlier<T> = { readonly day: CalendarDay; readonly value: T }

/** The latest earlier visit from which `read` takes something. */
export function latestBefore<T>(
  context: Context,
  read: (answers: Answers) => T | undefined,
): Earlier<T> | undefined {
  for (let at = context.history.length - 1; at >= 0; at -= 1) {
    const visit = context.history[at]
    const value = visit && read(visit.answers)
    if (visit && value !== undefined) return { day: visit.day, value }
  }
  return undefined
}
