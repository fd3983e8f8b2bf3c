import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { TFunction } from 'i18next'
import type { StoreSizes } from '#device/store/sizes.ts'
import { localeOf } from '#device/i18n/format.ts'
import { freeBytes, isLittle } from '#device/readiness/readiness.ts'
import { useRoom } from '#device/readiness/use-room.ts'
import { useLive, useStore } from '#device/store/use-store.ts'
import { Button } from '#device/ui/button.tsx'
import { Card } from '#device/ui/card.tsx'
import { Facts } from '#device/ui/list.tsx'
import { LoadingState, Note } from '#device/ui/states.tsx'
import { megabytes } from './megabytes.ts'

/** Whether the browser promised to keep the data, and how much lies here. How much is free no browser truly tells. */
export function StorageCard() {
  const { t, i18n } = useTranslation('settings')
  const store = useStore()
  const { room, look } = useRoom()
  const sizes = useLive((store) => store.sizes())
  const [refused, setRefused] = useState(false)
  if (!room) return <LoadingState rows={1} />
  const ask = async () => {
    setRefused(!(await store.askToKeep()))
    await look()
  }
  const size = (bytes: number | undefined) =>
    bytes === undefined ? t('storage.unknown') : megabytes(bytes, i18n.language)
  return (
    <Card title={t('storage.title')}>
      {room.persisted ? (
        <Note look="good" icon="check">
          {t('storage.persisted')}
        </Note>
      ) : (
        <Note look="warning">
          <p>{t('storage.notPersisted')}</p>
          <p>{t('storage.how')}</p>
        </Note>
      )}
      {!room.persisted && <Button onPress={ask}>{t('storage.ask')}</Button>}
      {refused && <Note look="info">{t('storage.refused')}</Note>}
      <Facts
        facts={[[t('storage.used'), size(room.usage)], ...(sizes ? sizeFacts(t, i18n.language, sizes) : [])]}
      />
      {isLittle(freeBytes(room)) && <Note look="warning">{t('storage.little')}</Note>}
    </Card>
  )
}

/** What lies on this phone, and what a thousand more visits like its own would take. */
function sizeFacts(
  t: TFunction<'settings'>,
  language: string,
  { records, visits, bytesPerVisit }: StoreSizes,
): [string, string][] {
  const numbers = new Intl.NumberFormat(localeOf(language))
  const thousand = megabytes(bytesPerVisit * 1_000, language)
  return [
    [
      t('storage.records'),
      t('storage.recordsOf', { records: numbers.format(records), visits: numbers.format(visits) }),
    ],
    [t('storage.thousand'), visits > 0 ? t('storage.about', { size: thousand }) : t('storage.noVisits')],
  ]
}
