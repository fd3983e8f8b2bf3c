import './queue-words.ts'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { usePhone, useSyncStatus } from '#device/phone/phone.ts'
import { shownFields } from '#protocol/merge.ts'
import type { FieldValue } from '#protocol/mutation.ts'
import { useMayRead } from '#device/lease/use-lease.ts'
import type { QueueRow, Store } from '#device/store/store.ts'
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
  const mayRead = useMayRead()
  const names = new Map(
    (mayRead ? directory : undefined)?.flatMap(({ id, name, alsoAs = [] }) =>
      [id, ...alsoAs.map((one) => one.id)].map((one) => [one, name]),
    ),
  )
  const places = useLive((store) => placesOf(store, rows ?? []), [rows])
  const posyanduOf = ({ recordId }: QueueRow) =>
    enrolment?.posyandu.find(({ id }) => id === places?.get(recordId))?.name
  const nameOf = (row: QueueRow) => (row.personId ? names.get(row.personId) : posyanduOf(row))
  // Of whom a row is that has no name any more, once it is known who is here.
  const unnamed = ({ personId }: QueueRow) =>
    t(personId && !mayRead ? 'closedName' : personId && directory ? 'gone' : 'noName')
  const told = { deviceId: enrolment?.deviceId, nameOf, unnamed, mayRead }
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

/** The posyandu of records that follow nobody, as far as they are on this phone. */
async function placesOf(store: Store, rows: readonly QueueRow[]): Promise<ReadonlyMap<string, FieldValue>> {
  const ids = new Set(rows.flatMap(({ personId, recordId }) => (personId ? [] : [recordId])))
  const records = await Promise.all([...ids].map((id) => store.record(id)))
  return new Map(
    records.flatMap((record) => {
      const posyanduId = record && shownFields(record)['posyanduId']
      return record && posyanduId !== undefined ? [[record.id, posyanduId]] : []
    }),
  )
}

type RowsProps = {
  readonly title: string
  readonly rows: readonly QueueRow[]
  /** This phone's own, once it is known. */
  readonly deviceId: string | undefined
  readonly nameOf: (row: QueueRow) => string | undefined
  readonly unnamed: (row: QueueRow) => string
  readonly mayRead: boolean
}

/** Some of the rows, each by the name of whom it is about. */
function Rows({ title, rows, deviceId, nameOf, unnamed, mayRead }: RowsProps) {
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
            unnamed={unnamed(row)}
            mayRead={mayRead}
          />
        ))}
      </List>
    </section>
  )
}
