import { type ReactNode, useEffect, useId, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { Button } from './button.tsx'
import css from './dialog.module.css'

type DialogProps = {
  readonly title: string
  readonly onClose: () => void
  /** Buttons, the main one first. */
  readonly actions: ReactNode
  readonly children?: ReactNode
}

/** A sheet from the bottom edge, over everything; mounted means open. Back and Escape close it. */
export function Dialog({ title, onClose, actions, children }: DialogProps) {
  const dialog = useRef<HTMLDialogElement>(null)
  const id = useId()
  useEffect(() => {
    const element = dialog.current
    if (element && !element.open) element.showModal()
    return () => element?.close()
  }, [])
  return (
    <dialog
      ref={dialog}
      className={css.dialog}
      aria-labelledby={id}
      onCancel={(event) => {
        event.preventDefault()
        onClose()
      }}
    >
      <div className={css.inside}>
        <h2 id={id} className={css.title}>
          {title}
        </h2>
        {children && <div className={css.content}>{children}</div>}
        <div className={css.actions}>{actions}</div>
      </div>
    </dialog>
  )
}

type ConfirmProps = {
  readonly title: string
  readonly children?: ReactNode
  readonly confirm: string
  readonly cancel?: string
  readonly onConfirm: () => void | Promise<unknown>
  readonly onCancel: () => void
}

/** A question with one step forward and one back. */
export function ConfirmSheet({ title, children, confirm, cancel, onConfirm, onCancel }: ConfirmProps) {
  const { t } = useTranslation()
  return (
    <Dialog
      title={title}
      onClose={onCancel}
      actions={
        <>
          <Button look="main" onPress={onConfirm}>
            {confirm}
          </Button>
          <Button look="quiet" width="wide" onPress={onCancel}>
            {cancel ?? t('cancel')}
          </Button>
        </>
      }
    >
      {children}
    </Dialog>
  )
}
