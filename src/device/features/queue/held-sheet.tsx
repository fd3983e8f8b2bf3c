import { useLocation } from 'wouter'
import { mendingRemedy } from '#device/mending/mending-note.tsx'
import { usePhone } from '#device/phone/phone.ts'
import type { QueueRow } from '#device/store/store.ts'
import { useStore } from '#device/store/use-store.ts'
import { Button } from '#device/ui/button.tsx'
import { Dialog } from '#device/ui/dialog.tsx'
import { Note } from '#device/ui/states.tsx'
import { useWords } from '#device/visit-words/use-words.ts'
import { fieldLabel } from '#device/visit-words/record-words.ts'
import { heldReason, mendLabel } from './held-words.ts'

type Props = {
  readonly row: QueueRow
  readonly title: string
  /** Where it is put right; absent where no form can. */
  readonly mend: string | undefined
  /** The person, where this phone still has them. */
  readonly person: string | undefined
  readonly onClose: () => void
}

/** Why a record is held, what is safe, and what to do: put it right, send it again, or leave it to the puskesmas. */
export function HeldSheet({ row, title, mend, person, onClose }: Props) {
  const words = useWords()
  const { t } = words
  const store = useStore()
  const { sync } = usePhone()
  const [, navigate] = useLocation()
  const sendAgain = async () => {
    await store.sendAgain(row)
    sync.request('button')
    onClose()
  }
  return (
    <Dialog
      title={title}
      onClose={onClose}
      actions={
        <>
          {mend && (
            <Button look="main" onPress={() => navigate(mend)}>
              {mendLabel(words, row)}
            </Button>
          )}
          <Button look={mend ? 'plain' : 'main'} width="wide" onPress={sendAgain}>
            {t('held:sendAgain')}
          </Button>
          {person && !mend && (
            <Button width="wide" onPress={() => navigate(person)}>
              {t('held:toPerson')}
            </Button>
          )}
          <Button look="quiet" width="wide" onPress={onClose}>
            {t('common:close')}
          </Button>
        </>
      }
    >
      <p>{heldReason(words, row)}</p>
      {row.field && <p>{t('held:field', { field: fieldLabel(words, row.field) })}</p>}
      <p>{whatToDo(words, row, mend)}</p>
      <Note look="good">{t('held:safe')}</Note>
      <p>{t('common:error.code', { code: row.code ?? '–' })}</p>
    </Dialog>
  )
}

function whatToDo(words: ReturnType<typeof useWords>, { code, field }: QueueRow, mend: string | undefined) {
  const { t } = words
  if (!mend) return t([`held:remedy.${code}`, 'held:remedy.other'])
  return mendingRemedy(words, field)
}
