import { useTranslation } from 'react-i18next'
import { type PersonAnswer, personAnswerSchema } from '#protocol/messages/desk.ts'
import { ButtonLink } from '#device/ui/button.tsx'
import { StageBadge } from '#device/ui/badge.tsx'
import { Card } from '#device/ui/card.tsx'
import { EmptyState } from '#device/ui/states.tsx'
import { AmendmentList } from '#device/visit-words/amendment-list.tsx'
import type { FieldValue } from '#protocol/mutation.ts'
import { call } from '../api/call.ts'
import { askedEvery, useLoaded } from '../api/use-loaded.ts'
import { Freshness, LoadedView, Page } from '../frame/page.tsx'
import { ConflictCard } from './conflict-card.tsx'
import { ImportedCard, PersonFacts } from './person-facts.tsx'
import css from './people.module.css'
import { SamePersonCard } from '../same-person/same-person-card.tsx'
import { VisitCard } from './visit-card.tsx'

/** One person whole: identity, what is in doubt, and every visit with its findings and answers. */
export function PersonPage({ id }: { readonly id: string }) {
  const { t } = useTranslation('desk')
  const path = `/api/v1/people/${encodeURIComponent(id)}`
  const loaded = useLoaded(path, () => call(personAnswerSchema, path), askedEvery)
  const name = loaded.value?.person.fields.name
  return (
    <Page
      title={typeof name === 'string' && name ? name : t('person.title')}
      subtitle={<Freshness of={loaded} />}
      aside={
        <ButtonLink to="/warga" icon="back">
          {t('person.back')}
        </ButtonLink>
      }
    >
      {loaded.problem?.code === 'notFound' && !loaded.value ? (
        <EmptyState title={t('person.notFound')} text={t('person.notFoundText')} />
      ) : (
        <LoadedView of={loaded}>
          {(answer) => <Whole answer={answer} onSettled={() => void loaded.reload()} />}
        </LoadedView>
      )}
    </Page>
  )
}

type WholeProps = { readonly answer: PersonAnswer; readonly onSettled: () => void }

function Whole({ answer, onSettled }: WholeProps) {
  const { t } = useTranslation('desk')
  return (
    <div className={css.two}>
      <div className={`${css.column} ${css.aside}`}>
        <Card title={t('person.data')} aside={<StageBadge stage={answer.card ?? 'unknown'} />}>
          <PersonFacts answer={answer} />
          {[answer.person, ...(answer.household ? [answer.household] : [])].map(({ id, fields }) => (
            // The schema says that they are JSON; the type of fields is only stricter about read-only lists.
            <AmendmentList
              key={id}
              fields={fields as Readonly<Record<string, FieldValue>>}
              named={answer.named}
              mayRead={() => true}
            />
          ))}
        </Card>
        <ConflictCard
          records={[
            answer.person,
            ...(answer.household ? [answer.household] : []),
            ...answer.records,
            ...answer.alsoAs,
          ]}
          named={answer.named}
          onSettled={onSettled}
        />
        <ImportedCard answer={answer} />
        <SamePersonCard answer={answer} onUndone={onSettled} />
      </div>
      <div className={css.column}>
        <h2>{t('person.visits')}</h2>
        {answer.visits.length === 0 && (
          <EmptyState title={t('person.noVisits')} text={t('person.noVisitsText')} />
        )}
        {answer.visits.map((visit) => (
          <VisitCard key={visit.id} visit={visit} records={answer.records} named={answer.named} />
        ))}
      </div>
    </div>
  )
}
