import { useTranslation } from 'react-i18next'
import { formatMoment } from '#device/i18n/format.ts'
import { systemClock } from '#device/platform/clock.ts'
import type { Balance } from '#device/store/store.ts'
import { useLive } from '#device/store/use-store.ts'
import type { SyncStatus } from '#device/sync/status.ts'
import { Note, Progress } from '#device/ui/states.tsx'

type Props = { readonly status: SyncStatus; readonly balance: Balance }

/** What goes on, in words; that something arrived is told by the balance alone. */
export function SyncWords({ status, balance }: Props) {
  const { t, i18n } = useTranslation('queue')
  const contact = useLive((store) => store.contact())
  const moment = (at: number) => formatMoment(at, systemClock.now(), i18n.language)
  const waiting = balance.waiting > 0 && <p>{t('status.stillWaiting', { count: balance.waiting })}</p>
  const allReceived = balance.saved > 0 && balance.waiting === 0 && balance.held === 0 && (
    <Note look="good">{t('status.nothing')}</Note>
  )
  if (status.state === 'running') return <Running status={status} />
  if (status.state === 'failed') {
    return (
      <>
        {allReceived}
        <Note look="warning" icon={status.code === 'network' ? 'offline' : 'held'}>
          <p>{t([failureKey(status.code), 'failed.other'])}</p>
          {waiting}
          <p>{t('retryAt', { time: moment(status.nextTryAt) })}</p>
          <p>{t('common:error.code', { code: status.code })}</p>
        </Note>
      </>
    )
  }
  return (
    <>
      {contact?.device && contact.device !== 'active' && (
        <Note look="warning">{t(`failed.${contact.device}`)}</Note>
      )}
      {waiting}
      {allReceived}
    </>
  )
}

function Running({ status }: { readonly status: Extract<SyncStatus, { state: 'running' }> }) {
  const { t } = useTranslation('queue')
  const { progress } = status
  const words = t(progress?.phase === 'pull' ? 'status.receiving' : 'status.sending')
  return (
    <div>
      <output>{words}</output>
      <Progress label={words} {...(progress && { done: progress.done, all: progress.total })} />
    </div>
  )
}

/** Without any network the browser says so; that it says there is one proves nothing. */
function failureKey(code: string): string {
  if (code === 'network') return navigator.onLine ? 'failed.network' : 'failed.offline'
  return `failed.${code}`
}
