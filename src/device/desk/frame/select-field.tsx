import { useId } from 'react'
import inputs from '#device/ui/inputs/inputs.module.css'

type SelectFieldProps = {
  readonly label: string
  readonly options: readonly { readonly value: string; readonly text: string }[]
  readonly value: string
  readonly onValue: (value: string) => void
}

/** One of many, by the browser's own list. */
export function SelectField({ label, options, value, onValue }: SelectFieldProps) {
  const id = useId()
  return (
    <div className={inputs.field}>
      <label htmlFor={id} className={inputs.label}>
        {label}
      </label>
      <select
        id={id}
        className={inputs.textBox}
        value={value}
        onChange={(event) => onValue(event.target.value)}
      >
        {options.map((option) => (
          <option key={option.value} value={option.value}>
            {option.text}
          </option>
        ))}
      </select>
    </div>
  )
}
