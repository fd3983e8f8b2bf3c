import { useDeferredValue, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { peopleAnswerSchema, type PersonLine } from '#protocol/messages/desk.ts'
import { Button } from '#device/ui/button.tsx'
import { TextField } from '#device/ui/inputs/text-field.tsx'
import { List } from '#device/ui/list.tsx'
import { EmptyState, Note } from '#device/ui/states.tsx'
import { call, type Problem, withQuery } from '../api/call.ts'
import { askedEvery, useLoaded } from '../api/use-loaded.ts'
import { type Filter, Filters, noFilter } from '../frame/filters.tsx'
import { Freshness, LoadedView, Page } from '../frame/page.tsx'
import { useProblemWords } from '../use-problem.ts'
import { PersonRow } from './person-row.tsx'
import css from './people.module.css'

const pageOf = (filter: Filter, search: string, after?: string) =>
  withQuery('/api/v1/people', { ...filter, search: search.trim(), after })

/** People of the nakes's posyandu, searched while typing. */
export function PeoplePage() {
  const { t } = useTranslation('desk')
  const [filter, setFilter] = useState(noFilter)
  const [typed, setTyped] = useState('')
  const search = useDeferredValue(typed)
  const first = pageOf(filter, search)
  const loaded = useLoaded(first, () => call(peopleAnswerSchema, first), askedEvery)
  return (
    <Page title={t('people.title')} subtitle={<Freshness of={loaded} />}>
      <Filters filter={filter} onFilter={setFilter}>
        <TextField
          name="search"
          label={t('people.search')}
          text={typed}
          onText={setTyped}
          autoCapitalize="none"
          maxLength={80}
        />
      </Filters>
      <LoadedView of={loaded} rows={6}>
        {({ people, total, next }) => (
          <PeopleList
            key={first}
            newest={people}
            total={total}
            next={next}
            more={(after) => pageOf(filter, search, after)}
          />
        )}
      </LoadedView>
    </Page>
  )
}

type PeopleListProps = {
  readonly newest: readonly PersonLine[]
  readonly total: number
  readonly next: string | undefined
  readonly more: (after: string) => string
}

function PeopleList({ newest, total, next, more }: PeopleListProps) {
  const { t } = useTranslation('desk')
  const say = useProblemWords()
  const [further, setFurther] = useState<readonly PersonLine[]>([])
  const [rest, setRest] = useState<{ readonly next: string | undefined }>()
  const [problem, setProblem] = useState<Problem>()
  const after = rest ? rest.next : next
  const people = [...new Map([...newest, ...further].map((person) => [person.id, person])).values()]

  const loadMore = async () => {
    if (after === undefined) return
    const result = await call(peopleAnswerSchema, more(after))
    setProblem(result.ok ? undefined : result.problem)
    if (!result.ok) return
    setFurther((shown) => [...shown, ...result.value.people])
    setRest({ next: result.value.next })
  }

  if (people.length === 0) return <EmptyState title={t('people.none')} text={t('people.noneText')} />
  return (
    <>
      <output className={css.total}>{t('people.total', { count: total })}</output>
      <List label={t('people.title')}>
        {people.map((person) => (
          <PersonRow key={person.id} person={person} />
        ))}
      </List>
      {problem && <Note look="error">{say(problem)}</Note>}
      {after !== undefined && (
        <Button onPress={loadMore} width="wide">
          {t('people.more')}
        </Button>
      )}
    </>
  )
}
