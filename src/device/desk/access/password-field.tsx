import { useId, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { describedBy, FieldHints, FieldNotes, type FieldTexts } from '#device/ui/inputs/field-frame.tsx'
import inputs from '#device/ui/inputs/inputs.module.css'
import css from './access.module.css'

type PasswordFieldProps = FieldTexts & {
  readonly text: string
  readonly onText: (text: string) => void
  /** `current-password` lets the browser fill it in, `new-password` offers a strong one. */
  readonly autoComplete: 'current-password' | 'new-password'
}

/** A password that can be looked at while it is typed. */
export function PasswordField(props: PasswordFieldProps) {
  const { t } = useTranslation('desk')
  const id = useId()
  const [shown, setShown] = useState(false)
  return (
    <div className={inputs.field}>
      <label htmlFor={id} className={inputs.label}>
        {props.label}
      </label>
      <FieldHints id={id} texts={props} />
      <div className={css.password}>
        <input
          id={id}
          className={inputs.textBox}
          type={shown ? 'text' : 'password'}
          autoComplete={props.autoComplete}
          autoCapitalize="none"
          spellCheck={false}
          maxLength={128}
          value={props.text}
          aria-invalid={props.error ? true : undefined}
          aria-describedby={describedBy(id, props, props.error)}
          onChange={(event) => props.onText(event.target.value)}
        />
        <button type="button" className={css.show} aria-pressed={shown} onClick={() => setShown(!shown)}>
          {t('showPassword')}
        </button>
      </div>
      <FieldNotes id={id} error={props.error} doubt={undefined} />
    </div>
  )
}
