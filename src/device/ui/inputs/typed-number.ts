import { localeOf } from '#device/i18n/format.ts'

/** What a person typed into a number box. `problem` carries a code whose words live in the locale files. */
export type TypedNumber =
  | { readonly kind: 'empty' }
  | { readonly kind: 'number'; readonly value: number }
  | { readonly kind: 'word'; readonly word: string }
  | { readonly kind: 'problem'; readonly code: NumberProblem }

export const numberProblems = [
  'notANumber',
  'twoSeparators',
  'unfinished',
  'wholeNumberOnly',
  'tooManyDecimals',
] as const
export type NumberProblem = (typeof numberProblems)[number]

export type NumberFormat = {
  /** Digits allowed behind the separator. */
  readonly decimals: number
  /** Words that a device shows in place of a number: glucometer `LO`, `HI`. */
  readonly words?: readonly string[] | undefined
}

const problem = (code: NumberProblem): TypedNumber => ({ kind: 'problem', code })

/**
 * Reads what was typed: comma and point alike separate the decimals. Thousands are never guessed, so that `1.250`
 * does not silently become 1250 or 1,25: more digits behind the separator than the field has are refused.
 */
export function readTypedNumber(text: string, format: NumberFormat): TypedNumber {
  const typed = text.trim()
  if (typed === '') return { kind: 'empty' }
  const word = format.words?.find((known) => known.toLowerCase() === typed.toLowerCase())
  if (word !== undefined) return { kind: 'word', word }
  if (!/^[\d.,]*$/.test(typed)) return problem('notANumber')
  return readDigits(typed, format.decimals)
}

function readDigits(typed: string, decimals: number): TypedNumber {
  const [whole = '', behind, ...more] = typed.split(/[.,]/)
  if (more.length > 0) return problem('twoSeparators')
  if (behind === undefined) return { kind: 'number', value: Number(whole) }
  if (decimals === 0) return problem('wholeNumberOnly')
  if (behind === '') return problem('unfinished')
  if (behind.length > decimals) return problem('tooManyDecimals')
  return { kind: 'number', value: Number(`${whole === '' ? '0' : whole}.${behind}`) }
}

const formats = new Map<string, Intl.NumberFormat>()

/** Making a format is slow on small phones: each is made once. */
function formatOf(locale: string): Intl.NumberFormat {
  const known = formats.get(locale)
  if (known) return known
  const made = new Intl.NumberFormat(locale, { maximumFractionDigits: 3 })
  formats.set(locale, made)
  return made
}

/** A number as people here write it: `8,4` in Indonesian, `8.4` in English; never more decimals than it has. */
export function formatNumber(value: number, language: string): string {
  return formatOf(localeOf(language)).format(value).replace('-', '−')
}

/** A stored number as the text of a box, so that it can be shown there and changed. */
export const numberAsTyped = (value: number, language: string): string =>
  String(value).replace('.', language === 'en' ? '.' : ',')
