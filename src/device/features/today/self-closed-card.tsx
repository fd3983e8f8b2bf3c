import { useTranslation } from 'react-i18next'
import type { CalendarDay } from '#domain/time/calendar-day.ts'
import { formatDay } from '#device/i18n/format.ts'
import { useLive } from '#device/store/use-store.ts'
import { Button } from '#device/ui/button.tsx'
import { Card } from '#device/ui/card.tsx'

type Props = {
  readonly day: { readonly heldOn: CalendarDay; readonly endedAt: number }
  readonly onSurat: () => void
}

/**
 * A day that nobody closed kept no surat jalan at its end. Until a file or the puskesmas has what was saved up to then,
 * it is offered here, where the phone is opened next.
 */
export function SelfClosedCard({ day, onSurat }: Props) {
  const { t, i18n } = useTranslation('today')
  const unfiled = useLive((store) => store.unfiled(day.endedAt), [day.endedAt])
  if (!unfiled) return null
  return (
    <Card title={t('unfiled.title')}>
      <p>{t('unfiled.text', { count: unfiled, date: formatDay(day.heldOn, i18n.language) })}</p>
      <Button onPress={onSurat}>{t('unfiled.save')}</Button>
    </Card>
  )
}
