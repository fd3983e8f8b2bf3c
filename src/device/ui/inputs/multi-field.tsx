import { memo, useId } from 'react'
import { describedBy, FieldHints, FieldNotes, type FieldTexts } from './field-frame.tsx'
import type { ChoiceOption } from './choice-field.tsx'
import { gridOf } from './choice-grid.ts'
import css from './inputs.module.css'

export type MultiFieldProps = FieldTexts & {
  readonly name: string
  readonly options: readonly ChoiceOption[]
  /** `undefined`: not answered; an empty list: none of them. */
  readonly value: readonly string[] | undefined
  readonly onValue: (value: readonly string[] | undefined, name: string) => void
  /** The words of "none of them". */
  readonly none: string
}

/** Any number of a few, as large check boxes, with one that says that none was found. */
export const MultiField = memo(function MultiField(props: MultiFieldProps) {
  const id = useId()
  const chosen = props.value ?? []
  const toggle = (option: string) => {
    const next = chosen.includes(option) ? chosen.filter((one) => one !== option) : [...chosen, option]
    props.onValue(next.length > 0 ? next : undefined, props.name)
  }
  const isNone = props.value !== undefined && props.value.length === 0
  return (
    <fieldset className={css.group} aria-describedby={describedBy(id, props, props.error)}>
      <legend className={css.label}>{props.label}</legend>
      <FieldHints id={id} texts={props} />
      <div className={gridOf(props.options)}>
        {props.options.map((option) => (
          <label key={option.value} className={css.choice}>
            <input
              type="checkbox"
              checked={chosen.includes(option.value)}
              onChange={() => toggle(option.value)}
            />
            <span>
              {option.label}
              {option.hint && <small className={css.choiceHint}>{option.hint}</small>}
            </span>
          </label>
        ))}
        <label className={css.choice}>
          <input
            type="checkbox"
            checked={isNone}
            onChange={() => props.onValue(isNone ? undefined : [], props.name)}
          />
          <span>{props.none}</span>
        </label>
      </div>
      <FieldNotes id={id} error={props.error} doubt={props.doubt} />
    </fieldset>
  )
})
