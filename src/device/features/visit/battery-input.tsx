import { useSyncExternalStore } from 'react'
import { Button } from '#device/ui/button.tsx'
import type { Field } from '#domain/instruments/instrument.ts'
import { choiceWord } from '#device/visit-words/show-value.ts'
import { useWords } from '#device/visit-words/use-words.ts'
import css from './battery-input.module.css'
import type { Typed } from './entries.ts'
import type { FormState } from './form-state.ts'

type BatteryProps = {
  readonly form: FormState
  readonly battery: string
  readonly fields: readonly Field[]
}

/** A checklist: every line is answered or not asked, and one tap answers the rest with what is usual. */
export function BatteryInput({ form, battery, fields }: BatteryProps) {
  const { t } = useWords()
  const open = useSyncExternalStore(form.subscribe, () => countOpen(form, fields))
  const title = t(`visit:batteries.${battery}`)
  const rest = open === fields.length ? 'all' : 'others'
  return (
    <fieldset className={css.battery}>
      <legend className={css.title}>{title}</legend>
      {fields.map((field) => (
        <Line key={field.id} form={form} field={field} />
      ))}
      {open > 0 && !isOfficial(fields) && (
        <Button look="plain" width="wide" icon="check" onPress={() => answerRest(form, fields)}>
          {t(`visit:battery.${fields[0]?.type === 'choice' ? 'usual' : 'none'}.${rest}`)}
        </Button>
      )}
    </fieldset>
  )
}

/** The items of an official questionnaire are asked one by one: no tap answers those that nobody asked. */
const isOfficial = (fields: readonly Field[]): boolean =>
  fields.some(({ type, officialItem }) => type === 'yesNo' && officialItem !== undefined)

const isOpen = (form: FormState, field: Field) => {
  const { entry } = form.view(field)
  return entry.notMeasured === undefined && entry.parts[field.id] === undefined
}

const countOpen = (form: FormState, fields: readonly Field[]) =>
  fields.filter((field) => isOpen(form, field)).length

/** What is usual: no to a sign that is looked for, the first choice of a skill. */
const usualAnswer = (field: Field): Typed | undefined => (field.type === 'choice' ? field.choices[0] : false)

function answerRest(form: FormState, fields: readonly Field[]): void {
  for (const field of fields.filter((one) => isOpen(form, one))) {
    form.setPart(field, field.id, usualAnswer(field))
  }
}

/** The answers of a line, with their words. */
function useAnswers(field: Field): readonly (readonly [value: string | boolean, word: string])[] {
  const words = useWords()
  if (field.type === 'choice') {
    return field.choices.map((choice) => [choice, choiceWord(words, field.id, choice)] as const)
  }
  return [
    [true, words.t('inputs:yesNo.yes')],
    [false, words.t('inputs:yesNo.no')],
  ]
}

function Line({ form, field }: { readonly form: FormState; readonly field: Field }) {
  const { t } = useWords()
  const { entry } = useSyncExternalStore(form.subscribe, () => form.view(field))
  const answers = useAnswers(field)
  const value = entry.parts[field.id]
  const label = t(`fields:${field.id}.label`)
  const put = (wanted: Typed) => form.setPart(field, field.id, value === wanted ? undefined : wanted)
  return (
    <fieldset className={css.line} data-field={field.id}>
      <legend className={css.label}>{label}</legend>
      <span className={css.answers}>
        {answers.map(([one, word]) => (
          <button
            key={word}
            type="button"
            aria-pressed={value === one}
            className={[css.answer, value === one && (one === true ? css.yes : css.no)]
              .filter(Boolean)
              .join(' ')}
            onClick={() => put(one)}
          >
            {word}
          </button>
        ))}
      </span>
    </fieldset>
  )
}
