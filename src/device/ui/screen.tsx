import { createContext, type ReactNode, useContext, useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { useLocation } from 'wouter'
import { useCutOff } from '#device/platform/connectivity.ts'
import { Icon, type IconName } from './icon.tsx'
import css from './screen.module.css'

/** The bottom navigation, given once by the app's root. */
export const NavContext = createContext<ReactNode>(null)

/** Of several people on one phone, who is there: over every screen. */
export const HolderContext = createContext<string | undefined>(undefined)

type ScreenProps = {
  readonly title: string
  readonly subtitle?: ReactNode
  /** Where the arrow leads; left out on the four screens of the bottom navigation. */
  readonly back?: string | (() => void)
  /** Stands at the right of the header. */
  readonly aside?: ReactNode
  /** The one main action, in the thumb's reach. */
  readonly action?: ReactNode
  /** `shown` on the four places of the bottom navigation; a task with a back arrow has none. */
  readonly nav?: 'shown'
  readonly children: ReactNode
}

/** Header, body, and at the bottom the main action over the navigation. The browser's title stays "Teratai". */
export function Screen({ title, subtitle, back, aside, action, nav, children }: ScreenProps) {
  const { t } = useTranslation()
  const navigation = useContext(NavContext)
  const holder = useContext(HolderContext)
  const heading = useRef<HTMLHeadingElement>(null)
  useEffect(() => {
    window.scrollTo(0, 0)
    if (document.activeElement === document.body) heading.current?.focus({ preventScroll: true })
  }, [])
  return (
    <div className={css.screen}>
      <header className={css.header}>
        {holder !== undefined && <p className={css.holder}>{holder}</p>}
        {back !== undefined && <BackButton back={back} />}
        <div className={css.titles}>
          <h1 ref={heading} tabIndex={-1} className={css.title}>
            {title}
          </h1>
          {subtitle && <p className={css.subtitle}>{subtitle}</p>}
        </div>
        {aside}
        <NoSignal />
      </header>
      <main className={css.body}>{children}</main>
      {(action || nav) && (
        <div className={css.foot}>
          {action && (
            <section className={css.action} aria-label={t('mainAction')}>
              {action}
            </section>
          )}
          {nav && navigation}
        </div>
      )}
    </div>
  )
}

/** Stands on every screen while the browser is sure that it has no network; nothing else stops. */
function NoSignal() {
  const { t } = useTranslation()
  if (!useCutOff()) return null
  return (
    <output className={css.noSignal} title={t('offline')}>
      <Icon name="offline" size={24} />
      {t('noSignal')}
    </output>
  )
}

function BackButton({ back }: { readonly back: string | (() => void) }) {
  const { t } = useTranslation()
  const [, navigate] = useLocation()
  const go = () => (typeof back === 'string' ? navigate(back) : back())
  return <HeaderButton icon="back" label={t('back')} onPress={go} />
}

type HeaderButtonProps = {
  readonly icon: IconName
  readonly label: string
  readonly onPress: () => void
}

/** A sign in the header that can be pressed. */
export function HeaderButton({ icon, label, onPress }: HeaderButtonProps) {
  return (
    <button type="button" className={css.sign} aria-label={label} onClick={onPress}>
      <Icon name={icon} size={28} />
    </button>
  )
}
