import type { TFunction } from 'i18next'
import { useTranslation } from 'react-i18next'
import { monthsBefore } from '#domain/time/calendar-day.ts'
import { formatMonth } from '#device/i18n/format.ts'
import { systemClock } from '#device/platform/clock.ts'
import { type TrafficNote, trafficMonth } from '#device/store/traffic.ts'
import { useLive } from '#device/store/use-store.ts'
import { Card } from '#device/ui/card.tsx'
import { Facts } from '#device/ui/list.tsx'
import { LoadingState } from '#device/ui/states.tsx'
import { megabytes } from './megabytes.ts'

/** What Teratai took of the internet quota, this month and the last. */
export function TrafficCard() {
  const { t, i18n } = useTranslation('settings')
  const traffic = useLive((store) => store.traffic())
  const contact = useLive((store) => store.contact())
  if (!traffic || !contact) return <LoadingState rows={1} />
  const month = trafficMonth(systemClock.now() - (contact.clockOffset ?? 0))
  const before = monthsBefore(month, 1)
  return (
    <Card title={t('traffic.title')}>
      <Facts
        facts={[
          [t('traffic.now'), words(t, i18n.language, traffic[month])],
          ...(traffic[before]
            ? [[formatMonth(before, i18n.language), words(t, i18n.language, traffic[before])] as const]
            : []),
        ]}
      />
      <p>{t('traffic.text')}</p>
    </Card>
  )
}

function words(t: TFunction<'settings'>, language: string, month: TrafficNote[string] | undefined): string {
  const { sent = 0, received = 0, app = 0 } = month ?? {}
  const all = megabytes(sent + received + app, language)
  return app > 0 ? t('traffic.withApp', { all, app: megabytes(app, language) }) : all
}
