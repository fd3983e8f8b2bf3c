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

/** Why there is no value, as the card calls it. */
const printedReasons: Readonly<Record<string, NotMeasured['reason']>> = {
  'alat tidak ada': 'noDevice',
  'tidak ada alat': 'noDevice',
  menolak: 'refused',
  'tidak bisa berdiri': 'cannotStand',
  'belum waktunya': 'notYetDue',
  lainnya: 'other',
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
    const state = stateOf(raw)
    return state && { state }
  }
  if (typeof raw !== 'object' || raw === null || !('state' in raw)) return undefined
  const state = stateOf(raw.state)
  const why = 'reason' in raw ? raw.reason : 'alasan' in raw ? raw.alasan : undefined
  const reason = reasonOf(why)
  return state && (reason ? { state, reason } : { state })
}

const stateOf = (raw: unknown): NotMeasured['state'] | undefined =>
  typeof raw === 'string'
    ? (printedStates[folded(raw)] ?? notMeasuredStates.find((one) => one === raw))
    : undefined

const reasonOf = (raw: unknown): NotMeasured['reason'] =>
  typeof raw === 'string'
    ? (printedReasons[folded(raw)] ?? notMeasuredReasons.find((one) => one === raw))
    : undefined

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
      if (typeof raw !== 'string') return undefined
      // Here hours and minutes are written with a full stop as often as with a colon.
      return spec.format === 'timeOfDay' ? raw.trim().replace('.', ':') : raw
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
/** A card prints the colour or the meaning behind the word: "lengkap (hijau)". What takes the word back is no remark. */
const remark = / ?\((?!(?:tidak|tdk|bukan|belum|tanpa)\b)[^)]*\)$/

function choiceOf(
  { choices, printed, alsoPrinted }: ChoiceSpec | MultiSpec,
  raw: unknown,
): string | undefined {
  const text = typeof raw === 'boolean' ? (raw ? 'ya' : 'tidak') : raw
  if (typeof text !== 'string' && typeof text !== 'number') return undefined
  const named = (wanted: string) =>
    choices.find((code) =>
      [code, printed?.[code] ?? code, ...(alsoPrinted?.[code] ?? [])].some((one) => folded(one) === wanted),
    )
  const wanted = folded(String(text))
  return named(wanted) ?? named(wanted.replace(remark, ''))
}

/** What people write for yes and no, as it fits the question: there is some, it has been done. */
const yesWords = new Set(['ya', 'yes', 'true', '1', 'ada', 'sudah', 'pernah'])
const noWords = new Set(['tidak', 'no', 'false', '0', 'tidak ada', 'belum', 'belum pernah', 'tidak pernah'])

/** Questionnaires print yes and no as the points that they give: 1 and 0. */
function yesNoOf(raw: unknown): boolean | undefined {
  if (typeof raw === 'boolean') return raw
  if (typeof raw !== 'string' && typeof raw !== 'number') return undefined
  const word = folded(String(raw))
  if (yesWords.has(word)) return true
  return noWords.has(word) ? false : undefined
}

const isNone = (raw: unknown): boolean =>
  typeof raw === 'string' && ['tidak ada', 'tidak', 'none', '[]'].includes(folded(raw))

function choicesOf(spec: MultiSpec, raw: unknown): readonly string[] | undefined {
  if (raw === false || isNone(raw)) return []
  if (typeof raw === 'object' && raw !== null && !Array.isArray(raw)) return tickedOf(spec, raw)
  const list: readonly unknown[] = Array.isArray(raw) ? raw : raw === true ? [raw] : String(raw).split(/[,;]/)
  const [only] = list
  if (list.length === 1 && isNone(only) && choiceOf(spec, only) === undefined) return []
  const found = list.map((one) => choiceOf(spec, one))
  return found.every((one) => one !== undefined) ? found : undefined
}

/** A list of ticks kept as `{ sering_haus: 'ya', sering_lapar: 'tidak' }`. */
function tickedOf(spec: MultiSpec, raw: object): readonly string[] | undefined {
  const ticks = Object.entries(raw).map(([name, said]) => ({
    choice: choiceOf(spec, name),
    said: yesNoOf(said),
  }))
  const read = ticks.flatMap(({ choice, said }) =>
    choice === undefined || said === undefined ? [] : [{ choice, said }],
  )
  return read.length < ticks.length ? undefined : read.flatMap(({ choice, said }) => (said ? [choice] : []))
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
