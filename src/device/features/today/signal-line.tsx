import { useTranslation } from 'react-i18next'
import { formatMoment } from '#device/i18n/format.ts'
import { systemClock } from '#device/platform/clock.ts'
import type { Store } from '#device/store/store.ts'
import { useLease } from '#device/lease/use-lease.ts'
import { useLive } from '#device/store/use-store.ts'
import { Icon, type IconName } from '#device/ui/icon.tsx'
import css from './today.module.css'

/** What the puskesmas has for certain: from its receipts, never from a request that ended. */
export function SignalLine({ demo }: { readonly demo: 'yes' | 'no' }) {
  const { t, i18n } = useTranslation('today')
  const signal = useLive(readSignal)
  const lease = useLease()
  if (!signal) return null
  const { waiting, held, saved, received, receivedAt } = signal
  return (
    <ul className={css.signal}>
      {receivedAt !== undefined && (
        <Signal icon="received" look={css.good}>
          {t('signal.received', { time: formatMoment(receivedAt, systemClock.now(), i18n.language) })}
        </Signal>
      )}
      {received === 0 && (
        <Signal icon="waiting">{t(saved === 0 ? 'signal.none' : 'signal.nothingYet')}</Signal>
      )}
      {waiting > 0 && <Signal icon="waiting">{t('signal.waiting', { count: waiting })}</Signal>}
      {held > 0 && (
        <Signal icon="held" look={css.held}>
          {t('signal.held', { count: held })}
        </Signal>
      )}
      {signal.device && signal.device !== 'active' && (
        <Signal icon="held" look={css.held}>
          {t(`signal.${signal.device}`)}
        </Signal>
      )}
      {lease?.state === 'warned' && (
        <Signal icon="held" look={css.held}>
          {t('signal.leaseEnds', { count: lease.daysLeft })}
        </Signal>
      )}
      {lease?.state === 'closed' && (
        <Signal icon="held" look={css.held}>
          {t('signal.leaseEnded')}
        </Signal>
      )}
      {demo === 'yes' && <Signal icon="people">{t('common:demo')}</Signal>}
    </ul>
  )
}

/** The newest receipt stands behind all that waits or is held; the last of all may have been cleared away by now. */
async function readSignal(store: Store) {
  const [known, contact] = await Promise.all([store.balance(), store.contact()])
  const balance = { ...known, device: contact.device }
  if (balance.received === 0) return { ...balance, receivedAt: undefined }
  const rows = await store.queue(balance.waiting + balance.held + 1)
  return { ...balance, receivedAt: rows.find((row) => row.state === 'received')?.receivedAt }
}

type SignalProps = { readonly icon: IconName; readonly look?: string | undefined; readonly children: string }

function Signal({ icon, look, children }: SignalProps) {
  return (
    <li className={`${css.signalItem} ${look ?? ''}`}>
      <Icon name={icon} size={20} />
      {children}
    </li>
  )
}
