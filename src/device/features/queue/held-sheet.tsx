import { useLocation } from 'wouter'
import type { Words } from '#device/findings/finding-words.ts'
import { mendingRemedy } from '#device/mending/mending-note.tsx'
import { isItsOwnFault, type MendHere } from '#device/mending/mending.ts'
import { usePhone } from '#device/phone/phone.ts'
import type { QueueRow } from '#device/store/store.ts'
import { useStore } from '#device/store/use-store.ts'
import { Button } from '#device/ui/button.tsx'
import { Dialog } from '#device/ui/dialog.tsx'
import { Note } from '#device/ui/states.tsx'
import { showToast } from '#device/ui/toast.tsx'
import { useWords } from '#device/visit-words/use-words.ts'
import { fieldLabel } from '#device/visit-words/record-words.ts'
import { heldReason, mendLabel } from './held-words.ts'
import { MendField, useMendHere } from './mend-here.tsx'

type Props = {
  readonly row: QueueRow
  readonly title: string
  /** Where it is put right; absent where no form can. */
  readonly mend: string | undefined
  /** By what it is put right in this very sheet; absent where it is not. */
  readonly here: MendHere | undefined
  /** The person, where this phone still has them. */
  readonly person: string | undefined
  readonly onClose: () => void
}

/** Why a record is held, what is safe, and what to do: put it right, send it again, or leave it to the puskesmas. */
export function HeldSheet({ row, title, mend, here, person, onClose }: Props) {
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
  const mending = useMendHere(row, here, () => {
    showToast(t('common:saved'))
    onClose()
  })
  const close = () => {
    void mending.discard()
    onClose()
  }
  return (
    <Dialog
      title={title}
      onClose={close}
      actions={
        <>
          {mend && (
            <Button look="main" onPress={() => navigate(mend)}>
              {mendLabel(words, row)}
            </Button>
          )}
          {here && (
            <Button look="main" onPress={mending.save}>
              {t(here === 'again' ? 'held:again' : 'common:save')}
            </Button>
          )}
          <Button look={mend || here ? 'plain' : 'main'} width="wide" onPress={sendAgain}>
            {t('held:sendAgain')}
          </Button>
          {person && !mend && !here && (
            <Button width="wide" onPress={() => navigate(person)}>
              {t('held:toPerson')}
            </Button>
          )}
          <Button look="quiet" width="wide" onPress={close}>
            {t('common:close')}
          </Button>
        </>
      }
    >
      <p>{heldReason(words, row)}</p>
      {row.field && <p>{t('held:field', { field: fieldLabel(words, row.field) })}</p>}
      <p>{whatToDo(words, row, mend ?? here)}</p>
      {here && here !== 'again' && <MendField {...{ row, ...mending }} by={here} />}
      {here === 'again' && mending.problem && <Note look="error">{mending.problem}</Note>}
      <Note look="good">{t('held:safe')}</Note>
      <p>{t('common:error.code', { code: row.code ?? '–' })}</p>
    </Dialog>
  )
}

function whatToDo(words: Words, { code, field }: QueueRow, way: string | undefined): string {
  const { t } = words
  if (way === 'again') return t('held:remedy.again')
  if (way) return mendingRemedy(words, field)
  if (isItsOwnFault(code)) return t('held:remedy.rewrite')
  return t([`held:remedy.${code}`, 'held:remedy.other'])
}
