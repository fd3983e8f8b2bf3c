import { useEffect, useEffectEvent, useMemo, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { CalendarDay } from '#domain/time/calendar-day.ts'
import { LinkList } from '#device/ui/list.tsx'
import type { Listed } from './list-people.ts'
import css from './people.module.css'
import { PersonRow } from './person-row.tsx'
import { rowWords } from './row-words.ts'

/** So many stand at once; the next follow before the end of them comes into sight. */
const first = 50
const step = 100

export function PeopleList({
  people,
  today,
}: {
  readonly people: readonly Listed[]
  readonly today: CalendarDay
}) {
  const { t } = useTranslation('people')
  const words = useMemo(() => rowWords(t), [t])
  const [shown, setShown] = useState(first)
  const remaining = people.length > shown
  return (
    <div>
      <output className={css.count}>{t('found', { count: people.length })}</output>
      <LinkList label={t('list')}>
        {people.slice(0, shown).map(({ entry, stage }) => (
          <PersonRow key={entry.id} entry={entry} stage={stage} today={today} words={words} />
        ))}
      </LinkList>
      {/* Anew after each step: an end that is still in sight is told again. */}
      {remaining && <ListEnd key={shown} onNear={() => setShown(shown + step)} />}
    </div>
  )
}

function ListEnd({ onNear }: { readonly onNear: () => void }) {
  const end = useRef<HTMLDivElement>(null)
  const near = useEffectEvent(onNear)
  useEffect(() => {
    if (!end.current) return
    const watcher = new IntersectionObserver((seen) => seen.some((one) => one.isIntersecting) && near(), {
      rootMargin: '1200px',
    })
    watcher.observe(end.current)
    return () => watcher.disconnect()
  }, [])
  return <div ref={end} />
}
