import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { type VisitLine, visitsAnswerSchema } from '#protocol/messages/desk.ts'
import { Button } from '#device/ui/button.tsx'
import { EmptyState, Note } from '#device/ui/states.tsx'
import { call, type Problem, withQuery } from '../api/call.ts'
import { askedEvery, useLoaded } from '../api/use-loaded.ts'
import { type Filter, Filters, noFilter } from '../frame/filters.tsx'
import { Freshness, LoadedView, Page } from '../frame/page.tsx'
import { useSession } from '../session.ts'
import { useProblemWords } from '../use-problem.ts'
import { DaysThatDiffer } from './days-that-differ.tsx'
import { VisitItem } from './visit-item.tsx'
import css from './visits.module.css'

const path = (filter: Filter, before?: number) => withQuery('/api/v1/visits', { ...filter, before })

/** Visits as they arrive, newest first; what arrives is seen within a quarter of a minute. */
export function VisitsPage() {
  const { t } = useTranslation('desk')
  const [filter, setFilter] = useState(noFilter)
  const first = path(filter)
  const loaded = useLoaded(first, () => call(visitsAnswerSchema, first), askedEvery)
  return (
    <Page title={t('visits.title')} subtitle={<Freshness of={loaded} />}>
      <DaysThatDiffer />
      <Filters filter={filter} onFilter={setFilter} />
      <LoadedView of={loaded}>
        {(answer) => <VisitList key={first} filter={filter} newest={answer.visits} next={answer.next} />}
      </LoadedView>
    </Page>
  )
}

type VisitListProps = {
  readonly filter: Filter
  readonly newest: readonly VisitLine[]
  readonly next: number | undefined
}

/** The newest page is asked for again and again; older ones stay below it once they are loaded. */
function VisitList({ filter, newest, next }: VisitListProps) {
  const { t } = useTranslation('desk')
  const say = useProblemWords()
  const { me } = useSession()
  const [older, setOlder] = useState<readonly VisitLine[]>([])
  const [rest, setRest] = useState<{ readonly next: number | undefined }>()
  const [problem, setProblem] = useState<Problem>()
  const before = rest ? rest.next : next
  const visits = withoutTwice([...newest, ...older])

  const loadOlder = async () => {
    const result = await call(visitsAnswerSchema, path(filter, before))
    setProblem(result.ok ? undefined : result.problem)
    if (!result.ok) return
    // What arrives meanwhile pushes visits off the newest page: those shown so far stay.
    setOlder((shown) => withoutTwice([...newest, ...shown, ...result.value.visits]))
    setRest({ next: result.value.next })
  }

  if (visits.length === 0) {
    const filtered = filter.posyandu || filter.card || filter.level
    return <EmptyState title={t(filtered ? 'visits.noneHere' : 'visits.none')} text={t('visits.noneText')} />
  }
  const nameOf = (id: string) => me.posyandu.find((one) => one.id === id)?.name ?? ''
  return (
    <>
      <ul className={css.visits} aria-label={t('visits.title')}>
        {visits.map((visit) => (
          <VisitItem key={visit.id} visit={visit} posyandu={nameOf(visit.posyanduId)} />
        ))}
      </ul>
      {problem && <Note look="error">{say(problem)}</Note>}
      {before !== undefined && (
        <Button onPress={loadOlder} width="wide">
          {t('visits.older')}
        </Button>
      )}
    </>
  )
}

/** Newest first, each visit once, as it was told last. */
function withoutTwice(visits: readonly VisitLine[]): readonly VisitLine[] {
  const byId = new Map<string, VisitLine>()
  for (const visit of visits) if (!byId.has(visit.id)) byId.set(visit.id, visit)
  return [...byId.values()].sort((a, b) => b.arrival - a.arrival)
}
