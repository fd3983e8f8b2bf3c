import type { ReactNode } from 'react'
import css from './chips.module.css'

type ChipsProps<Key extends string> = {
  readonly label: string
  readonly chips: readonly { readonly key: Key; readonly text: string; readonly sign?: ReactNode }[]
  readonly chosen: Key
  readonly onChoose: (key: Key) => void
}

/** One row of filters, one of them pressed; scrolls sideways. */
export function Chips<Key extends string>({ label, chips, chosen, onChoose }: ChipsProps<Key>) {
  return (
    <fieldset className={css.chips} aria-label={label}>
      {chips.map(({ key, text, sign }) => (
        <button
          key={key}
          type="button"
          className={css.chip}
          aria-pressed={key === chosen}
          onClick={() => onChoose(key)}
        >
          {sign && <span className={css.sign}>{sign}</span>}
          {text}
        </button>
      ))}
    </fieldset>
  )
}
