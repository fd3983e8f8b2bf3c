import { formatDay } from '#device/i18n/format.ts'
import { useLocation } from 'wouter'
import { closedIn, readable } from '#device/findings/confidential.ts'
import { useLive } from '#device/store/use-store.ts'
import { StageBadge } from '#device/ui/badge.tsx'
import { Button } from '#device/ui/button.tsx'
import { Screen } from '#device/ui/screen.tsx'
import { EmptyState, LoadingState, Note } from '#device/ui/states.tsx'
import { fieldContextOf, instrumentById, requiredFields } from '#domain/instruments/index.ts'
import { proposeReferral } from '#domain/instruments/outcome/propose-referral.ts'
import { hasValue } from '#domain/instruments/read-answer.ts'
import type { Settings } from '#domain/settings.ts'
import { contextFor } from '#domain/visit/context-for.ts'
import { personFileOf } from '#protocol/records/person-file.ts'
import type { Enrolment, PersonView, Store } from '#device/store/store.ts'
import { shownFields } from '#protocol/merge.ts'
import type { PersonFields, VisitFields } from '#protocol/records/fields.ts'
import { useWords } from '#device/visit-words/use-words.ts'
import { type ResultProps, VisitResult } from './visit-result.tsx'
import { lastSeen } from './last-seen.ts'
import { savedVisit } from './visit-setup.ts'

type ResultScreenProps = {
  readonly personId: string
  readonly visitId: string
}

/** What a saved visit means, read live: the receipt appears here when it comes. */
export function ResultScreen({ personId, visitId }: ResultScreenProps) {
  const words = useWords()
  const { t } = words
  const [, navigate] = useLocation()
  const read = useLive((store) => readResult(store, personId, visitId), [personId, visitId])
  const { name, result, isGone } = read ?? {}
  return (
    <Screen
      title={name ?? t('visit:title')}
      subtitle={result && t('visit:resultOf', { date: formatDay(result.visit.visitedOn, words.language) })}
      back={`/person/${personId}`}
      action={
        <Button look="main" onPress={() => navigate('/people')}>
          {t('visit:done')}
        </Button>
      }
    >
      {!read && <LoadingState />}
      {read && !result && <EmptyState title={t('visit:noResult')} text={t('visit:noResultText')} />}
      {result && (
        <>
          {isGone && <Note look="info">{t('visit:personGone')}</Note>}
          <VisitResult {...result} onAmend={() => navigate(`/visit/${personId}/${visitId}`)} />
          <div>
            <StageBadge stage={result.visit.card} />
          </div>
        </>
      )}
    </Screen>
  )
}

async function readResult(store: Store, personId: string, visitId: string) {
  const [view, settings, enrolment] = await Promise.all([
    store.person(personId, lastSeen(store, personId)),
    store.settings(),
    store.enrolment(),
  ])
  if (!view) return {}
  const { name } = shownFields(view.person) as PersonFields
  return { name, isGone: view.isGone, result: resultOf(view, visitId, settings, enrolment) }
}

/** The visit with its conclusions as the store gives them, and what it still lacks; without what is closed here. */
function resultOf(
  view: PersonView,
  visitId: string,
  settings: Settings,
  enrolment: Enrolment | undefined,
): Omit<ResultProps, 'onAmend'> | undefined {
  const visit = view.visits.find((one) => one.visitId === visitId)
  const record = view.others.find((one) => one.id === visitId)
  const written = record && (shownFields(record) as VisitFields).instrument
  const instrument = visit && (instrumentById(String(written)) ?? instrumentById(visit.card))
  if (!visit || !record || !instrument) return undefined
  const { answers } = savedVisit(record)
  const context = contextFor(personFileOf(view.person, view.others), visit.visitedOn, settings)
  const inContext = fieldContextOf(instrument, answers, context)
  const missing = requiredFields(instrument, inContext)
    .map((field) => field.id)
    .filter((id) => !hasValue(inContext.answers[id]))
  const closed = closedIn(record, enrolment)
  const findings = readable(visit.findings, closed)
  // Where to and how soon is told to everybody; why, only to those who may read it.
  const whole = proposeReferral(visit.findings, inContext)
  const hasClosed = findings.length < visit.findings.length
  const told = hasClosed ? proposeReferral(findings, inContext) : whole
  const open = Object.fromEntries(Object.entries(inContext.answers).filter(([id]) => !closed.has(id)))
  return {
    visit: { ...visit, findings },
    instrument,
    context: { ...inContext, answers: open },
    missing,
    proposal: whole && { ...whole, reasons: told?.reasons ?? [] },
    hasClosed,
  }
}
