import { type ReactNode, useId } from 'react'
import css from './card.module.css'

type CardProps = {
  readonly title?: string
  /** At the right of the title: a count, a badge, a small button. */
  readonly aside?: ReactNode
  readonly children: ReactNode
}

/** A sheet of what belongs together. With a title it is a named region. */
export function Card({ title, aside, children }: CardProps) {
  const id = useId()
  return (
    <section className={css.card} aria-labelledby={title ? id : undefined}>
      {title && (
        <div className={css.head}>
          <h2 id={id}>{title}</h2>
          {aside}
        </div>
      )}
      {children}
    </section>
  )
}
