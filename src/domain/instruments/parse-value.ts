import { calendarDay, isCalendarDay } from '#domain/time/calendar-day.ts'
import type { AnswerValue, ChoiceSpec, FieldSpec, MultiSpec, NotMeasured, NumberSpec } from './instrument.ts'
import { notMeasuredReasons, notMeasuredStates } from './instrument.ts'

/** The three states without a value, as the card calls them. */
const printedStates: Readonly<Record<string, NotMeasured['state']>> = {
  'tidak diukur': 'notMeasured',
  'tidak dapat dilakukan': 'cannotBeDone',
  'tidak dapat': 'cannotBeDone',
  'tidak tahu': 'unknown',
}

const folded = (text: string) =>
  text
    .trim()
    .toLowerCase()
    .replaceAll(/[\s_-]+/g, ' ')

/** One value as the field wants it, or nothing where it cannot be read so. */
export function parseValue(spec: FieldSpec, raw: unknown): AnswerValue | undefined {
  return notMeasuredOf(raw) ?? readAs(spec, raw)
}

function notMeasuredOf(raw: unknown): NotMeasured | undefined {
  if (typeof raw === 'string') {
    const state = printedStates[folded(raw)] ?? notMeasuredStates.find((one) => one === raw)
    return state && { state }
  }
  if (typeof raw !== 'object' || raw === null || !('state' in raw)) return undefined
  const state = notMeasuredStates.find((one) => one === raw.state)
  const reason = 'reason' in raw ? notMeasuredReasons.find((one) => one === raw.reason) : undefined
  return state && (reason ? { state, reason } : { state })
}

function readAs(spec: FieldSpec, raw: unknown): AnswerValue | undefined {
  switch (spec.type) {
    case 'number':
      return numberOf(spec, raw)
    case 'choice':
      return choiceOf(spec, raw)
    case 'yesNo':
      return yesNoOf(raw)
    case 'multi':
      return choicesOf(spec, raw)
    case 'date':
      return dateOf(raw)
    case 'text':
      return typeof raw === 'string' ? raw : undefined
    case 'group':
      return undefined
  }
}

function numberOf({ words }: NumberSpec, raw: unknown): AnswerValue | undefined {
  if (typeof raw === 'number') return raw
  if (typeof raw !== 'string') return undefined
  const word = words?.find((one) => one.toLowerCase() === raw.trim().toLowerCase())
  if (word) return word
  const text = raw.trim().replace(',', '.')
  return /^-?\d+(\.\d+)?$/.test(text) ? Number(text) : undefined
}

/** A choice by its code or as the card prints it; a card that knows only yes or no may send a boolean. */
function choiceOf(
  { choices, printed, alsoPrinted }: ChoiceSpec | MultiSpec,
  raw: unknown,
): string | undefined {
  const text = typeof raw === 'boolean' ? (raw ? 'ya' : 'tidak') : raw
  if (typeof text !== 'string' && typeof text !== 'number') return undefined
  const wanted = folded(String(text))
  return choices.find((code) =>
    [code, printed?.[code] ?? code, ...(alsoPrinted?.[code] ?? [])].some((one) => folded(one) === wanted),
  )
}

function yesNoOf(raw: unknown): boolean | undefined {
  if (typeof raw === 'boolean') return raw
  if (typeof raw !== 'string') return undefined
  const word = folded(raw)
  if (word === 'ya' || word === 'yes' || word === 'true') return true
  return word === 'tidak' || word === 'no' || word === 'false' ? false : undefined
}

function choicesOf(spec: MultiSpec, raw: unknown): readonly string[] | undefined {
  if (typeof raw === 'string' && ['tidak ada', 'tidak', 'none', '[]'].includes(folded(raw))) return []
  const list: readonly unknown[] = Array.isArray(raw) ? raw : String(raw).split(/[,;]/)
  const found = list.map((one) => choiceOf(spec, one))
  return found.every((one) => one !== undefined) ? found : undefined
}

/** `2025-03-01`, or day, month and year as people write them. */
function dateOf(raw: unknown): string | undefined {
  if (isCalendarDay(raw)) return raw
  const match = typeof raw === 'string' ? /^(\d{1,2})[-/.](\d{1,2})[-/.](\d{4})$/.exec(raw.trim()) : null
  return match
    ? calendarDay({ day: Number(match[1]), month: Number(match[2]), year: Number(match[3]) })
    : undefined
}
