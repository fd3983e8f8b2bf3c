import { useRef, useState } from 'react'
import { useSheetDraft } from '#device/drafts/use-sheet-draft.ts'
import { Button } from '#device/ui/button.tsx'
import { Dialog } from '#device/ui/dialog.tsx'
import { ChoiceField } from '#device/ui/inputs/choice-field.tsx'
import { TextField } from '#device/ui/inputs/text-field.tsx'
import { Note } from '#device/ui/states.tsx'
import { type AmendmentReason, amendmentReasons } from '#protocol/records/amendments.ts'
import { useWords } from '#device/visit-words/use-words.ts'
import type { AmendmentWhy } from './visit-saver.ts'

type SheetProps = {
  /** Of which visit, and what of it: a reason that was begun is kept for that alone. */
  readonly about: string
  /** Gives whether it was written. */
  readonly onReason: (why: AmendmentWhy) => Promise<boolean>
  readonly onCancel: () => void
}

/** The sheet as filled. */
type Entry = { readonly reason?: AmendmentReason | undefined; readonly note: string }

/** Asks why something that was saved is changed. The former answers stay readable. */
export function AmendmentSheet({ about, onReason, onCancel }: SheetProps) {
  const { t } = useWords()
  const draft = useSheetDraft<Entry>(`sheet:amendment:${about}`, { note: '' })
  const { reason, note } = draft.entry
  const [isAsked, setAsked] = useState(false)
  const noteBox = useRef<HTMLDivElement>(null)
  const lacks = reason === undefined || (reason === 'other' && note.trim() === '')
  async function confirm() {
    setAsked(true)
    if (lacks) return leadTo(noteBox.current)
    const isWritten = await onReason(note.trim() === '' ? { reason } : { reason, note: note.trim() })
    if (isWritten) await draft.discard()
  }
  const cancel = () => {
    void draft.discard()
    onCancel()
  }
  return (
    <Dialog
      title={t('visit:amendment.title')}
      onClose={cancel}
      actions={
        <>
          {isAsked && lacks && (
            <Note look="warning">{t(`visit:amendment.${reason === 'other' ? 'note' : 'missing'}`)}</Note>
          )}
          <Button look="main" onPress={confirm}>
            {t('visit:amendment.save')}
          </Button>
          <Button look="quiet" width="wide" onPress={cancel}>
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
        onValue={(value) => draft.change({ reason: amendmentReasons.find((known) => known === value) })}
      />
      {reason === 'other' && (
        <div ref={noteBox}>
          <TextField
            label={t('visit:amendment.note')}
            name="note"
            text={note}
            maxLength={200}
            onText={(text) => draft.change({ note: text })}
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
