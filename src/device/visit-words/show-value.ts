import type { Words } from '#device/findings/finding-words.ts'
import { formatDay } from '#device/i18n/format.ts'
import type { AnswerValue, Field, GroupValue, PartSpec, Scalar } from '#domain/instruments/instrument.ts'
import { formatNumber } from '#device/ui/inputs/typed-number.ts'
import { groupOf, isNotMeasured } from '#domain/instruments/read-answer.ts'

/** The unit as people say it: UCUM `mm[Hg]` is `mmHg`. What is only counted (`{pregnancy}`) has none. */
export const unitWord = ({ t }: Words, unit: string): string =>
  unit.startsWith('{') ? '' : t(`fields:units.${unit}`, { defaultValue: unit })

export const choiceWord = ({ t }: Words, fieldId: string, choice: string): string =>
  t([`fields:${fieldId}.choices.${choice}`, `fields:choices.${choice}`])

/** An answer as a person reads it: `8,4 kg`, `118/76 mmHg`, `72,5 cm, telentang`. */
export function showAnswer(words: Words, field: Field, value: AnswerValue): string {
  if (isNotMeasured(value)) return showNotMeasured(words, value)
  const group = groupOf(value)
  if (group) return field.type === 'group' ? showGroup(words, field.id, field.parts, group) : ''
  if (typeof value === 'number') return showNumber(words, value, field.type === 'number' ? field.unit : '')
  if (typeof value === 'boolean') return words.t(value ? 'inputs:yesNo.yes' : 'inputs:yesNo.no')
  if (typeof value === 'object') return showChoices(words, field.id, value as readonly string[])
  if (field.type === 'date') return formatDay(value, words.language)
  return field.type === 'choice' ? choiceWord(words, field.id, value) : value
}

const showChoices = (words: Words, fieldId: string, choices: readonly string[]): string =>
  choices.length === 0
    ? words.t('visit:none')
    : choices.map((choice) => choiceWord(words, fieldId, choice)).join(', ')

const showNotMeasured = ({ t }: Words, value: { readonly state: string; readonly reason?: string }) =>
  value.reason ? t(`visit:notMeasured.reasons.${value.reason}`) : t(`visit:notMeasured.states.${value.state}`)

function showNumber(words: Words, value: number | string, unit: string): string {
  if (typeof value === 'string') return value
  return `${formatNumber(value, words.language)} ${unitWord(words, unit)}`.trim()
}

function showGroup(words: Words, fieldId: string, parts: readonly PartSpec[], value: GroupValue): string {
  const numbers = parts.filter((part) => part.type === 'number' && value[part.id] !== undefined)
  const units = new Set(numbers.map((part) => (part.type === 'number' ? part.unit : '')))
  const others = parts
    .filter((part) => part.type !== 'number')
    .flatMap((part) => (value[part.id] === undefined ? [] : [showPart(words, fieldId, part, value[part.id])]))
  const [unit = ''] = units
  const measured =
    numbers.length > 0 && units.size === 1
      ? `${numbers.map((part) => scalar(words, value[part.id])).join('/')} ${unitWord(words, unit)}`
      : numbers
          .map((part) => showNumber(words, value[part.id] as number, part.type === 'number' ? part.unit : ''))
          .join(', ')
  return [measured, ...others].filter((one) => one !== '').join(', ')
}

function showPart(words: Words, fieldId: string, part: PartSpec, value: Scalar | undefined): string {
  if (part.type === 'yesNo') return words.t(value === true ? 'inputs:yesNo.yes' : 'inputs:yesNo.no')
  const text = String(value)
  if (part.type === 'date') return formatDay(text, words.language)
  return part.type === 'choice' ? withSmallInitial(choiceWord(words, fieldId, text)) : text
}

const withSmallInitial = (text: string) => text.charAt(0).toLowerCase() + text.slice(1)

const scalar = (words: Words, value: unknown) =>
  typeof value === 'number' ? formatNumber(value, words.language) : String(value)
