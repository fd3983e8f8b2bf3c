import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Button } from '#device/ui/button.tsx'
import { Dialog } from '#device/ui/dialog.tsx'
import { TextField } from '#device/ui/inputs/text-field.tsx'
import { Note } from '#device/ui/states.tsx'

type ForgotSheetProps = { readonly onErase: () => Promise<void>; readonly onClose: () => void }

/** What forgetting the PIN costs, and erasing; a word has to be typed for it, so that no child's finger does it. */
export function ForgotSheet({ onErase, onClose }: ForgotSheetProps) {
  const { t } = useTranslation('lock')
  const [typed, setTyped] = useState('')
  const [failed, setFailed] = useState(false)
  const word = t('forgot.word')
  const isMeant = typed.trim().toUpperCase() === word
  const erase = async () => {
    setFailed(false)
    await onErase().catch(() => setFailed(true))
  }
  return (
    <Dialog
      title={t('forgot.open')}
      onClose={onClose}
      actions={
        <>
          <Button look="danger" width="wide" disabled={!isMeant} onPress={erase}>
            {t('forgot.erase')}
          </Button>
          <Button look="quiet" width="wide" onPress={onClose}>
            {t('common:cancel')}
          </Button>
        </>
      }
    >
      <p>{t('forgot.erased')}</p>
      <p>{t('forgot.queue')}</p>
      <p>{t('forgot.code')}</p>
      <TextField
        name="confirm"
        label={t('forgot.confirm', { word })}
        autoCapitalize="none"
        maxLength={16}
        text={typed}
        onText={setTyped}
      />
      {failed && <Note look="error">{t('forgot.failed')}</Note>}
    </Dialog>
  )
}
