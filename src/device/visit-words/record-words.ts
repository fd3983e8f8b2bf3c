import type { Words } from '#device/findings/finding-words.ts'
import { formatDay } from '#device/i18n/format.ts'
import { instrumentById, instruments } from '#domain/instruments/index.ts'
import type { AnswerValue, Field } from '#domain/instruments/instrument.ts'
import type { FieldValue } from '#protocol/mutation.ts'
import { isLinkField } from '#protocol/records/links.ts'
import { showAnswer } from './show-value.ts'

const day = /^\d{4}-\d{2}-\d{2}$/
const code = /^[a-zA-Z]+$/

/** The name of a field of any record as people say it: an answer of a card, or what the record itself holds. */
export const fieldLabel = ({ t }: Words, field: string): string =>
  t([`fields:${field}.label`, `visit:recordFields.${field}`], { defaultValue: field })

/** What helps to say a value: the instrument of its visit, and what is called how, by id. */
type Around = { readonly instrument?: string | undefined; readonly named?: Named | undefined }
/** Names of posyandu and records by id. */
export type Named = Readonly<Record<string, string>>

/** A value of any record in words. What is empty is said to be so; an id is never shown. */
export function recordValue(
  words: Words,
  field: string,
  value: FieldValue,
  { instrument, named = {} }: Around = {},
): string {
  const { t, language } = words
  if (value === null || value === '') return t('visit:amendment.empty')
  if (isLinkField(field)) {
    const name = typeof value === 'string' && Object.hasOwn(named, value) ? named[value] : undefined
    return name === undefined ? t('visit:amendment.unnamed') : plainText(name, language)
  }
  const own = ownCode(words, field, value)
  if (own !== undefined) return own
  const question = questionOf(field, instrument)
  if (question) return showAnswer(words, question, value as AnswerValue)
  if (typeof value === 'string') return plainText(value, language)
  if (typeof value === 'boolean') return t(value ? 'inputs:yesNo.yes' : 'inputs:yesNo.no')
  return typeof value === 'number' ? String(value) : JSON.stringify(value)
}

const plainText = (text: string, language: string) => (day.test(text) ? formatDay(text, language) : text)

/** The word of a code that records themselves hold, such as how exact a birth date is. */
function ownCode({ t }: Words, field: string, value: FieldValue): string | undefined {
  if (typeof value !== 'string' || !code.test(value)) return undefined
  if (field === 'sex') return t(`common:sex.${value}`, { defaultValue: value })
  const word = t(`visit:recordValues.${field}.${value}`, { defaultValue: '' })
  return word === '' ? undefined : word
}

/** The question of a visit's card; of any other record the question of a card that keeps its answer there. */
function questionOf(field: string, instrument: string | undefined): Field | undefined {
  const cards = instrument === undefined ? instruments : [instrumentById(instrument)]
  return cards.flatMap((card) => card?.fields ?? []).find(({ id }) => id === field)
}
