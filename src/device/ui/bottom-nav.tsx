import { useTranslation } from 'react-i18next'
import { Link, useLocation } from 'wouter'
import css from './bottom-nav.module.css'
import { Icon, type IconName } from './icon.tsx'

const places = [
  { to: '/', icon: 'today', word: 'nav.today' },
  { to: '/people', icon: 'people', word: 'nav.people' },
  { to: '/queue', icon: 'queue', word: 'nav.queue' },
  { to: '/settings', icon: 'settings', word: 'nav.settings' },
] as const satisfies readonly { to: string; icon: IconName; word: string }[]

/** The four places. `undelivered`: what still waits or is held, shown on the queue's sign. */
export function BottomNav({ undelivered = 0 }: { readonly undelivered?: number }) {
  const { t } = useTranslation()
  const [here] = useLocation()
  return (
    <nav className={css.nav} aria-label={t('nav.label')}>
      {places.map(({ to, icon, word }) => (
        <Link key={to} to={to} className={css.item} aria-current={here === to ? 'page' : undefined}>
          <Icon name={icon} />
          {t(word)}
          {to === '/queue' && undelivered > 0 && (
            <span className={css.count}>
              {undelivered > 99 ? '99+' : undelivered}
              <span className="visually-hidden"> {t('nav.undelivered')}</span>
            </span>
          )}
        </Link>
      ))}
    </nav>
  )
}
