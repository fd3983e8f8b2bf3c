import { Fragment, memo, useId, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { describedBy, FieldHints, FieldNotes, type FieldTexts } from './field-frame.tsx'
import css from './inputs.module.css'
import './inputs-words.ts'
import { formatNumber, readTypedNumber } from './typed-number.ts'

export type PairBox = {
  readonly name: string
  readonly label: string
  readonly decimals: number
  readonly text: string
}

export type NumberPairFieldProps = FieldTexts & {
  readonly boxes: readonly PairBox[]
  readonly unit: string
  readonly onText: (text: string, name: string) => void
  /** All boxes were left. */
  readonly onLeave?: (() => void) | undefined
}

/** Numbers that are one measurement, side by side: blood pressure, echoed as `118/76 mmHg`. */
export const NumberPairField = memo(function NumberPairField(props: NumberPairFieldProps) {
  const { t, i18n } = useTranslation('inputs')
  const [left, setLeft] = useState(false)
  const id = useId()
  const typed = props.boxes.map((box) => readTypedNumber(box.text, box))
  const problem = typed.find((one) => one.kind === 'problem' && (left || one.code !== 'unfinished'))
  const most = Math.max(...props.boxes.map((box) => box.decimals))
  const error = problem?.kind === 'problem' ? t(`number.${problem.code}`, { most }) : props.error
  const echo = typed.flatMap((one) => (one.kind === 'number' ? [formatNumber(one.value, i18n.language)] : []))
  return (
    <fieldset className={css.group} aria-describedby={describedBy(id, props, error)}>
      <legend className={css.label}>{props.label}</legend>
      <FieldHints id={id} texts={props} />
      <div className={css.pairRow}>
        {props.boxes.map((box, i) => (
          <Fragment key={box.name}>
            {i > 0 && (
              <span aria-hidden="true" className={css.slash}>
                /
              </span>
            )}
            <label className={css.datePart}>
              <span className={css.partName}>{box.label}</span>
              <input
                className={css.numberBox}
                type="text"
                inputMode={box.decimals === 0 ? 'numeric' : 'decimal'}
                autoComplete="off"
                enterKeyHint="next"
                value={box.text}
                aria-invalid={error ? true : undefined}
                onChange={(event) => props.onText(event.target.value, box.name)}
                onFocus={() => setLeft(false)}
                onBlur={(event) => {
                  const group = event.currentTarget.closest('fieldset')
                  if (group?.contains(event.relatedTarget)) return
                  setLeft(true)
                  props.onLeave?.()
                }}
              />
            </label>
          </Fragment>
        ))}
      </div>
      {echo.length === props.boxes.length ? (
        <strong className={css.echo}>{`${echo.join('/')} ${props.unit}`}</strong>
      ) : (
        <span className={css.unit}>{props.unit}</span>
      )}
      <FieldNotes id={id} error={error} doubt={props.doubt} />
    </fieldset>
  )
})
