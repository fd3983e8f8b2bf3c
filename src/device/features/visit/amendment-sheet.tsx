import { useRef, useState } from 'react'
import { Button } from '#device/ui/button.tsx'
import { Dialog } from '#device/ui/dialog.tsx'
import { ChoiceField } from '#device/ui/inputs/choice-field.tsx'
import { TextField } from '#device/ui/inputs/text-field.tsx'
import { Note } from '#device/ui/states.tsx'
import { type AmendmentReason, amendmentReasons } from '#protocol/records/amendments.ts'
import { useWords } from '#device/visit-words/use-words.ts'
import type { AmendmentWhy } from './visit-saver.ts'

type SheetProps = {
  readonly onReason: (why: AmendmentWhy) => Promise<unknown>
  readonly onCancel: () => void
}

/** Asks why something that was saved is changed. The former answers stay readable. */
export function AmendmentSheet({ onReason, onCancel }: SheetProps) {
  const { t } = useWords()
  const [reason, setReason] = useState<AmendmentReason>()
  const [note, setNote] = useState('')
  const [isAsked, setAsked] = useState(false)
  const noteBox = useRef<HTMLDivElement>(null)
  const lacks = reason === undefined || (reason === 'other' && note.trim() === '')
  function confirm() {
    setAsked(true)
    if (lacks) return leadTo(noteBox.current)
    return onReason(note.trim() === '' ? { reason } : { reason, note: note.trim() })
  }
  return (
    <Dialog
      title={t('visit:amendment.title')}
      onClose={onCancel}
      actions={
        <>
          {isAsked && lacks && (
            <Note look="warning">{t(`visit:amendment.${reason === 'other' ? 'note' : 'missing'}`)}</Note>
          )}
          <Button look="main" onPress={confirm}>
            {t('visit:amendment.save')}
          </Button>
          <Button look="quiet" width="wide" onPress={onCancel}>
            {t('cancel', { ns: 'common' })}
          </Button>
        </>
      }
    >
      <p>{t('visit:amendment.text')}</p>
      <ChoiceField
        label={t('visit:amendment.reason')}
        name="reason"
        clearing="none"
        options={amendmentReasons.map((value) => ({ value, label: t(`visit:amendment.reasons.${value}`) }))}
        value={reason}
        onValue={(value) => setReason(amendmentReasons.find((known) => known === value))}
      />
      {reason === 'other' && (
        <div ref={noteBox}>
          <TextField
            label={t('visit:amendment.note')}
            name="note"
            text={note}
            maxLength={200}
            onText={setNote}
          />
        </div>
      )}
    </Dialog>
  )
}

/** The box for the words may stand below the edge of the sheet: the finger is led there, once the warning stands. */
function leadTo(box: HTMLElement | null): void {
  requestAnimationFrame(() => {
    const input = box?.querySelector('input')
    input?.focus({ preventScroll: true })
    input?.scrollIntoView?.({ block: 'center' })
  })
}
