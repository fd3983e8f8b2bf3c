import { type ReactNode, useRef, useState } from 'react'
import { Link } from 'wouter'
import css from './button.module.css'
import { Icon, type IconName } from './icon.tsx'

export type ButtonLook = 'main' | 'plain' | 'quiet' | 'danger'

type Common = {
  readonly look?: ButtonLook
  readonly icon?: IconName
  readonly width?: 'wide' | 'own'
  /** For what the words alone do not say. */
  readonly label?: string
  readonly children: ReactNode
}

type ButtonProps = Common & {
  /** A promise keeps the button busy until it settles: a second tap in the meantime does nothing. */
  readonly onPress: () => void | Promise<unknown>
  readonly disabled?: boolean
}

/** A tap target of at least 48 px. What rejects reaches `window.onunhandledrejection`; catch it in `onPress`. */
export function Button({
  look = 'plain',
  icon,
  width = 'own',
  children,
  onPress,
  disabled,
  label,
}: ButtonProps) {
  const running = useRef(false)
  const [busy, setBusy] = useState(false)
  const press = () => {
    if (running.current || disabled) return
    const outcome = onPress()
    if (!(outcome instanceof Promise)) return
    running.current = true
    setBusy(true)
    void outcome.finally(() => {
      running.current = false
      setBusy(false)
    })
  }
  return (
    <button
      type="button"
      className={classOf(look, width)}
      aria-disabled={busy || disabled || undefined}
      aria-busy={busy || undefined}
      aria-label={label}
      onClick={press}
    >
      {busy ? <span className={css.turning} aria-hidden="true" /> : icon && <Icon name={icon} />}
      {children}
    </button>
  )
}

/** The same look for going to another screen. */
export function ButtonLink({
  look = 'plain',
  icon,
  width = 'own',
  children,
  label,
  to,
}: Common & { readonly to: string }) {
  return (
    <Link to={to} className={classOf(look, width)} aria-label={label}>
      {icon && <Icon name={icon} />}
      {children}
    </Link>
  )
}

const classOf = (look: ButtonLook, width: 'wide' | 'own') =>
  [css.button, css[look], width === 'wide' && css.wide].filter(Boolean).join(' ')
