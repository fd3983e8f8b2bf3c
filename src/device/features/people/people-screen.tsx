import { useDeferredValue, useEffect, useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { afterPaint } from '#device/platform/after-paint.ts'
import { useToday } from '#device/platform/today.ts'
import type { DirectoryEntry, Store } from '#device/store/store.ts'
import { useLive, useStore } from '#device/store/use-store.ts'
import { ButtonLink } from '#device/ui/button.tsx'
import { Screen } from '#device/ui/screen.tsx'
import { LoadNote } from '#device/ui/load-note.tsx'
import { EmptyState, LoadingState } from '#device/ui/states.tsx'
import { countStages, type StageFilter, type StageOf, selectPeople, stagesOn } from './list-people.ts'
import { PeopleList } from './people-list.tsx'
import { SearchBox } from './search-box.tsx'
import { StageChips } from './stage-chips.tsx'

type Kept = { readonly typed: string; readonly stage: StageFilter }

/**
 * What was searched for, by the store of a session and gone with it: coming back from a person finds the list as it was
 * left, and who unlocks after somebody else nothing of theirs.
 */
const searched = new WeakMap<Store, Kept>()

/** Everybody of the posyandu: searched and filtered while typing. */
export function PeopleScreen() {
  const { t } = useTranslation('people')
  const store = useStore()
  const [kept] = useState<Kept>(() => searched.get(store) ?? { typed: '', stage: 'all' })
  const [typed, setTyped] = useState(kept.typed)
  const [stage, setStage] = useState<StageFilter>(kept.stage)
  useEffect(() => {
    searched.set(store, { typed, stage })
  }, [store, typed, stage])
  const query = useDeferredValue(typed)
  const today = useToday()
  const directory = useLive(
    (store) => store.directory(),
    [],
    (first) => first.directory,
  )
  const settings = useLive(
    (store) => store.settings(),
    [],
    (first) => first.settings,
  )
  const contact = useLive(
    (store) => store.contact(),
    [],
    (first) => first.contact,
  )
  const stageOf = useMemo(() => settings && stagesOn(today, settings), [today, settings])
  const counts = useCounts(directory, stageOf)
  const found = useMemo(
    () => directory && stageOf && selectPeople(directory, query, stage, stageOf),
    [directory, stageOf, query, stage],
  )
  return (
    <Screen
      title={t('title')}
      nav="shown"
      action={
        <ButtonLink look="main" icon="add" to="/people/new">
          {t('add')}
        </ButtonLink>
      }
    >
      <SearchBox typed={typed} onType={setTyped} />
      <StageChips counts={counts} chosen={stage} onChoose={setStage} />
      {contact?.firstLoadDone === false && <LoadNote load={contact.load}>{t('notLoaded')}</LoadNote>}
      {!found || !stageOf || !contact ? (
        <LoadingState rows={5} />
      ) : found.length > 0 ? (
        <PeopleList key={`${stage}/${query}`} people={found} stageOf={stageOf} today={today} />
      ) : (
        <Nobody everybody={directory?.length ?? 0} load={contact.firstLoadDone ? 'done' : 'running'} />
      )}
    </Screen>
  )
}

/** How many there are of each stage, counted once the rows stand: that takes a look at everybody. */
function useCounts(directory: readonly DirectoryEntry[] | undefined, stageOf: StageOf | undefined) {
  const [counts, setCounts] = useState<ReadonlyMap<StageFilter, number>>()
  useEffect(() => {
    if (!directory || !stageOf) return
    let over = false
    void afterPaint().then(() => over || setCounts(countStages(directory, stageOf)))
    return () => {
      over = true
    }
  }, [directory, stageOf])
  return counts
}

/** Nobody found is said only where everything is loaded: before that, nobody knows. */
function Nobody({ everybody, load }: { readonly everybody: number; readonly load: 'done' | 'running' }) {
  const { t } = useTranslation('people')
  if (load === 'running') return <EmptyState title={t('notLoadedTitle')} text={t('noneFoundText')} />
  if (everybody === 0) return <EmptyState title={t('empty')} text={t('emptyText')} />
  return <EmptyState title={t('noneFound')} text={t('noneFoundText')} />
}
