import { useSyncExternalStore } from 'react'
import { Icon } from './icon.tsx'
import css from './toast.module.css'

type Toast = { readonly text: string; readonly shownAt: number }

const shownForMs = 2500
let current: Toast | undefined
const listeners = new Set<() => void>()

const tell = (toast: Toast | undefined) => {
  current = toast
  for (const listener of listeners) listener()
}

/** Says in passing that something was done. What must be read belongs in a `Note`. */
export function showToast(text: string): void {
  const toast = { text, shownAt: performance.now() }
  tell(toast)
  setTimeout(() => {
    if (current === toast) tell(undefined)
  }, shownForMs)
}

const subscribe = (listener: () => void) => {
  listeners.add(listener)
  return () => void listeners.delete(listener)
}

/** Stands once in the app. */
export function Toasts() {
  const toast = useSyncExternalStore(subscribe, () => current)
  return (
    <output className={css.toasts} aria-live="polite">
      {toast && (
        <span className={css.toast} key={toast.shownAt}>
          <Icon name="check" />
          {toast.text}
        </span>
      )}
    </output>
  )
}
