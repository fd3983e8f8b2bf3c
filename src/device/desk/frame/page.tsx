import { type ReactNode, useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { formatClock } from './clock.ts'
import type { Loaded } from '../api/use-loaded.ts'
import { useProblemWords } from '../use-problem.ts'
import { ErrorState, LoadingState, Note } from '#device/ui/states.tsx'
import css from './page.module.css'

type PageProps = {
  readonly title: string
  readonly subtitle?: ReactNode
  /** Buttons at the right of the title. */
  readonly aside?: ReactNode
  readonly children: ReactNode
}

/** A page of the desk below the frame; its heading takes the focus when it opens. */
export function Page({ title, subtitle, aside, children }: PageProps) {
  const heading = useRef<HTMLHeadingElement>(null)
  useEffect(() => {
    window.scrollTo(0, 0)
    heading.current?.focus({ preventScroll: true })
  }, [])
  return (
    <div className={css.page}>
      <div className={css.head}>
        <div className={css.titles}>
          <h1 ref={heading} tabIndex={-1} className={css.title}>
            {title}
          </h1>
          {subtitle && <div className={css.subtitle}>{subtitle}</div>}
        </div>
        {aside && <div className={css.aside}>{aside}</div>}
      </div>
      {children}
    </div>
  )
}

type LoadedViewProps<T> = {
  readonly of: Loaded<T>
  readonly rows?: number
  readonly children: (value: T) => ReactNode
}

/** What was loaded; while nothing was, that it is being loaded or why it could not be. */
export function LoadedView<T>({ of, rows = 4, children }: LoadedViewProps<T>) {
  const { t } = useTranslation('desk')
  const say = useProblemWords()
  const { value, problem, reload } = of
  if (value === undefined) {
    if (!problem) return <LoadingState rows={rows} />
    return <ErrorState code={problem.code} title={t('notLoaded')} text={say(problem)} onRetry={reload} />
  }
  return (
    <>
      {problem && (
        <Note look="warning" icon={problem.code === 'offline' ? 'offline' : 'held'}>
          {say(problem)} {t('stillShown')}
        </Note>
      )}
      {children(value)}
    </>
  )
}

/** When the last answer came; never later than the truth. */
export function Freshness({ of }: { readonly of: Loaded<unknown> }) {
  const { t, i18n } = useTranslation('desk')
  if (of.updatedAt === undefined) return null
  return <span className={css.fresh}>{t('updated', { time: formatClock(of.updatedAt, i18n.language) })}</span>
}
