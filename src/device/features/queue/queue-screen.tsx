import './queue-words.ts'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { usePhone, useSyncStatus } from '#device/phone/phone.ts'
import { useLive } from '#device/store/use-store.ts'
import { BalanceFigures } from '#device/ui/balance-figures.tsx'
import { Button } from '#device/ui/button.tsx'
import { Card } from '#device/ui/card.tsx'
import { List } from '#device/ui/list.tsx'
import { Screen } from '#device/ui/screen.tsx'
import { EmptyState, LoadingState } from '#device/ui/states.tsx'
import { DeliveryRow } from './delivery-row.tsx'
import { SuratCard } from './surat-card.tsx'
import { SyncWords } from './sync-words.tsx'

const step = 50

/** What was saved here, and what of it the puskesmas has for certain. */
export function QueueScreen() {
  const { t } = useTranslation('queue')
  const { sync } = usePhone()
  const status = useSyncStatus()
  const [limit, setLimit] = useState(step)
  const balance = useLive((store) => store.balance())
  const rows = useLive((store) => store.queue(limit), [limit])
  const directory = useLive((store) => store.directory())
  const enrolment = useLive((store) => store.enrolment())
  const names = new Map(
    directory?.flatMap(({ id, name, alsoAs = [] }) =>
      [id, ...alsoAs.map((one) => one.id)].map((one) => [one, name]),
    ),
  )
  return (
    <Screen
      title={t('title')}
      nav="shown"
      action={
        <Button look="main" disabled={status.state === 'running'} onPress={() => sync.request('button')}>
          {status.state === 'running' ? t('status.sending') : t('send')}
        </Button>
      }
    >
      {balance ? (
        <Card title={t('common:balance.title')}>
          <BalanceFigures balance={balance} />
          <p>{t('unit')}</p>
          <SyncWords status={status} balance={balance} />
        </Card>
      ) : (
        <LoadingState rows={2} />
      )}
      <SuratCard />
      {rows?.length === 0 && <EmptyState title={t('empty')} text={t('emptyText')} />}
      {rows && rows.length > 0 && (
        <section>
          <h2>{t('rows')}</h2>
          <List label={t('rows')}>
            {rows.map((row) => (
              <DeliveryRow
                key={`${row.deviceId}/${row.number}`}
                row={row}
                deviceId={enrolment?.deviceId}
                name={row.personId ? names.get(row.personId) : enrolment?.posyandu[0]?.name}
              />
            ))}
          </List>
          {balance && rows.length < balance.saved && rows.length >= limit && (
            <Button width="wide" onPress={() => setLimit(limit + step)}>
              {t('more')}
            </Button>
          )}
        </section>
      )}
    </Screen>
  )
}
