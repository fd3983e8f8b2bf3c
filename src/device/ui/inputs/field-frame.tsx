import type { ReactNode } from 'react'
import css from './inputs.module.css'

/** What every input shows around its box. */
export type FieldTexts = {
  readonly label: string
  readonly hint?: string | undefined
  /** What is wrong with the value; announced when it appears. */
  readonly error?: string | undefined
  /** A question about a doubtful value, with its buttons. */
  readonly doubt?: ReactNode
  /** Something to compare with, such as last month's value. */
  readonly beside?: ReactNode
}

export const hintId = (id: string) => `${id}-hint`
export const errorId = (id: string) => `${id}-error`
const besideId = (id: string) => `${id}-beside`

/** Ids for `aria-describedby`, in the order in which they are read. */
export function describedBy(id: string, texts: FieldTexts, error: string | undefined): string | undefined {
  const ids = [
    texts.hint && hintId(id),
    texts.beside !== undefined && texts.beside !== null && besideId(id),
    error && errorId(id),
  ].filter(Boolean)
  return ids.length > 0 ? ids.join(' ') : undefined
}

/** Hint and earlier value, under the label. */
export function FieldHints({ id, texts }: { readonly id: string; readonly texts: FieldTexts }) {
  return (
    <>
      {texts.hint && (
        <p id={hintId(id)} className={css.hint}>
          {texts.hint}
        </p>
      )}
      {texts.beside !== undefined && texts.beside !== null && (
        <p id={besideId(id)} className={css.beside}>
          {texts.beside}
        </p>
      )}
    </>
  )
}

/** Error and doubt, under the box. */
export function FieldNotes(props: {
  readonly id: string
  readonly error: string | undefined
  readonly doubt: ReactNode
}) {
  return (
    <>
      {props.error && (
        <p id={errorId(props.id)} className={css.error} role="alert">
          {props.error}
        </p>
      )}
      {props.doubt}
    </>
  )
}
