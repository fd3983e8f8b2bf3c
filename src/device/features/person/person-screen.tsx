import '#device/i18n/person-words.ts'
import { lazy, Suspense } from 'react'
import { useTranslation } from 'react-i18next'
import { cardFor } from '#domain/life-stage/life-stage.ts'
import type { CalendarDay } from '#domain/time/calendar-day.ts'
import { knownFields } from '#protocol/merge.ts'
import { type HouseholdFields, isExactBirth, type PersonFields } from '#protocol/records/fields.ts'
import { isAmendmentField } from '#protocol/records/amendments.ts'
import { contestedFields } from '#protocol/records/contested.ts'
import { personFileOf } from '#protocol/records/person-file.ts'
import { visitDraftKey } from '#device/drafts/draft-keys.ts'
import { ageInWords, formatDay } from '#device/i18n/format.ts'
import { useToday } from '#device/platform/today.ts'
import type { PersonView } from '#device/store/store.ts'
import { useLive } from '#device/store/use-store.ts'
import { StageBadge } from '#device/ui/badge.tsx'
import { ButtonLink } from '#device/ui/button.tsx'
import { Card } from '#device/ui/card.tsx'
import { Facts } from '#device/ui/list.tsx'
import { Screen } from '#device/ui/screen.tsx'
import { EmptyState, LoadingState, Note } from '#device/ui/states.tsx'
import { AlsoAs } from './also-as.tsx'
import { HouseholdCard } from './household-card.tsx'
import { PregnancyCard } from './pregnancy-card.tsx'
import { VisitHistory } from './visit-history.tsx'

const RecordAmendments = lazy(async () => {
  const { RecordAmendments } = await import('#device/conflicts/record-amendments.tsx')
  return { default: RecordAmendments }
})
const ConflictCard = lazy(async () => {
  const { ConflictCard } = await import('#device/conflicts/conflict-card.tsx')
  return { default: ConflictCard }
})
const DueCard = lazy(async () => {
  const { DueCard } = await import('./due-card.tsx')
  return { default: DueCard }
})

/** One person: what is due today, who, the pregnancy, those of the same household, and every visit with what it meant. */
export function PersonScreen({ id }: { readonly id: string }) {
  const { t } = useTranslation('person')
  const view = useLive((store) => store.person(id).then((found) => found ?? 'none'), [id])
  const draft = useLive((store) => store.draft(visitDraftKey(id)), [id])
  if (view === undefined || view === 'none') {
    return (
      <Screen title={t('title')} back="/people">
        {view === undefined ? (
          <LoadingState />
        ) : (
          <EmptyState title={t('notFound')} text={t('notFoundText')} />
        )}
      </Screen>
    )
  }
  const fields = knownFields(view.person) as PersonFields
  const gone = isGone(fields)
  return (
    <Screen
      title={fields.name ?? t('title')}
      back="/people"
      action={
        gone ? undefined : (
          <ButtonLink look="main" icon="edit" to={`/visit/${view.person.id}`}>
            {t(draft ? 'openVisit' : 'start')}
          </ButtonLink>
        )
      }
    >
      <PersonBody view={view} fields={fields} />
    </Screen>
  )
}

const isGone = (fields: PersonFields): boolean => Boolean(fields.diedOn || fields.movedOutOn)

function PersonBody({ view, fields }: { readonly view: PersonView; readonly fields: PersonFields }) {
  const today = useToday()
  const settings = useLive((store) => store.settings())
  const file = personFileOf(view.person, view.others)
  const stage = settings && (cardFor(file, today, settings) ?? 'unknown')
  const records = [view.person, ...(view.household ? [view.household] : []), ...view.others]
  const contested = records.some((record) => contestedFields(record).length > 0)
  const gone = isGone(fields)
  return (
    <>
      <div>{stage && <StageBadge stage={stage} />}</div>
      <Gone fields={fields} />
      {contested && (
        <Suspense fallback={<LoadingState rows={1} />}>
          <ConflictCard records={records} />
        </Suspense>
      )}
      {settings && !gone && (
        <Suspense fallback={<LoadingState rows={1} />}>
          <DueCard personId={view.person.id} file={file} today={today} settings={settings} />
        </Suspense>
      )}
      <DataCard view={view} fields={fields} today={today} />
      {view.alsoAs.length > 0 && <AlsoAs view={view} />}
      {(fields.sex === 'female' || file.pregnancies.length > 0) && (
        <PregnancyCard personId={view.person.id} file={file} records={view.others} today={today} />
      )}
      <VisitHistory view={view} />
      {fields.householdId && <HouseholdCard id={fields.householdId} personId={view.person.id} view={view} />}
    </>
  )
}

function Gone({ fields }: { readonly fields: PersonFields }) {
  const { t, i18n } = useTranslation('person')
  if (fields.diedOn)
    return <Note look="plain">{t('died', { date: formatDay(fields.diedOn, i18n.language) })}</Note>
  if (fields.movedOutOn)
    return <Note look="plain">{t('moved', { date: formatDay(fields.movedOutOn, i18n.language) })}</Note>
  return null
}

type DataProps = { readonly view: PersonView; readonly fields: PersonFields; readonly today: CalendarDay }

function DataCard({ view, fields, today }: DataProps) {
  const { t, i18n } = useTranslation('person')
  const home = (view.household ? knownFields(view.household) : {}) as HouseholdFields
  const rt = fields.rt ?? home.rt
  const exact = isExactBirth(fields.birthDatePrecision)
  const born = fields.birthDate && formatDay(fields.birthDate, i18n.language)
  const facts = [
    [t('age'), ageInWords(t, fields, today)],
    born && [t('birth'), exact ? born : t('common:age.about', { age: born })],
    fields.sex && [t('sex'), t(`common:sex.${fields.sex}`)],
    fields.motherName && [t('mother'), fields.motherName],
    rt && ['RT', rt],
    [t('nik'), fields.nik ? `•••• ${fields.nik.slice(-4)}` : t('noNik')],
    fields.phone && [t('phone'), fields.phone],
    fields.address && [t('address'), fields.address],
  ].filter((fact): fact is [string, string] => Boolean(fact))
  return (
    <Card
      title={t('data')}
      aside={
        <ButtonLink look="quiet" to={`/person/${view.person.id}/edit`}>
          {t('editData')}
        </ButtonLink>
      }
    >
      <Facts facts={facts} />
      <Suspense>
        {[view.person, ...(view.household ? [view.household] : [])]
          .filter(({ fields: written }) => Object.keys(written).some(isAmendmentField))
          .map((record) => (
            <RecordAmendments key={record.id} record={record} />
          ))}
      </Suspense>
    </Card>
  )
}
