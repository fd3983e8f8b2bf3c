import { memo, useId } from 'react'
import { useTranslation } from 'react-i18next'
import { describedBy, FieldHints, FieldNotes, type FieldTexts } from './field-frame.tsx'
import './inputs-words.ts'
import { gridOf } from './choice-grid.ts'
import css from './inputs.module.css'

export type ChoiceOption = {
  readonly value: string
  readonly label: string
  readonly hint?: string | undefined
}

export type ChoiceFieldProps = FieldTexts & {
  readonly name: string
  readonly options: readonly ChoiceOption[]
  /** `undefined`: not answered. */
  readonly value: string | undefined
  /** `undefined` takes the answer back. */
  readonly onValue: (value: string | undefined, name: string) => void
  /** `required` leaves out the button that takes the answer back. */
  readonly clearing?: 'offered' | 'none'
}

/** One of a few, as large buttons that are radio buttons; nothing is chosen beforehand. */
export const ChoiceField = memo(function ChoiceField(props: ChoiceFieldProps) {
  const { t } = useTranslation('inputs')
  const id = useId()
  const clearable = props.value !== undefined && props.clearing !== 'none'
  return (
    <fieldset className={css.group} aria-describedby={describedBy(id, props, props.error)}>
      <legend className={css.label}>{props.label}</legend>
      <FieldHints id={id} texts={props} />
      <div className={gridOf(props.options)}>
        {props.options.map((option) => (
          <label key={option.value} className={css.choice}>
            <input
              type="radio"
              name={id}
              value={option.value}
              checked={props.value === option.value}
              onChange={() => props.onValue(option.value, props.name)}
            />
            <span>
              {option.label}
              {option.hint && <small className={css.choiceHint}>{option.hint}</small>}
            </span>
          </label>
        ))}
      </div>
      {clearable && (
        <button
          type="button"
          className={css.clear}
          aria-label={t('choice.clearOf', { label: props.label })}
          onClick={() => props.onValue(undefined, props.name)}
        >
          {t('choice.clear')}
        </button>
      )}
      <FieldNotes id={id} error={props.error} doubt={props.doubt} />
    </fieldset>
  )
})
