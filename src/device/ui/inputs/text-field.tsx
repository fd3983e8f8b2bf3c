import { memo, useId } from 'react'
import { describedBy, FieldHints, FieldNotes, type FieldTexts } from './field-frame.tsx'
import css from './inputs.module.css'

export type TextFieldProps = FieldTexts & {
  readonly name: string
  readonly text: string
  readonly onText: (text: string, name: string) => void
  readonly onLeave?: ((name: string) => void) | undefined
  readonly maxLength?: number
  /** `digits` brings the number keypad: NIK, phone, RT. */
  readonly keyboard?: 'words' | 'digits'
  readonly autoCapitalize?: 'words' | 'sentences' | 'none'
  readonly lines?: number
  /** What the caller understands from the text, shown large. */
  readonly echo?: string | undefined
}

export const TextField = memo(function TextField(props: TextFieldProps) {
  const id = useId()
  const shared = {
    id,
    name: props.name,
    className: css.textBox,
    autoComplete: 'off',
    autoCapitalize: props.autoCapitalize ?? 'sentences',
    maxLength: props.maxLength ?? 500,
    value: props.text,
    'aria-invalid': props.error ? true : undefined,
    'aria-describedby': describedBy(id, props, props.error),
    onBlur: () => props.onLeave?.(props.name),
    onChange: (event: { target: { value: string } }) => props.onText(event.target.value, props.name),
  } as const
  return (
    <div className={css.field}>
      <label htmlFor={id} className={css.label}>
        {props.label}
      </label>
      <FieldHints id={id} texts={props} />
      {props.lines ? (
        <textarea {...shared} rows={props.lines} />
      ) : (
        <input {...shared} type="text" inputMode={props.keyboard === 'digits' ? 'numeric' : 'text'} />
      )}
      {props.echo && <strong className={css.dateEcho}>{props.echo}</strong>}
      <FieldNotes id={id} error={props.error} doubt={props.doubt} />
    </div>
  )
})
