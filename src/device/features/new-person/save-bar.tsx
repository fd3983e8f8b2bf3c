import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Button } from '#device/ui/button.tsx'
import { ConfirmSheet } from '#device/ui/dialog.tsx'
import { Note } from '#device/ui/states.tsx'
import type { Submit } from './use-submit.ts'
import css from './person-form.module.css'

type Props = {
  readonly submit: Submit
  readonly onSave: () => void | Promise<unknown>
  readonly onDiscard: () => Promise<void>
}

/** What stands against saving, the main action, and the way to throw the form away. */
export function SaveBar({ submit, onSave, onDiscard }: Props) {
  const { t } = useTranslation('person')
  const [discarding, setDiscarding] = useState(false)
  const count = Object.keys(submit.problems).length
  return (
    <>
      {submit.problem && <Note look="error">{submit.problem}</Note>}
      {count > 0 && <p className={css.problems}>{t('form.problems', { count })}</p>}
      <div className={css.saveBar}>
        <Button look="quiet" onPress={() => setDiscarding(true)}>
          {t('form.discard')}
        </Button>
        <Button look="main" onPress={onSave}>
          {t('form.save')}
        </Button>
      </div>
      {discarding && (
        <ConfirmSheet
          title={t('form.draftDrop')}
          confirm={t('form.draftDrop')}
          onConfirm={onDiscard}
          onCancel={() => setDiscarding(false)}
        >
          <p>{t('form.draftDropText')}</p>
        </ConfirmSheet>
      )}
    </>
  )
}
