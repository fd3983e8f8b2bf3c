import { useEffect, useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useLocation } from 'wouter'
import { visitDraftKey } from '#device/drafts/draft-keys.ts'
import { useMending } from '#device/mending/mending.ts'
import { newId } from '#device/platform/ids.ts'
import type { Store } from '#device/store/store.ts'
import { useLive, useStore } from '#device/store/use-store.ts'
import { Button, ButtonLink } from '#device/ui/button.tsx'
import { Screen } from '#device/ui/screen.tsx'
import { EmptyState, LoadingState } from '#device/ui/states.tsx'
import { shownFields } from '#protocol/merge.ts'
import type { PersonFields } from '#protocol/records/fields.ts'
import { useWords } from '#device/visit-words/use-words.ts'
import { DatedVisit } from './dated-visit.tsx'
import { FillScreen } from './fill-screen.tsx'
import { rememberSeen } from './last-seen.ts'
import { setUpVisit, type VisitSource } from './visit-setup.ts'

type VisitScreenProps = {
  readonly personId: string
  /** A saved visit to correct. Absent: the visit of now. */
  readonly visitId?: string
}

/** One visit of a person: the card of their stage to fill, then what it means. */
export function VisitScreen({ personId, visitId }: VisitScreenProps) {
  const mending = useMending()
  const source = useVisitSource(personId, visitId)
  if (source === undefined) return <Waiting personId={personId} />
  if (source === 'unknown') return <UnknownPerson />
  return (
    <DatedVisit personId={personId} source={source}>
      {(now) => (
        <OpenVisit personId={personId} source={mending ? { ...source, mending } : source} now={now} />
      )}
    </DatedVisit>
  )
}

/** Read once when the visit is opened: what arrives later must not change a form under the fingers. */
function useVisitSource(personId: string, visitId: string | undefined): VisitSource | 'unknown' | undefined {
  const store = useStore()
  const [source, setSource] = useState<VisitSource | 'unknown'>()
  const [trouble, setTrouble] = useState<{ readonly error: unknown }>()
  useEffect(() => {
    let isCurrent = true
    async function read() {
      try {
        const found = await readSource(store, personId, visitId)
        if (isCurrent) setSource(found)
      } catch (error) {
        if (isCurrent) setTrouble({ error })
      }
    }
    void read()
    return () => {
      isCurrent = false
    }
  }, [store, personId, visitId])
  // The nearest error boundary says what it is and offers to try again.
  if (trouble) throw trouble.error
  return source
}

async function readSource(
  store: Store,
  personId: string,
  visitId: string | undefined,
): Promise<VisitSource | 'unknown'> {
  const [view, settings, days, enrolment, draft, contact] = await Promise.all([
    store.person(personId),
    store.settings(),
    store.posyanduDays(),
    store.enrolment(),
    store.draft(visitDraftKey(personId, visitId)),
    store.contact(),
  ])
  if (view) rememberSeen(store, view)
  if (!view || (visitId !== undefined && !view.others.some(({ id }) => id === visitId))) return 'unknown'
  return { view, settings, days, enrolment, draft, visitId, contact }
}

function OpenVisit(props: { readonly personId: string; readonly source: VisitSource; readonly now: number }) {
  const { personId, now } = props
  const { language } = useWords()
  const [, navigate] = useLocation()
  const [source, setSource] = useState(props.source)
  // The language is that of the moment of opening: what is typed must not be rewritten when it changes.
  const [world] = useState(() => ({ now, newId, language }))
  const setup = useMemo(() => setUpVisit(source, world), [source, world])
  if ('failure' in setup) return <NoCard personId={personId} />
  return (
    <FillScreen
      key={`${source.draft?.savedAt ?? setup.header.id} ${setup.instrument.id}`}
      source={source}
      setup={setup}
      onSaved={() => navigate(`/visit/${personId}/${setup.header.id}/result`, { replace: true })}
      onDiscarded={() => setSource({ ...source, draft: undefined })}
      onChosen={(chosen) => setSource({ ...source, chosen })}
    />
  )
}

function Waiting({ personId }: { readonly personId: string }) {
  const { t } = useTranslation('visit')
  return (
    <Screen title={t('title')} back={`/person/${personId}`}>
      <LoadingState />
    </Screen>
  )
}

function UnknownPerson() {
  const { t } = useTranslation('visit')
  const contact = useLive((store) => store.contact())
  return (
    <Screen title={t('title')} back="/people">
      <EmptyState
        title={t('unknownPerson')}
        text={t(contact?.firstLoadDone === false ? 'unknownPersonLoading' : 'unknownPersonText')}
      >
        <ButtonLink to="/people">{t('toPeople')}</ButtonLink>
      </EmptyState>
    </Screen>
  )
}

function NoCard({ personId }: { readonly personId: string }) {
  const { t } = useTranslation('visit')
  const [, navigate] = useLocation()
  const person = useLive((store) => store.person(personId), [personId])
  const name = person ? (shownFields(person.person) as PersonFields).name : undefined
  return (
    <Screen
      title={name ?? t('title')}
      back={`/person/${personId}`}
      action={
        <Button look="main" onPress={() => navigate(`/person/${personId}/edit`)}>
          {t('noCard.edit')}
        </Button>
      }
    >
      <EmptyState title={t('noCard.title')} text={t('noCard.text')} />
    </Screen>
  )
}
