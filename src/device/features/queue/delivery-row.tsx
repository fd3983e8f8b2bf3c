import { memo } from 'react'
import { useTranslation } from 'react-i18next'
import { recordKinds } from '#protocol/mutation.ts'
import { formatMoment } from '#device/i18n/format.ts'
import { systemClock } from '#device/platform/clock.ts'
import type { QueueRow } from '#device/store/store.ts'
import { Icon } from '#device/ui/icon.tsx'
import { Row } from '#device/ui/list.tsx'
import css from './queue.module.css'

type Props = { readonly row: QueueRow; readonly name: string | undefined }

/** One record: about whom, what, when, and where it is; of one held back, why in plain words. */
export const DeliveryRow = memo(function DeliveryRow({ row, name }: Props) {
  const { t, i18n } = useTranslation('queue')
  const moment = (at: number) => formatMoment(at, systemClock.now(), i18n.language)
  const kind = recordKinds.find((known) => known === row.kind) ?? 'other'
  const to = row.personId ? { to: `/person/${row.personId}` } : {}
  return (
    <Row
      {...to}
      title={name ?? t('noName')}
      lines={[`${t(`kind.${kind}`)} · ${t('savedAt', { time: moment(row.savedAt) })}`]}
    >
      <span className={`${css.state} ${css[row.state]}`}>
        <Icon name={row.state} size={20} />
        <span>
          {row.state === 'received' && row.receivedAt !== undefined
            ? t('receivedAt', { time: moment(row.receivedAt) })
            : t(`common:delivery.${row.state}`)}
          {row.state === 'received' && row.code && ` · ${t('code', { code: row.code })}`}
        </span>
      </span>
      {row.state === 'held' && (
        <span className={css.reason}>
          {t([`holdReason.${row.code}`, 'holdReason.other'])}{' '}
          {row.field && t('holdField', { field: t(`fieldNames.${row.field}`, { defaultValue: row.field }) })}{' '}
          {t('common:error.code', { code: row.code ?? '–' })}
        </span>
      )}
    </Row>
  )
})
