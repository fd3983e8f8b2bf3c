import { calendarDay, isCalendarDay } from '#domain/time/calendar-day.ts'
import type {
  AnswerValue,
  ChoiceSpec,
  DateSpec,
  FieldSpec,
  MultiSpec,
  NotMeasured,
  NumberSpec,
} from './instrument.ts'
import { notMeasuredReasons, notMeasuredStates } from './instrument.ts'

/** The three states without a value, as the card calls them. */
const printedStates: Readonly<Record<string, NotMeasured['state']>> = {
  'tidak diukur': 'notMeasured',
  'tidak dapat dilakukan': 'cannotBeDone',
  'tidak dapat': 'cannotBeDone',
  'tidak tahu': 'unknown',
}

/** Letter case, underscores and every kind of hyphen are the writer's choice. */
export const folded = (text: string): string =>
  text
    .trim()
    .toLowerCase()
    .replaceAll(/[\s_\u2010-\u2015-]+/g, ' ')

/** One value as the field wants it, or nothing where it cannot be read so. */
export function parseValue(spec: FieldSpec, raw: unknown): AnswerValue | undefined {
  // A list that prints "tidak tahu" or its like among its choices means its own.
  const own = spec.type === 'choice' && typeof raw === 'string' ? choiceOf(spec, raw) : undefined
  return own ?? notMeasuredOf(raw) ?? readAs(spec, raw)
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
      return (
        yesNoOf(raw) ??
        (spec.dayIsEnough === true && dateOf({ type: 'date' }, raw) !== undefined ? true : undefined)
      )
    case 'multi':
      return choicesOf(spec, raw)
    case 'date':
      return dateOf(spec, raw)
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

/** Questionnaires print yes and no as the points that they give: 1 and 0. */
function yesNoOf(raw: unknown): boolean | undefined {
  if (typeof raw === 'boolean') return raw
  if (typeof raw !== 'string' && typeof raw !== 'number') return undefined
  const word = folded(String(raw))
  if (['ya', 'yes', 'true', '1'].includes(word)) return true
  return ['tidak', 'no', 'false', '0'].includes(word) ? false : undefined
}

function choicesOf(spec: MultiSpec, raw: unknown): readonly string[] | undefined {
  if (typeof raw === 'string' && ['tidak ada', 'tidak', 'none', '[]'].includes(folded(raw))) return []
  if (raw === false) return []
  const list: readonly unknown[] = Array.isArray(raw) ? raw : raw === true ? [raw] : String(raw).split(/[,;]/)
  const found = list.map((one) => choiceOf(spec, one))
  return found.every((one) => one !== undefined) ? found : undefined
}

/** `2025-03-01`, or day, month and year as people write them; where a month is enough, `2025-03` is its first day. */
function dateOf({ monthIsEnough = false }: DateSpec, raw: unknown): string | undefined {
  if (isCalendarDay(raw)) return raw
  if (monthIsEnough && typeof raw === 'string') {
    const ofMonth = `${raw.trim()}-01`
    if (isCalendarDay(ofMonth)) return ofMonth
  }
  const match = typeof raw === 'string' ? /^(\d{1,2})[-/.](\d{1,2})[-/.](\d{4})$/.exec(raw.trim()) : null
  return match
    ? calendarDay({ day: Number(match[1]), month: Number(match[2]), year: Number(match[3]) })
    : undefined
}
