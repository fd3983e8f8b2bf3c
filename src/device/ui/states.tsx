import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { Button } from './button.tsx'
import { Icon, type IconName } from './icon.tsx'
import css from './states.module.css'

/** Nothing is here, and that is known: say what would be, and offer the way to it. */
export function EmptyState(props: {
  readonly title: string
  readonly text?: string
  readonly children?: ReactNode
}) {
  return (
    <div className={css.state}>
      <Lotus />
      <h2>{props.title}</h2>
      {props.text && <p>{props.text}</p>}
      {props.children}
    </div>
  )
}

/** While the phone's own store answers; never over what is already shown. */
export function LoadingState({ rows = 3 }: { readonly rows?: number }) {
  const { t } = useTranslation()
  return (
    <output className={css.bones}>
      <span className="visually-hidden">{t('loading')}</span>
      {Array.from({ length: rows }, (_, i) => (
        <span key={i} className={css.bone} />
      ))}
    </output>
  )
}

type ErrorStateProps = {
  /** A stable code that can be read out to the puskesmas. */
  readonly code: string
  readonly title?: string
  readonly text?: string
  readonly onRetry?: () => void | Promise<unknown>
}

export function ErrorState({ code, title, text, onRetry }: ErrorStateProps) {
  const { t } = useTranslation()
  return (
    <div className={css.state} role="alert">
      <h2>{title ?? t('error.title')}</h2>
      <p>{text ?? t(code === 'storageBroken' ? 'error.storageBroken' : 'error.text')}</p>
      <p>{t('error.code', { code })}</p>
      {onRetry && (
        <Button look="plain" onPress={onRetry}>
          {t('error.retry')}
        </Button>
      )}
    </div>
  )
}

export type NoteLook = 'info' | 'good' | 'warning' | 'error' | 'plain'
const noteIcons: Record<NoteLook, IconName> = {
  info: 'info',
  good: 'received',
  warning: 'held',
  error: 'held',
  plain: 'waiting',
}

type NoteProps = { readonly look: NoteLook; readonly icon?: IconName; readonly children: ReactNode }

/** A sentence that must not be overlooked. Errors and warnings are spoken as they appear. */
export function Note({ look, icon, children }: NoteProps) {
  return (
    <div
      className={`${css.note} ${look === 'plain' ? '' : css[look]}`}
      role={look === 'error' ? 'alert' : look === 'plain' ? undefined : 'status'}
    >
      <Icon name={icon ?? noteIcons[look]} />
      <div className={css.noteWords}>{children}</div>
    </div>
  )
}

/** No signal is the normal case: it says what goes on working. */
export function OfflineNote() {
  const { t } = useTranslation()
  return (
    <Note look="plain" icon="offline">
      {t('offline')}
    </Note>
  )
}

/** True progress: `done` of `all`; while `all` is unknown the bar only moves. */
export function Progress(props: { readonly label: string; readonly done?: number; readonly all?: number }) {
  const known = props.all !== undefined && props.all > 0 && props.done !== undefined
  return (
    <progress
      className={css.progress}
      aria-label={props.label}
      {...(known ? { value: props.done, max: props.all } : {})}
    />
  )
}

/** The app's flower, as decoration. */
export function Lotus({ size = 72 }: { readonly size?: number }) {
  return (
    <svg aria-hidden="true" width={size} height={size} viewBox="0 0 64 64">
      <path fill="var(--primary)" d="M6 46c16-5 36-5 52 0-6 8-16 11-26 11S12 54 6 46z" />
      <path
        fill="#c9698f"
        d="M31 48C16 47 7 39 5 26c12 0 21 6 26 22zM33 48c15-1 24-9 26-22-12 0-21 6-26 22z"
      />
      <path
        fill="#e59ab6"
        d="M31 49C20 43 16 31 20 17c9 6 13 18 11 32zM33 49c11-6 15-18 11-32-9 6-13 18-11 32z"
      />
      <path fill="#f6c7d6" d="M32 8c8 11 9 26 0 41-9-15-8-30 0-41z" />
    </svg>
  )
}
