import { formatDay } from '#device/i18n/format.ts'
import { useLocation } from 'wouter'
import { useLive } from '#device/store/use-store.ts'
import { StageBadge } from '#device/ui/badge.tsx'
import { Button } from '#device/ui/button.tsx'
import { Screen } from '#device/ui/screen.tsx'
import { LoadingState } from '#device/ui/states.tsx'
import { fieldContextOf, instrumentById, requiredFields } from '#domain/instruments/index.ts'
import { hasValue } from '#domain/instruments/read-answer.ts'
import type { Settings } from '#domain/settings.ts'
import { contextFor } from '#domain/visit/context-for.ts'
import { personFileOf } from '#protocol/records/person-file.ts'
import type { PersonView } from '#device/store/store.ts'
import { shownFields } from '#protocol/merge.ts'
import type { PersonFields, VisitFields } from '#protocol/records/fields.ts'
import { useWords } from '#device/visit-words/use-words.ts'
import { VisitResult } from './visit-result.tsx'
import { savedVisit } from './visit-setup.ts'

type ResultScreenProps = {
  readonly personId: string
  readonly visitId: string
  readonly onAmend: () => Promise<void>
}

/** What the saved visit means, read live: the receipt appears here when it comes. */
export function ResultScreen({ personId, visitId, onAmend }: ResultScreenProps) {
  const words = useWords()
  const { t } = words
  const [, navigate] = useLocation()
  const view = useLive((store) => store.person(personId), [personId])
  const settings = useLive((store) => store.settings())
  const result = view && settings && resultOf(view, visitId, settings)
  const visit = result?.visit
  const person = view && (shownFields(view.person) as PersonFields)
  return (
    <Screen
      title={person?.name ?? t('visit:title')}
      subtitle={visit && t('visit:resultOf', { date: formatDay(visit.visitedOn, words.language) })}
      action={
        <Button look="main" onPress={() => navigate('/people')}>
          {t('visit:done')}
        </Button>
      }
    >
      {result ? (
        <>
          <VisitResult {...result} onAmend={onAmend} />
          <div>
            <StageBadge stage={result.visit.card} />
          </div>
        </>
      ) : (
        <LoadingState />
      )}
    </Screen>
  )
}

/** The visit with its conclusions as the store gives them, and what it still lacks. */
function resultOf(view: PersonView, visitId: string, settings: Settings) {
  const visit = view.visits.find((one) => one.visitId === visitId)
  const record = view.others.find((one) => one.id === visitId)
  const written = record && (shownFields(record) as VisitFields).instrument
  const instrument = visit && (instrumentById(String(written)) ?? instrumentById(visit.card))
  if (!visit || !record || !instrument) return undefined
  const context = contextFor(personFileOf(view.person, view.others), visit.visitedOn, settings)
  const inContext = fieldContextOf(instrument, savedVisit(record).answers, context)
  const missing = requiredFields(instrument, inContext)
    .map((field) => field.id)
    .filter((id) => !hasValue(inContext.answers[id]))
  return { visit, instrument, context: inContext, missing }
}
