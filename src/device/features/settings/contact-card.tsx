import type { TFunction } from 'i18next'
import { useTranslation } from 'react-i18next'
import { formatMoment } from '#device/i18n/format.ts'
import { isClockOff, offsetNow, systemClock } from '#device/platform/clock.ts'
import { useLive } from '#device/store/use-store.ts'
import { Card } from '#device/ui/card.tsx'
import { Facts } from '#device/ui/list.tsx'
import { LoadingState, Note } from '#device/ui/states.tsx'

/** When the puskesmas was last heard of, and how the phone's clock stands to its clock. */
export function ContactCard() {
  const { t, i18n } = useTranslation('settings')
  const contact = useLive((store) => store.contact())
  if (!contact) return <LoadingState rows={1} />
  const { lastContactAt, firstLoadDone } = contact
  const offset = offsetNow(contact, systemClock.now())
  const last =
    lastContactAt === undefined
      ? t('contact.never')
      : formatMoment(lastContactAt, systemClock.now(), i18n.language)
  return (
    <Card title={t('contact.title')}>
      <Facts
        facts={[
          [t('contact.last'), last],
          [t('contact.load'), t(firstLoadDone ? 'contact.loaded' : 'contact.notLoaded')],
          [t('contact.clock'), clockWords(t, offset)],
        ]}
      />
      {isClockOff(offset) && <Note look="warning">{t('contact.clockWrong')}</Note>}
    </Card>
  )
}

function clockWords(t: TFunction<'settings'>, offset: number | undefined): string {
  if (offset === undefined) return t('contact.clockUnknown')
  const count = Math.round(Math.abs(offset) / 60_000)
  if (count === 0) return t('contact.clockRight')
  return t(offset > 0 ? 'contact.clockFast' : 'contact.clockSlow', { count })
}
