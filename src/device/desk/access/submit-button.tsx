import type { ReactNode } from 'react'
import button from '#device/ui/button.module.css'

/** The main action of a form; Enter presses it too. */
export function SubmitButton({
  busy,
  children,
}: {
  readonly busy: 'yes' | 'no'
  readonly children: ReactNode
}) {
  const isBusy = busy === 'yes'
  return (
    <button
      type="submit"
      className={`${button.button} ${button.main}`}
      aria-disabled={isBusy || undefined}
      aria-busy={isBusy || undefined}
    >
      {isBusy && <span className={button.turning} aria-hidden="true" />}
      {children}
    </button>
  )
}
