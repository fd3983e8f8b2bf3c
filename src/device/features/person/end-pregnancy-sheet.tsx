import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { gestationStart } from '#domain/pregnancy/gestation.ts'
import type { CalendarDay } from '#domain/time/calendar-day.ts'
import { useSheetDraft } from '#device/drafts/use-sheet-draft.ts'
import type { PregnancyEpisode } from '#domain/visit/person-file.ts'
import { useStore } from '#device/store/use-store.ts'
import { Button } from '#device/ui/button.tsx'
import { Dialog } from '#device/ui/dialog.tsx'
import { ChoiceField } from '#device/ui/inputs/choice-field.tsx'
import { dateBox, type HalfDates } from '#device/ui/inputs/date-box.ts'
import { DateField } from '#device/ui/inputs/date-field.tsx'
import { Note } from '#device/ui/states.tsx'
import { showToast } from '#device/ui/toast.tsx'
import { useSaving } from '#device/ui/use-saving.ts'

type Props = { readonly episode: PregnancyEpisode; readonly today: CalendarDay; readonly onClose: () => void }

/** The sheet as filled. */
type Entry = HalfDates & {
  readonly endedOn?: CalendarDay | undefined
  readonly outcome?: string | undefined
}

const outcomes = ['delivered', 'miscarried', 'other'] as const

export function EndPregnancySheet({ episode, today, onClose }: Props) {
  const { t } = useTranslation('person')
  const store = useStore()
  const { problem, attempt } = useSaving()
  const draft = useSheetDraft<Entry>(`sheet:pregnancyEnd:${episode.id}`, {})
  const { endedOn, outcome } = draft.entry
  const close = () => {
    void draft.discard()
    onClose()
  }
  const [show, setShow] = useState<'typed' | 'all'>('typed')
  const start = gestationStart(episode)
  const wrong = endedOn !== undefined && (endedOn > today || (start !== undefined && endedOn < start))
  const save = () => {
    if (!endedOn || wrong || !outcome) return setShow('all')
    return attempt(async () => {
      const changes = [{ kind: 'pregnancy', id: episode.id, set: { endedOn, outcome } } as const]
      await draft.saving((clearDraft) => store.save(changes, { clearDraft }))
      showToast(t('common:saved'))
      onClose()
    })
  }
  const all = show === 'all'
  return (
    <Dialog
      title={t('pregnancy.endTitle')}
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
      <DateField
        {...dateBox(draft.entry, 'endedOn', draft.change)}
        label={t('pregnancy.endOn')}
        error={wrong ? t('pregnancy.endWrong') : all && !endedOn ? t('pregnancy.endMissing') : undefined}
      />
      <ChoiceField
        name="outcome"
        label={t('pregnancy.outcome')}
        options={outcomes.map((value) => ({ value, label: t(`pregnancy.outcomes.${value}`) }))}
        value={outcome}
        onValue={(value) => draft.change({ outcome: value })}
        clearing="none"
        error={all && !outcome ? t('pregnancy.outcomeMissing') : undefined}
      />
      {problem && <Note look="error">{problem}</Note>}
    </Dialog>
  )
}
