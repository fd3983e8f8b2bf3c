import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { Link, useRoute } from 'wouter'
import { changeLanguage } from '#device/i18n/i18n.ts'
import { Button } from '#device/ui/button.tsx'
import { Icon, type IconName } from '#device/ui/icon.tsx'
import { Lotus } from '#device/ui/states.tsx'
import { useSession } from '../session.ts'
import css from './frame.module.css'

export type Place = {
  readonly to: string
  readonly name: string
  readonly icon: IconName
  readonly below?: string
}

/** Header with who is logged in where, the places of this role, and the page. */
export function Frame({
  places,
  children,
}: {
  readonly places: readonly Place[]
  readonly children: ReactNode
}) {
  const { t, i18n } = useTranslation('desk')
  const { me, logOut } = useSession()
  const other = i18n.language === 'en' ? 'id' : 'en'
  return (
    <div className={css.frame}>
      <a href="#isi" className={css.skip}>
        {t('skip')}
      </a>
      <header className={css.header}>
        <Lotus size={44} />
        <div className={css.names}>
          <strong className={css.puskesmas}>{me.puskesmas.name}</strong>
          <span>
            {me.account.displayName} · {t(`roles.${me.account.role}`)}
          </span>
        </div>
        {me.puskesmas.demo && <span className={css.demo}>{t('common:demo')}</span>}
        <div className={css.tools}>
          <button
            type="button"
            className={css.tool}
            lang={other}
            onClick={() => void changeLanguage(other).catch(() => undefined)}
          >
            {other === 'en' ? 'English' : 'Indonesia'}
          </button>
          <Button look="plain" onPress={logOut}>
            {t('logOut')}
          </Button>
        </div>
      </header>
      <div className={css.columns}>
        <nav className={css.nav} aria-label={t('nav')}>
          {places.map((place) => (
            <PlaceLink key={place.to} place={place} />
          ))}
        </nav>
        <main id="isi" className={css.main}>
          {children}
        </main>
      </div>
    </div>
  )
}

function PlaceLink({ place }: { readonly place: Place }) {
  const { t } = useTranslation('desk')
  const [here] = useRoute(place.to)
  const [below] = useRoute(place.below ?? place.to)
  return (
    <Link to={place.to} className={css.place} aria-current={here || below ? 'page' : undefined}>
      <Icon name={place.icon} />
      {t(`places.${place.name}`)}
    </Link>
  )
}
