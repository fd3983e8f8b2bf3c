import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { gestationStart } from '#domain/pregnancy/gestation.ts'
import type { CalendarDay } from '#domain/time/calendar-day.ts'
import type { PregnancyEpisode } from '#domain/visit/person-file.ts'
import { useStore } from '#device/store/use-store.ts'
import { Button } from '#device/ui/button.tsx'
import { Dialog } from '#device/ui/dialog.tsx'
import { ChoiceField } from '#device/ui/inputs/choice-field.tsx'
import { DateField } from '#device/ui/inputs/date-field.tsx'
import { Note } from '#device/ui/states.tsx'
import { showToast } from '#device/ui/toast.tsx'
import { useSaving } from '#device/ui/use-saving.ts'

type Props = { readonly episode: PregnancyEpisode; readonly today: CalendarDay; readonly onClose: () => void }

const outcomes = ['delivered', 'miscarried', 'other'] as const

export function EndPregnancySheet({ episode, today, onClose }: Props) {
  const { t } = useTranslation('person')
  const store = useStore()
  const { problem, attempt } = useSaving()
  const [endedOn, setEndedOn] = useState<CalendarDay>()
  const [outcome, setOutcome] = useState<string>()
  const [show, setShow] = useState<'typed' | 'all'>('typed')
  const start = gestationStart(episode)
  const wrong = endedOn !== undefined && (endedOn > today || (start !== undefined && endedOn < start))
  const save = () => {
    if (!endedOn || wrong || !outcome) return setShow('all')
    return attempt(async () => {
      await store.save([{ kind: 'pregnancy', id: episode.id, set: { endedOn, outcome } }])
      showToast(t('common:saved'))
      onClose()
    })
  }
  const all = show === 'all'
  return (
    <Dialog
      title={t('pregnancy.endTitle')}
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
      <DateField
        name="endedOn"
        label={t('pregnancy.endOn')}
        value={endedOn}
        onValue={setEndedOn}
        error={wrong ? t('pregnancy.endWrong') : all && !endedOn ? t('pregnancy.endMissing') : undefined}
      />
      <ChoiceField
        name="outcome"
        label={t('pregnancy.outcome')}
        options={outcomes.map((value) => ({ value, label: t(`pregnancy.outcomes.${value}`) }))}
        value={outcome}
        onValue={setOutcome}
        clearing="none"
        error={all && !outcome ? t('pregnancy.outcomeMissing') : undefined}
      />
      {problem && <Note look="error">{problem}</Note>}
    </Dialog>
  )
}
