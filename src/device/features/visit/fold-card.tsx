import type { ReactNode } from 'react'
import css from './visit-result.module.css'

/** What can wait: one line until it is tapped. */
export function FoldCard({ title, children }: { readonly title: string; readonly children: ReactNode }) {
  return (
    <details className={css.fold}>
      <summary className={css.foldHead}>
        <h2>{title}</h2>
      </summary>
      <div className={css.foldBody}>{children}</div>
    </details>
  )
}
