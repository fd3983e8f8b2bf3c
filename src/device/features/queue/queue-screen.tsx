import './queue-words.ts'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { usePhone, useSyncStatus } from '#device/phone/phone.ts'
import type { QueueRow } from '#device/store/store.ts'
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
  const nameOf = ({ personId }: QueueRow) => (personId ? names.get(personId) : enrolment?.posyandu[0]?.name)
  const told = { deviceId: enrolment?.deviceId, nameOf }
  // What somebody has to look at stands first.
  const held = rows?.filter(({ state }) => state === 'held') ?? []
  const others = rows?.filter(({ state }) => state !== 'held') ?? []
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
      {held.length > 0 && <Rows title={t('heldRows')} rows={held} {...told} />}
      <SuratCard />
      {rows?.length === 0 && <EmptyState title={t('empty')} text={t('emptyText')} />}
      {others.length > 0 && <Rows title={t('rows')} rows={others} {...told} />}
      {balance && rows && rows.length < balance.saved && rows.length >= limit && (
        <Button width="wide" onPress={() => setLimit(limit + step)}>
          {t('more')}
        </Button>
      )}
    </Screen>
  )
}

type RowsProps = {
  readonly title: string
  readonly rows: readonly QueueRow[]
  /** This phone's own, once it is known. */
  readonly deviceId: string | undefined
  readonly nameOf: (row: QueueRow) => string | undefined
}

/** Some of the rows, each by the name of whom it is about. */
function Rows({ title, rows, deviceId, nameOf }: RowsProps) {
  return (
    <section>
      <h2>{title}</h2>
      <List label={title}>
        {rows.map((row) => (
          <DeliveryRow
            key={`${row.deviceId}/${row.number}`}
            row={row}
            deviceId={deviceId}
            name={nameOf(row)}
          />
        ))}
      </List>
    </section>
  )
}
