import { useLocation } from 'wouter'
import { formatMoment } from '#device/i18n/format.ts'
import { systemClock } from '#device/platform/clock.ts'
import type { Delivery } from '#device/store/store.ts'
import { Button } from '#device/ui/button.tsx'
import { Note } from '#device/ui/states.tsx'
import { useWords } from '#device/visit-words/use-words.ts'

/** Where the record is, from the server's receipt and nothing else. */
export function DeliveryNote({ delivery }: { readonly delivery: Delivery }) {
  const words = useWords()
  const { t } = words
  const [, navigate] = useLocation()
  if (delivery.state === 'received') {
    return (
      <Note look="good" icon="received">
        {t('visit:delivery.received', {
          time: formatMoment(delivery.receivedAt, systemClock.now(), words.language),
          code: delivery.code,
        })}
      </Note>
    )
  }
  if (delivery.state === 'held') {
    return (
      <Note look="warning" icon="held">
        <p>{t('visit:delivery.held', { code: delivery.code })}</p>
        <Button look="quiet" onPress={() => navigate('/queue')}>
          {t('visit:delivery.toQueue')}
        </Button>
      </Note>
    )
  }
  if (delivery.state === 'closed') {
    return (
      <Note look="warning" icon="lock">
        {t('visit:delivery.closed')}
      </Note>
    )
  }
  const look = delivery.state === 'pulled' ? ('good' as const) : ('plain' as const)
  return (
    <Note look={look} icon={delivery.state === 'pulled' ? 'pulled' : 'waiting'}>
      {t(`visit:delivery.${delivery.state}`)}
    </Note>
  )
}
