import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { freeBytes, isLittle } from '#device/readiness/readiness.ts'
import { useStore } from '#device/store/use-store.ts'
import type { Store } from '#device/store/store.ts'
import { Button } from '#device/ui/button.tsx'
import { Card } from '#device/ui/card.tsx'
import { formatNumber } from '#device/ui/inputs/typed-number.ts'
import { Facts } from '#device/ui/list.tsx'
import { LoadingState, Note } from '#device/ui/states.tsx'

type Room = Awaited<ReturnType<Store['storage']>>

/** Whether the browser promised to keep the data, and how much room there is. */
export function StorageCard() {
  const { t, i18n } = useTranslation('settings')
  const store = useStore()
  const [room, setRoom] = useState<Room>()
  const [refused, setRefused] = useState(false)
  useEffect(() => {
    let isCurrent = true
    void store.storage().then((answer) => isCurrent && setRoom(answer))
    return () => {
      isCurrent = false
    }
  }, [store])
  if (!room) return <LoadingState rows={1} />
  const ask = async () => {
    setRefused(!(await store.askToKeep()))
    setRoom(await store.storage())
  }
  const megabytes = (bytes: number | undefined) =>
    bytes === undefined
      ? t('storage.unknown')
      : `${formatNumber(Math.round(bytes / 1024 / 102.4) / 10, i18n.language)} MB`
  const free = freeBytes(room)
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
        facts={[
          [t('storage.used'), megabytes(room.usage)],
          [t('storage.free'), megabytes(free)],
        ]}
      />
      {isLittle(free) && <Note look="warning">{t('storage.little')}</Note>}
    </Card>
  )
}
