import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { CalendarDay } from '#domain/time/calendar-day.ts'
import { useSheetDraft } from '#device/drafts/use-sheet-draft.ts'
import { newId } from '#device/platform/ids.ts'
import { emptyPregnancy, pregnancyFields, pregnancyObstacles } from '#device/pregnancy/pregnancy-entry.ts'
import { PregnancyFields } from '#device/pregnancy/pregnancy-fields.tsx'
import { useStore } from '#device/store/use-store.ts'
import { Button } from '#device/ui/button.tsx'
import { Dialog } from '#device/ui/dialog.tsx'
import { Note } from '#device/ui/states.tsx'
import { showToast } from '#device/ui/toast.tsx'
import { useSaving } from '#device/ui/use-saving.ts'

type Props = { readonly personId: string; readonly today: CalendarDay; readonly onClose: () => void }

const noneConfirmed: readonly string[] = []

export function AddPregnancySheet({ personId, today, onClose }: Props) {
  const { t } = useTranslation('person')
  const store = useStore()
  const { problem, attempt } = useSaving()
  // The id is made once: a second tap, or a save tried again, writes the same record.
  const [begun] = useState(() => ({ id: newId(), entry: emptyPregnancy, confirmed: noneConfirmed }))
  const draft = useSheetDraft(`sheet:pregnancy:${personId}`, begun)
  const { id, entry, confirmed } = draft.entry
  const close = () => {
    void draft.discard()
    onClose()
  }
  const [show, setShow] = useState<'typed' | 'all'>('typed')
  const save = () => {
    if (pregnancyObstacles(entry, today, confirmed).length > 0) return setShow('all')
    return attempt(async () => {
      const changes = [{ kind: 'pregnancy', id, set: pregnancyFields(entry, personId, today) } as const]
      await draft.saving((clearDraft) => store.save(changes, { clearDraft }))
      showToast(t('common:saved'))
      onClose()
    })
  }
  return (
    <Dialog
      title={t('pregnancy.addTitle')}
      onClose={close}
      actions={
        <>
          <Button look="main" onPress={save}>
            {t('common:save')}
          </Button>
          <Button look="quiet" width="wide" onPress={close}>
            {t('common:cancel')}
          </Button>
        </>
      }
    >
      <PregnancyFields
        entry={entry}
        onEntry={(typed) => draft.change({ entry: typed })}
        today={today}
        confirmed={confirmed}
        onConfirm={(one) => draft.change({ confirmed: [...confirmed, one] })}
        show={show}
      />
      {problem && <Note look="error">{problem}</Note>}
    </Dialog>
  )
}
