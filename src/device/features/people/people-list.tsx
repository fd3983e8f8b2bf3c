import { useEffect, useEffectEvent, useMemo, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { CalendarDay } from '#domain/time/calendar-day.ts'
import type { DirectoryEntry } from '#device/store/store.ts'
import { LinkList } from '#device/ui/link-list.tsx'
import { SignShapes } from '#device/ui/sign.tsx'
import type { StageOf } from './list-people.ts'
import css from './people.module.css'
import { personRow, rowMarks } from './person-row.ts'
import { type RowWords, rowWords } from './row-words.ts'

/** So many stand at once; the next follow before the end of them comes into sight. */
const first = 50
const step = 100

type PeopleListProps = {
  readonly people: readonly DirectoryEntry[]
  readonly stageOf: StageOf
  readonly today: CalendarDay
}

export function PeopleList({ people, stageOf, today }: PeopleListProps) {
  const { t } = useTranslation('people')
  const [shown, setShown] = useState(first)
  const rowOf = useMemo(() => rowsBy(stageOf, today, rowWords(t)), [stageOf, today, t])
  const rows = useMemo(() => people.slice(0, shown).map(rowOf), [people, shown, rowOf])
  const remaining = people.length > shown
  return (
    <div>
      <SignShapes />
      <output className={css.count}>{t('found', { count: people.length })}</output>
      <LinkList label={t('list')} rows={rows} />
      {/* Anew after each step: an end that is still in sight is told again. */}
      {remaining && <ListEnd key={shown} onNear={() => setShown(shown + step)} />}
    </div>
  )
}

/** A line that says the same keeps its row. */
function rowsBy(stageOf: StageOf, today: CalendarDay, words: RowWords) {
  const marks = rowMarks(words)
  const drawn = new WeakMap<DirectoryEntry, Element>()
  return (entry: DirectoryEntry): Element => {
    const row = drawn.get(entry) ?? personRow({ entry, stage: stageOf(entry), today, words, marks })
    drawn.set(entry, row)
    return row
  }
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
