import type { Words } from '#device/findings/finding-words.ts'
import { formatDay } from '#device/i18n/format.ts'
import { instrumentById } from '#domain/instruments/index.ts'
import type { AnswerValue } from '#domain/instruments/instrument.ts'
import type { FieldValue } from '#protocol/mutation.ts'
import { showAnswer } from './show-value.ts'

const day = /^\d{4}-\d{2}-\d{2}$/

/** The name of a field of any record as people say it: an answer of a card, or what the record itself holds. */
export const fieldLabel = ({ t }: Words, field: string): string =>
  t([`fields:${field}.label`, `visit:recordFields.${field}`], { defaultValue: field })

/** A value of any record in words; `instrument`: that of the visit. What is empty is said to be so. */
export function recordValue(
  words: Words,
  field: string,
  value: FieldValue,
  instrument: string | undefined,
): string {
  const { t, language } = words
  const known = instrument && instrumentById(instrument)?.fields.find(({ id }) => id === field)
  if (value === null || value === '') return t('visit:amendment.empty')
  if (known) return showAnswer(words, known, value as AnswerValue)
  if (field === 'sex' && (value === 'male' || value === 'female')) return t(`common:sex.${value}`)
  if (field === 'place' && (value === 'posyandu' || value === 'home'))
    return t(value === 'home' ? 'visit:atHome' : 'visit:atPosyandu')
  if (typeof value === 'string') return day.test(value) ? formatDay(value, language) : value
  if (typeof value === 'boolean') return t(value ? 'inputs:yesNo.yes' : 'inputs:yesNo.no')
  return typeof value === 'number' ? String(value) : JSON.stringify(value)
}
