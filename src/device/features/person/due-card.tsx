import './due-words.ts'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useLive } from '#device/store/use-store.ts'
import { Button } from '#device/ui/button.tsx'
import { Card } from '#device/ui/card.tsx'
import type { DueItem } from '#domain/schedule/due-item.ts'
import type { Settings } from '#domain/settings.ts'
import type { CalendarDay } from '#domain/time/calendar-day.ts'
import type { PersonFile } from '#domain/visit/person-file.ts'
import css from './due.module.css'
import { dueItemsOf, dueListOf } from './due-list.ts'
import { DueRow } from './due-row.tsx'
import { HomeVisitCard } from './home-visit-card.tsx'

type Props = {
  readonly personId: string
  readonly file: PersonFile
  readonly today: CalendarDay
  readonly settings: Settings
}

/** More than this at once makes nobody start. */
const shownAtFirst = 5

/** What the person needs today, with why and until when; the rest behind a tap. And whether to visit them at home. */
export function DueCard({ personId, file, today, settings }: Props) {
  const { t } = useTranslation('due')
  const contact = useLive((store) => store.contact())
  const [isWhole, setWhole] = useState(false)
  const items = dueItemsOf(file, today, settings)
  if (items.length === 0) return null
  const { now, open, checkUp, rest } = dueListOf(items)
  const asked = [...now, ...open]
  const first = asked.slice(0, shownAtFirst)
  const hidden = items.length - first.length
  return (
    <>
      <HomeVisitCard personId={personId} file={file} today={today} due={items} />
      <Card title={t('title')}>
        {contact?.firstLoadDone === false && <p className={css.soft}>{t('notLoaded')}</p>}
        {!file.birthDateExact && <p className={css.soft}>{t('aboutAge')}</p>}
        {first.length === 0 ? <p>{t('nothing')}</p> : <Rows items={first} today={today} />}
        {isWhole && (
          <>
            <Rows items={asked.slice(shownAtFirst)} today={today} />
            {checkUp.length > 0 && <CheckUp items={checkUp} />}
            <Rest items={rest} today={today} />
          </>
        )}
        {hidden > 0 && (
          <Button onPress={() => setWhole(!isWhole)}>
            {t(isWhole ? 'less' : 'more', { count: hidden })}
          </Button>
        )}
      </Card>
    </>
  )
}

type RowsProps = {
  readonly items: readonly DueItem[]
  readonly today: CalendarDay
  readonly heading?: 'namesState'
}

function Rows({ items, ...shared }: RowsProps) {
  if (items.length === 0) return null
  return (
    <ul>
      {items.map((item) => (
        <DueRow key={item.product} item={item} {...shared} />
      ))}
    </ul>
  )
}

/** What needs nothing now, state by state. */
function Rest({ items, today }: RowsProps) {
  const { t } = useTranslation('due')
  const states = [...new Set(items.map(({ state }) => state))]
  return states.map((state) => (
    <div key={state}>
      <h3 className={css.heading}>
        <span className={`${css.state} ${css[state]}`}>{t(`states.${state}`)}</span>
      </h3>
      <Rows items={items.filter((item) => item.state === state)} today={today} heading="namesState" />
    </div>
  ))
}

/** The yearly free check-up, as one line with its examinations. */
function CheckUp({ items }: { readonly items: readonly DueItem[] }) {
  const { t } = useTranslation('due')
  return (
    <p>
      <strong>{t('checkUp')}</strong>: {items.map(({ product }) => t(`products.${product}`)).join(', ')}
    </p>
  )
}
