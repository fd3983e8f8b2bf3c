import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { Button } from '#device/ui/button.tsx'
import { Dialog } from '#device/ui/dialog.tsx'
import { Note } from '#device/ui/states.tsx'
import type { Problem } from '../api/call.ts'
import { useProblemWords } from '../use-problem.ts'

type SaveSheetProps = {
  readonly title: string
  /** Why the last try was refused. */
  readonly problem: Problem | undefined
  readonly onSave: () => Promise<void>
  readonly onClose: () => void
  /** Buttons between saving and cancelling. */
  readonly more?: ReactNode
  readonly children: ReactNode
}

/** A form over the page: it is saved, or nothing has changed. */
export function SaveSheet({ title, problem, onSave, onClose, more, children }: SaveSheetProps) {
  const { t } = useTranslation()
  const say = useProblemWords()
  return (
    <Dialog
      title={title}
      onClose={onClose}
      actions={
        <>
          {problem && <Note look="error">{say(problem)}</Note>}
          <Button look="main" onPress={onSave}>
            {t('save')}
          </Button>
          {more}
          <Button look="quiet" width="wide" onPress={onClose}>
            {t('cancel')}
          </Button>
        </>
      }
    >
      {children}
    </Dialog>
  )
}
