import { memo, useId, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { describedBy, FieldHints, FieldNotes, type FieldTexts } from './field-frame.tsx'
import './inputs-words.ts'
import css from './inputs.module.css'
import { formatNumber, readTypedNumber, type TypedNumber } from './typed-number.ts'

export type NumberFieldProps = FieldTexts & {
  /** Given back with every change, so that one function can serve many fields. */
  readonly name: string
  /** The text as typed: it stays with the caller, `8,` included. */
  readonly text: string
  readonly onText: (text: string, name: string) => void
  /** The box was left: what was typed is meant. */
  readonly onLeave?: ((name: string) => void) | undefined
  readonly decimals: number
  /** The unit as people say it: `kg`. */
  readonly unit?: string | undefined
  /** Words that a device shows in place of a number, offered as buttons. */
  readonly words?: readonly string[] | undefined
}

/** A number by the decimal keypad; comma and point alike; what was understood is shown large with its unit. */
export const NumberField = memo(function NumberField(props: NumberFieldProps) {
  const { name, text, onText, decimals, unit, words, label } = props
  const { t, i18n } = useTranslation('inputs')
  const [left, setLeft] = useState(false)
  const id = useId()
  const typed = readTypedNumber(text, { decimals, words })
  const error = problemText(typed, left, (code) => t(`number.${code}`, { most: decimals })) ?? props.error
  return (
    <div className={css.field}>
      <label htmlFor={id} className={css.label}>
        {label}
      </label>
      <FieldHints id={id} texts={props} />
      <div className={css.numberRow}>
        <input
          id={id}
          name={name}
          className={css.numberBox}
          type="text"
          inputMode={decimals === 0 ? 'numeric' : 'decimal'}
          autoComplete="off"
          enterKeyHint="next"
          value={text}
          aria-invalid={error ? true : undefined}
          aria-describedby={describedBy(id, props, error)}
          onChange={(event) => onText(event.target.value, name)}
          onFocus={() => setLeft(false)}
          onBlur={() => {
            setLeft(true)
            props.onLeave?.(name)
          }}
        />
        <Echo typed={typed} unit={unit} language={i18n.language} />
      </div>
      {words && <WordButtons {...props} words={words} />}
      <FieldNotes id={id} error={error} doubt={props.doubt} />
    </div>
  )
})

/** `8,` may become `8,4`: an unfinished number is an error only once the box is left. */
function problemText(typed: TypedNumber, left: boolean, words: (code: string) => string): string | undefined {
  if (typed.kind !== 'problem') return undefined
  return typed.code === 'unfinished' && !left ? undefined : words(typed.code)
}

function Echo(props: {
  readonly typed: TypedNumber
  readonly unit: string | undefined
  readonly language: string
}) {
  const { typed, unit = '', language } = props
  if (typed.kind === 'number')
    return <strong className={css.echo}>{`${formatNumber(typed.value, language)} ${unit}`.trim()}</strong>
  if (typed.kind === 'word') return <strong className={css.echo}>{typed.word}</strong>
  return <span className={css.unit}>{unit}</span>
}

function WordButtons(props: NumberFieldProps & { readonly words: readonly string[] }) {
  const { t } = useTranslation('inputs')
  return (
    <div className={css.words}>
      {props.words.map((word) => (
        <button
          key={word}
          type="button"
          className={css.word}
          aria-pressed={props.text === word}
          aria-label={t('number.shows', { word, label: props.label })}
          onClick={() => props.onText(props.text === word ? '' : word, props.name)}
        >
          {word}
        </button>
      ))}
    </div>
  )
}
