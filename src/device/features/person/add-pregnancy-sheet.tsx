import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { CalendarDay } from '#domain/time/calendar-day.ts'
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

export function AddPregnancySheet({ personId, today, onClose }: Props) {
  const { t } = useTranslation('person')
  const store = useStore()
  const { problem, attempt } = useSaving()
  // Made once: a second tap, or a save tried again, writes the same record.
  const [id] = useState(newId)
  const [entry, setEntry] = useState(emptyPregnancy)
  const [confirmed, setConfirmed] = useState<readonly string[]>([])
  const [show, setShow] = useState<'typed' | 'all'>('typed')
  const save = () => {
    if (pregnancyObstacles(entry, today, confirmed).length > 0) return setShow('all')
    return attempt(async () => {
      await store.save([{ kind: 'pregnancy', id, set: pregnancyFields(entry, personId, today) }])
      showToast(t('common:saved'))
      onClose()
    })
  }
  return (
    <Dialog
      title={t('pregnancy.addTitle')}
      onClose={onClose}
      actions={
        <>
          <Button look="main" onPress={save}>
            {t('common:save')}
          </Button>
          <Button look="quiet" width="wide" onPress={onClose}>
            {t('common:cancel')}
          </Button>
        </>
      }
    >
      <PregnancyFields
        entry={entry}
        onEntry={setEntry}
        today={today}
        confirmed={confirmed}
        onConfirm={(one) => setConfirmed([...confirmed, one])}
        show={show}
      />
      {problem && <Note look="error">{problem}</Note>}
    </Dialog>
  )
}
