import type { ReactNode } from 'react'
import css from './more.module.css'

/** What few ask for, folded under a line that unfolds it. */
export function More({ title, children }: { readonly title: string; readonly children: ReactNode }) {
  return (
    <details className={css.more}>
      <summary>{title}</summary>
      {children}
    </details>
  )
}
